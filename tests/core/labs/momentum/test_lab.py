"""What the page about momentum says of networks, on the digits that it shows, over five seeds."""

from functools import lru_cache

import numpy as np
import pytest

from core.labs.momentum import lab, optimisers, stability


@lru_cache
def ran(eta, mu):
    """Return the page's networks after ten epochs of 500 digits."""
    run = lab.learn(
        data="digits", n_training=500, learning_rate=eta, momentum=mu, epochs=10, random_state=0
    )
    run.advance(float("inf"))
    return run


def median(eta, mu, measure, arm="with_momentum", epoch=10):
    """Return the median of five networks."""
    rows = [r for r in ran(eta, mu).records if (r["name"], r["epoch"]) == (arm, epoch)]
    assert len(rows) == 5
    return float(np.median([row[measure] for row in rows]))


def read(eta, mu, arm="with_momentum"):
    return median(eta, mu, "accuracy validation", arm)


def test_at_eta_005_more_momentum_helps_until_it_is_too_much():
    shares = [read(0.05, 0.9, "no_momentum"), *(read(0.05, mu) for mu in (0.5, 0.9, 0.99))]
    np.testing.assert_allclose(shares, [0.79, 0.89, 0.94, 0.22], atol=0.02)


def test_ten_times_the_step_without_momentum_reads_as_many_digits():
    assert stability.effective_step(0.05, 0.9) == pytest.approx(0.5)
    assert read(0.05, 0.9, "longer_step") == pytest.approx(0.94, abs=0.01)
    assert read(0.05, 0.9, "longer_step") == pytest.approx(read(0.05, 0.9), abs=0.02)


def test_momentum_makes_the_weights_as_large_as_the_longer_step_does():
    plain, ball, longer = (median(0.05, 0.9, "size", arm) for arm in lab.ARMS)
    assert ball == pytest.approx(longer, rel=0.03)
    assert ball > 2 * plain


def test_momentum_09_at_eta_05_harms_and_05_makes_no_difference():
    plain = read(0.5, 0.9, "no_momentum")
    assert read(0.5, 0.9) < 0.4
    assert read(0.5, 0.5) == pytest.approx(plain, abs=0.02)


@pytest.mark.parametrize(
    ("eta", "mu", "effect"), [(0.5, 0.9, "harms"), (0.5, 0.5, "tie"), (0.05, 0.9, "helps")]
)
def test_what_momentum_does_is_judged_by_two_standard_errors(eta, mu, effect):
    found = lab.learned(ran(eta, mu), 397)
    lead = read(eta, mu) - read(eta, mu, "no_momentum")
    assert found["lead"] == pytest.approx(lead)
    assert found["effect"] == effect
    assert (effect == "tie") == (abs(lead) < 2 * (0.94 * 0.06 / 397) ** 0.5)


@pytest.mark.parametrize(
    ("surface", "noise", "kind"),
    [("bowl", 0.0, "rates"), ("saddle", 0.0, "saddle"), ("valley", 0.5, "noise")],
)
def test_a_walk_has_its_news_by_where_and_how_it_went(surface, noise, kind):
    pairs = dict.fromkeys(optimisers.OPTIMISERS, (0.5, 0.8))
    more = {"gradient_noise": noise, "steps": 60, "random_state": 3}
    run = lab.walk(surface=surface, condition=5, pairs=pairs, **more)
    run.advance(float("inf"))
    found = lab.walked(run)
    assert found["kind"] == kind
    assert len(run.trainers["newton"].diverged) == (lab.WALKS if noise else 1)
    ends = [(r["name"], r["relative"]) for r in run.records if r["step"] == 60]
    costs = {name: np.median([cost for who, cost in ends if who == name]) for name in pairs}
    assert found["order"] == sorted(costs, key=costs.get)


def test_with_steps_of_5_nearly_all_hidden_neurons_saturate_within_an_epoch():
    assert stability.effective_step(0.5, 0.9) == pytest.approx(5)
    assert median(0.5, 0.9, "flat", epoch=1) > 0.95
    assert median(0.5, 0.9, "flat", "no_momentum", epoch=1) < 0.1
