"""What the page about choosing hyper-parameters says, over five seeds."""

from functools import lru_cache

import numpy as np
import pytest

from core.labs.hyper_parameters import lab
from tests.core.needs import needs_mnist

NETWORK = {"batch_size": 10, "epochs": 20, "random_state": 0}


@lru_cache
def tried(kind="rescue", *, eta, l2, hidden=(), networks=5, name="digits", n=1000):
    """Return the tries of a finished run, and what they come to."""
    scene = {"data": name, "n_training": n, "kind": kind, "networks": networks}
    scene |= {"hidden_layer_sizes": hidden, "learning_rate": eta, "l2": l2}
    run = lab.experiment(**scene, **NETWORK).finish()
    found = lab.findings(run)
    return found.tries, found


@pytest.mark.parametrize("networks", [1, 5])
@pytest.mark.parametrize(
    ("eta", "l2", "name", "low", "high"),
    [
        (10, 1000, "runs_away", 0, 0),
        (10, 20, "forgets", 0, 25),
        (100, 20, "flips", 0, 15),
        (1, 20, "forgets", 50, 70),
        (0.5, 0.1, "signal", 92, 95),
        (1e9, 0, "overflows", 0, 0),  # which is no part of the rescue
    ],
)
def test_the_rescue_goes_from_a_runaway_to_a_signal(eta, l2, name, low, high, networks):
    ((row,), _) = tried(eta=eta, l2=l2, networks=networks)
    assert row.diagnosis == name
    assert row.lost == (name in ("runs_away", "overflows"))
    assert low <= 100 * row.accuracy <= high


def test_of_three_eta_the_middle_one_has_the_least_training_cost_and_each_its_diagnosis():
    rows, found = tried("eta_race", eta=0.25, l2=0.1, hidden=(30,))
    assert [row.learning_rate for row in rows] == [0.025, 0.25, 2.5]
    assert [row.diagnosis for row in rows] == ["slow", "signal", "oscillates"]
    assert min(rows[0].cost, rows[2].cost) > 3 * rows[1].cost
    assert found.cheapest == ["η = 0.25"]


def test_of_three_lambda_the_largest_reads_worst_and_the_other_two_tie():
    rows, found = tried("decades", eta=0.25, l2=1, hidden=(30,))
    assert [row.l2 for row in rows] == [0.1, 1, 10]
    assert found.tied == ["λ = 0.1", "λ = 1"]
    weak, middle, strong = (row.accuracy for row in rows)
    assert max(weak, middle) > strong + 0.01


def accuracy(**scene):
    """Return the validation accuracy of one setting, as it is written."""
    ((row,), _) = tried(**scene)
    return round(100 * row.accuracy, 1)


@pytest.mark.parametrize("networks", [1, 5])
def test_the_challenge_is_within_reach_and_no_preset_meets_it(networks):
    assert accuracy(eta=0.5, l2=0.1, hidden=(30,), networks=networks) >= 95.5
    for l2 in (0.1, 1):
        assert accuracy(eta=0.25, l2=l2, hidden=(30,)) < 95.5


def test_where_every_setting_runs_away_none_is_cheapest_and_none_is_tied():
    rows, found = tried("eta_race", eta=100, l2=1000, n=50)
    assert [row.lost for row in rows] == [True] * 3
    assert np.isnan([row.cost for row in rows]).all()
    assert (found.cheapest, found.tied) == ([], [])


def test_around_no_penalty_the_decades_are_0_and_two_decades_and_another_kind_is_refused():
    assert [arm.l2 for arm in lab.arms("decades").values()] == [0, 0.1, 1]
    with pytest.raises(ValueError, match="kind = 'race' is not possible"):
        lab.arms("race")


@needs_mnist
def test_the_challenge_is_within_reach_on_mnist():
    scene = {"eta": 0.5, "l2": 0.1, "hidden": (30,), "networks": 1}
    assert accuracy(**scene, name="mnist", n=5000) >= 90
