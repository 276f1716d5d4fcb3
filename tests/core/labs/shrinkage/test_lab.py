"""What the page about L1 and L2 says, on its own data, over five seeds."""

import numpy as np
import pytest

from core.labs.shrinkage import lab
from core.labs.shrinkage.measured import finished
from core.labs.shrinkage.single_weight import after
from tests.core.needs import needs_mnist

BOTH = ("l1_sgn", "l1_proximal")


def found(*scene, **more):
    """Return what the networks of the page's run came to."""
    return lab.findings(finished(*scene, **more))


def gains(strength, **more):
    """Return what L2 gains from either start, by name."""
    starts = ("standard", "scaled")
    return {start: found(("l2",), strength, start, **more).gains["l2"] for start in starts}


def test_sgn_makes_no_exact_zeros_and_the_proximal_step_about_half_at_the_same_accuracy():
    end = found(BOTH, 0.2, "standard")
    assert lab.answer(end) == "none"
    assert end.arms["l1_sgn"].zeros < 0.0005
    assert 0.4 < end.arms["l1_proximal"].zeros < 0.6
    assert not (end.gains["l1_proximal"] - end.gains["l1_sgn"]).clear
    assert all(end.gains[penalty].sign >= 0 for penalty in BOTH)


def test_both_steps_of_l1_bring_about_half_of_the_live_weights_within_one_step_of_0():
    arms = found(BOTH, 0.2, "standard").arms
    assert all(0.4 < arms[penalty].near < 0.6 for penalty in BOTH)
    assert arms["no_penalty"].near < 0.005


@pytest.mark.parametrize("penalties", [BOTH, ("l2",)])
def test_the_followed_weight_keeps_to_the_formula_to_the_end(penalties):
    records = [r for r in finished(penalties, 0.2, "standard").records if r["network"] == 0]
    for name in ("no_penalty", *penalties):
        way = [(r["step"], r["weight"]) for r in records if r["name"] == name]
        steps, weights = np.array(way).T
        assert weights[0] == pytest.approx(0.5, abs=0.01)
        np.testing.assert_allclose(weights, after(name, weights[0], 0.001, steps), atol=1e-4)


def test_l2_gains_from_the_standard_start_only_and_with_wrong_labels_from_either():
    assert [gain.sign for gain in gains(0.2).values()] == [1, 0]
    assert [gain.sign for gain in gains(0.5, label_noise=0.2).values()] == [1, 1]


def test_few_weights_win_nothing_where_little_is_read_without_a_penalty():
    end = found(BOTH, 0.2, "standard")
    few = end.arms["l1_proximal"]._replace(zeros=0.7)
    for accuracy, won in ((0.6, True), (0.4, False)):
        plain = end.arms["no_penalty"]._replace(accuracy=accuracy)
        arms = {"l1_proximal": few, "no_penalty": plain}
        assert lab.won(end._replace(arms=arms), "l1_proximal") == won


def test_an_arm_whose_networks_all_diverged_counts_as_0_and_nothing_is_said_of_its_weights():
    scene = {"data": "digits", "n_training": 50, "label_noise": 0.0, "near": 0.5, "epochs": 5}
    strengths = {"no_penalty": 0.0, "l2": 1e5, "l1_sgn": 1e5}
    run = lab.experiment(strengths=strengths, learning_rate=0.5, random_state=0, **scene).finish()
    end = lab.findings(run)
    assert run.diverged == ["l2"]
    assert end.arms["l2"].accuracy == 0
    assert end.gains["l2"].sign == -1
    assert not lab.won(end, "l2")
    assert lab.kind(end, 1000.0) == "jump"  # a pull of fixed size cannot explode
    end.arms["l1_sgn"] = end.arms["l2"]
    assert (lab.kind(end, 1000.0), lab.answer(end)) == ("diverged", None)


@needs_mnist
def test_on_mnist_too_the_gain_of_l2_goes_with_the_scaled_start():
    assert gains(0.2, data="mnist")["standard"].value > 0.08
    assert abs(gains(0.2, data="mnist")["scaled"].value) < 0.02
