"""A grid and a random search over the same area, compared as the page says."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.handwriting import digits
from core.labs.search.grid_vs_random import SEEDS, Duel, decades, edges, expected_best, medians
from core.network.settings import Settings

BASE = Settings(hidden_layer_sizes=(6,), epochs=3, random_state=2)
SPLIT = digits(size=8, n_training=100)
TRAINING, VALIDATION = (
    (part.X.astype(np.float64)[:100], part.Y[:100]) for part in (SPLIT.training, SPLIT.validation)
)
ETA, LAMBDA = 20.0, 10.0  # so large that some networks run away


def duel(n_random, seed=2):
    base = Settings(hidden_layer_sizes=(6,), epochs=3, random_state=seed)
    return Duel(base, ETA, LAMBDA, n_random, TRAINING, VALIDATION)


@pytest.fixture(scope="module")
def whole():
    search = duel(6)
    search.advance(np.inf)
    return search


@given(st.floats(1e-3, 1e3))
def test_the_grid_is_decades_around_its_middle_and_its_cells_end_halfway_on_a_log_axis(middle):
    values, (low, high) = decades(middle), edges(middle)
    assert values[2] == pytest.approx(middle)
    np.testing.assert_allclose(np.diff(np.log10(values)), 1)
    np.testing.assert_allclose(np.log10([values[0] / low, high / values[-1]]), 0.5)


def test_the_first_25_candidates_are_the_grid_and_the_others_lie_inside_its_edges():
    grid, drawn = duel(40).candidates[:25], duel(40).candidates[25:]
    pairs = {(one["learning_rate"], one["l2"]) for one in grid}
    assert pairs == set(product(decades(ETA), decades(LAMBDA)))
    assert len(drawn) == 40
    for name, middle in (("learning_rate", ETA), ("l2", LAMBDA)):
        places = np.log10([one[name] / middle for one in drawn])
        assert (np.abs(places) < 2.5).all()
        assert np.histogram(places, 4, (-2.5, 2.5))[0].min() > 2  # spread over the area
        assert len(set(places)) == 40


def test_more_draws_begin_with_the_same_ones_and_another_seed_draws_others():
    assert duel(12).candidates == duel(25).candidates[:37]
    assert duel(12, seed=3).candidates[25:] != duel(12).candidates[25:]


def test_every_candidate_has_the_three_seeds_from_the_first_on(whole):
    seeds = [settings.random_state for settings in whole.trainers["search"].settings]
    assert seeds == [2, 3, 4] * 31
    assert SEEDS == 3


def test_the_arms_are_the_results_in_order(whole):
    assert whole.arms["grid"] + whole.arms["random"] == whole.results()
    assert len(whole.arms["grid"]) == 25


def test_medians_from_records_are_those_of_the_results_though_some_networks_ran_away(whole):
    assert sum(row["diverged"] for row in whole.results()) > 0
    for arm, rows in whole.arms.items():
        assert medians(whole.records)[arm] == [row["median"] for row in rows]


def test_medians_are_there_before_training():
    fresh = duel(6)
    assert [len(scores) for scores in medians(fresh.records).values()] == [25, 6]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=7))
def test_the_best_of_k_is_the_mean_over_all_choices_of_k(scores):
    expected = [
        np.mean([max(chosen) for chosen in combinations(scores, k)])
        for k in range(1, len(scores) + 1)
    ]
    np.testing.assert_allclose(expected_best(scores), expected, atol=1e-12)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=50))
def test_the_best_of_k_rises_from_the_mean_to_the_best(scores):
    best = expected_best(scores)
    assert best[0] == pytest.approx(np.mean(scores))
    assert best[-1] == max(scores)
    assert (np.diff(best) >= -1e-12).all()
