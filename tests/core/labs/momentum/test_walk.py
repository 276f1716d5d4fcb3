"""A walk has its news, by where and how it went, and the challenge counts its steps."""

import numpy as np
import pytest

from core.labs.momentum import stability, walk
from core.labs.momentum.optimisers import OPTIMISERS
from core.labs.momentum.surfaces import surface


def walked(where="bowl", eta=0.5, noise=0.0, steps=60):
    pairs = dict.fromkeys(OPTIMISERS, (eta, 0.8))
    choices = {"gradient_noise": noise, "steps": steps, "random_state": 3}
    run = walk.experiment(surface=where, condition=5, pairs=pairs, **choices).finish()
    return run, walk.findings(run)


@pytest.mark.parametrize(("where", "noise"), [("bowl", 0.0), ("saddle", 0.0), ("valley", 0.5)])
def test_the_findings_are_those_of_the_walks(where, noise):
    run, found = walked(where, noise=noise)
    assert (found.saddle is not None) == (where == "saddle")
    assert (found.noise is not None) == bool(noise)
    ends = [(r["name"], r["relative"]) for r in run.records if r["step"] == 60]
    costs = {name: np.median([cost for who, cost in ends if who == name]) for name in OPTIMISERS}
    assert found.order == sorted(costs, key=costs.get)
    for name, walker in run.trainers.items():
        own = getattr(found, name)
        assert len(walker.diverged) == (5 if noise else 1)
        assert own.settled == walker.settled(1e-3)
        assert own.rate == pytest.approx(stability.rate(name, 0.5, 0.8, 5))
        assert own.best == pytest.approx(stability.best(name, 5))


def test_on_the_bowl_momentum_shoots_past_as_far_as_its_recursion_says():
    _, found = walked(eta=0.5, steps=60)
    way = [1.0, 1.0]
    for _ in range(60):
        way.append((1 + 0.8 - 0.5 / 5) * way[-1] - 0.8 * way[-2])
    assert found.heavy_ball.past == pytest.approx(-min(way))
    assert found.heavy_ball.past > 0.1
    assert found.gradient_descent.past == 0


def test_from_the_saddle_what_is_past_counts_from_the_bottom_that_was_reached():
    run, found = walked("saddle", steps=200)
    x = np.array(run.trainers["heavy_ball"].path)[:, 0, 0]
    assert x[-1] == pytest.approx(2.4, abs=0.1)
    assert found.heavy_ball.past == pytest.approx((x.max() - 2.4) / (2.4 - 0.6))


def test_newton_ends_at_the_saddle_where_the_ground_curves_down():
    _, found = walked("saddle")
    assert found.saddle == pytest.approx((0, 0, -0.1), abs=1e-6)


def test_under_noise_the_costs_are_near_their_exact_means():
    run, found = walked(noise=0.5, steps=400)
    for name, mean in (("gradient_descent", found.noise.plain), ("heavy_ball", found.noise.ball)):
        assert mean.cost == run.trainers[name].mean_cost(200)
        assert mean.exact == pytest.approx(stability.noise_floor(name, 0.5, 0.8, 5, 0.5))
        assert mean.cost == pytest.approx(mean.exact, rel=0.35)
    assert found.noise.times == found.noise.ball.cost / found.noise.plain.cost
    assert found.noise.step == pytest.approx(2.5)


def test_walks_that_all_diverge_have_no_order():
    run, found = walked(eta=4.0, noise=0.1)
    assert run.diverged == list(OPTIMISERS)
    assert (found.order, found.noise) == ([], None)


@pytest.mark.parametrize(("eta", "mu", "won"), [(3.18, 0.67, True), (3.31, 0.67, False)])
def test_the_race_is_won_within_a_tenth_of_the_fewest_steps(eta, mu, won):
    race = walk.race(dict.fromkeys(OPTIMISERS, (eta, mu)), 100)
    start = surface("bowl", 100).start
    counts = [int(stability.settles(name, eta, mu, 100, start, 1e-3)) for name in race._fields[:3]]
    assert [*race] == [*counts, stability.fewest(100, start, 1e-3)]
    assert race.won == (min(counts) <= 1.1 * race.fewest) == won
