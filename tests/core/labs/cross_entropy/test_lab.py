"""What the page about two costs says must hold on its own runs: five networks, 20 epochs."""

from functools import lru_cache
from statistics import median

import numpy as np
import pytest

from core.labs.cross_entropy import lab
from core.network.textbook import gradient, predict
from tests.core.needs import needs_mnist

DATA = ["digits", pytest.param("mnist", marks=needs_mnist)]


def begun(costs, start, name):
    """Return the run of a scene of the page at its start; `costs` has an η for each cost."""
    scene = {"learning_rates": costs, "weight_init": start, "hidden_layer_sizes": (30,)}
    scene |= {"batch_size": 10, "epochs": 20, "random_state": 0}
    return lab.experiment(data=name, n_training=500, **scene)


@lru_cache
def raced(start, eta, eta_entropy=None, *, rival="quadratic", name="digits"):
    """Return the findings of a race at `eta`, or at one η each."""
    run = begun({rival: eta, "cross_entropy": eta_entropy or eta}, start, name).finish()
    return lab.findings(run)


@pytest.mark.parametrize(
    ("start", "rates", "low", "high"),
    [
        ("standard", (0.5,), 0.2, 1),
        ("scaled", (0.5,), 0, 0.05),  # most of it is gone
        ("scaled", (3, 0.5), -0.02, 0.02),  # six times the rate makes it nearly a tie
    ],
)
@pytest.mark.parametrize("name", DATA)
def test_the_lead_of_the_cross_entropy_goes_with_the_scaled_start(start, rates, low, high, name):
    assert low < raced(start, *rates, name=name).lead.value < high


@pytest.mark.parametrize("name", DATA)
def test_at_a_rate_that_suits_the_quadratic_cost_the_cross_entropy_loses(name):
    found = raced("scaled", 3, name=name)
    assert found.rival.accuracy > 0.8
    assert found.lead.sign == -1  # and so it meets the challenge


def test_a_linear_output_with_the_quadratic_cost_learns_at_a_small_rate():
    linear = "linear_quadratic"
    assert raced("scaled", 0.05, rival=linear).rival.accuracy > 0.85
    assert raced("scaled", 0.5, rival=linear).rival.accuracy < 0.7


def test_the_answer_to_one_digit_is_that_of_the_textbook_and_its_push_the_slope_of_the_bias():
    run = begun({"quadratic": 0.5, "cross_entropy": 0.5}, "standard", "digits")
    pixels, answers = lab.answers(run, 7)
    X, Y = run.sets["validation"]
    (place,) = np.flatnonzero((pixels == X).all(axis=1) & (Y[:, 7] == 1))[:1]
    x, y = X[place : place + 1], Y[place : place + 1]
    for cost, answer in answers.items():
        trainer = run.trainers[cost]
        settings, own = trainer.settings[0], trainer.parameters[0]
        np.testing.assert_allclose(answer.outputs, predict(settings, own, x)[0], rtol=1e-5)
        slopes = gradient(settings, own, x, y)
        np.testing.assert_allclose(answer.delta, slopes.biases[-1], rtol=1e-4, atol=1e-7)
        assert answer.hidden.shape == (30,)
    same = answers["quadratic"].outputs  # they share their start
    np.testing.assert_array_equal(same, answers["cross_entropy"].outputs)
    smaller = answers["cross_entropy"].delta * same * (1 - same)  # by the slope of σ
    np.testing.assert_allclose(answers["quadratic"].delta, smaller, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("name", DATA)
def test_about_a_tenth_of_the_outputs_start_stuck_from_the_standard_start_and_none_scaled(name):
    for start, share in (("standard", pytest.approx(0.1, abs=0.03)), ("scaled", 0)):
        records = begun({"cross_entropy": 0.5}, start, name).records
        assert median(record["stuck"] for record in records) == share


def test_the_quadratic_cost_leaves_more_outputs_stuck():
    found = raced("standard", 0.5)
    assert found.rival.stuck > 5 * found.cross_entropy.stuck


def test_the_two_costs_share_their_five_starts_and_differ_in_nothing_but_cost_and_eta():
    scene = {"data": "digits", "n_training": 50, "epochs": 1, "random_state": 3}
    run = lab.experiment(learning_rates={"quadratic": 3, "cross_entropy": 0.5}, **scene)
    one, other = run.trainers.values()
    for ours, theirs in zip(one.parameters, other.parameters, strict=True):
        for w, v in zip(ours.weights, theirs.weights, strict=True):
            np.testing.assert_array_equal(w, v)
    chosen = [(t.settings[0].cost, t.settings[0].learning_rate) for t in (one, other)]
    assert chosen == [("quadratic", 3), ("cross_entropy", 0.5)]
    assert [s.random_state for s in one.settings] == [3, 4, 5, 6, 7]


def test_the_findings_are_the_medians_at_the_end_and_a_network_that_diverged_counts_as_0():
    rates = {"linear_quadratic": 5, "cross_entropy": 0.5}
    run = lab.experiment(
        data="digits", n_training=100, learning_rates=rates, epochs=5, random_state=0
    ).finish()
    found = lab.findings(run)
    last = [r["accuracy validation"] for r in run.records if r["step"] == run.step]
    assert run.diverged == ["linear_quadratic"]
    assert found.cross_entropy.accuracy == median(last)
    assert found.rival.accuracy == 0
    assert found.lead.value == pytest.approx(np.mean(last))
