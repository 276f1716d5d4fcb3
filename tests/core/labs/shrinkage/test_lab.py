"""What the page about L1 and L2 says, on its own data, over five seeds."""

import os
from functools import lru_cache

import numpy as np
import pytest

from core.data import handwriting, mnist
from core.labs.shrinkage import lab
from core.labs.shrinkage.sparsity import ever_on

BOTH = ("l1_sgn", "l1_proximal")


@lru_cache
def run(penalties, strength, start, noise=0.0, name="digits"):
    """Return the page's run at its end: 100 examples, η = 0.5, 100 epochs."""
    scene = {"data": name, "n_training": 100, "label_noise": noise, "near": 0.5}
    scene |= {"weight_init": start, "learning_rate": 0.5, "epochs": 100, "random_state": 0}
    strengths = {"no_penalty": 0} | dict.fromkeys(penalties, strength)
    made = lab.experiment(strengths=strengths, **scene)
    made.advance(float("inf"))
    return made


def end(*scene, **more):
    """Return what the networks of the run came to."""
    return lab.findings(run(*scene, **more))


def gain(strength, start, **more):
    """Return the accuracy that L2 gains, with its error."""
    return end(("l2",), strength, start, **more).gains["l2"]


def test_sgn_makes_no_exact_zeros_and_the_proximal_step_about_half_at_the_same_accuracy():
    records, found = run(BOTH, 0.2, "standard").records, end(BOTH, 0.2, "standard")
    assert max(r["exact"] for r in records if r["name"] == "l1_sgn" and "exact" in r) < 0.0005
    assert 0.4 < found.arms["l1_proximal"].zeros < 0.6
    assert not (found.gains["l1_proximal"] - found.gains["l1_sgn"]).clear
    assert found.gains["l1_proximal"].sign >= 0
    assert lab.answer(found) == "none"


def test_both_steps_of_l1_bring_about_half_of_the_live_weights_within_one_step_of_0():
    found = end(BOTH, 0.2, "standard")
    assert all(0.4 < found.arms[penalty].near < 0.6 for penalty in BOTH)
    assert found.arms["no_penalty"].near < 0.005


def test_the_followed_weight_lands_step_by_step_and_only_sgn_jumps_on():
    records = [r for r in run(BOTH, 0.2, "standard").records if r["network"] == 0]
    ways = {name: {r["step"]: r["weight"] for r in records if r["name"] == name} for name in BOTH}
    arrival = min(step for step, weight in ways["l1_proximal"].items() if weight == 0)
    there = range(arrival, arrival + 10)
    assert all(ways["l1_proximal"][step] == 0 for step in there)
    sgn = [ways["l1_sgn"][step] for step in there]
    np.testing.assert_allclose(np.abs(np.diff(sgn)), 0.001, rtol=0.01)  # ηλ/n
    assert max(np.abs(sgn)) < 0.001


def test_about_half_of_the_inputs_are_blank_in_every_image():
    for n, blank in ((100, 0.52), (1000, 0.49)):
        assert 1 - ever_on(handwriting.digits(n_training=n).training.X).mean() == pytest.approx(
            blank, abs=0.01
        )


def test_l2_gains_three_or_four_points_from_the_standard_start_and_nothing_from_the_scaled_one():
    assert 0.025 < gain(0.2, "standard").value < 0.045
    assert not gain(0.2, "scaled").clear


def test_with_a_fifth_of_the_labels_wrong_l2_gains_some_six_points_from_either_start():
    for start in ("standard", "scaled"):
        assert 0.045 < gain(0.5, start, noise=0.2).value < 0.075


@pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and mnist.mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)
def test_on_mnist_too_the_gain_of_l2_goes_with_the_scaled_start():
    assert gain(0.2, "standard", name="mnist").value > 0.08
    assert abs(gain(0.2, "scaled", name="mnist").value) < 0.02
