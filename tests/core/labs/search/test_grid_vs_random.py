"""A grid and a random search over the same area, compared as the page says, over five seeds."""

from functools import lru_cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.labs.search import lab as grid_vs_random
from core.labs.search.lab import SEEDS, arms, best_of, decades, edges
from core.labs.search.lab import expected_best as mean_best
from core.runs import statistics

LAMBDA = grid_vs_random.LAMBDA


def begun(candidates=6, seed=2, n_training=100, **settings):
    settings = settings or {"learning_rate": 20.0, "epochs": 5}  # so large that some diverge
    choices = {"n_training": n_training, "label_noise": 0.0, "candidates": candidates}
    return grid_vs_random.experiment(**choices, random_state=seed, **settings)


@lru_cache
def whole():
    return begun().finish()


@given(st.floats(1e-3, 1e3))
def test_the_grid_is_decades_around_its_middle_and_its_cells_end_halfway_on_a_log_axis(middle):
    values, (low, high) = decades(middle), edges(middle)
    assert values[2] == pytest.approx(middle)
    np.testing.assert_allclose(np.diff(np.log10(values)), 1)
    np.testing.assert_allclose(np.log10([values[0] / low, high / values[-1]]), 0.5)


def test_the_first_25_candidates_are_the_grid_and_the_others_lie_inside_with_three_seeds_each():
    candidates = begun(40).candidates
    pairs = {(one["learning_rate"], one["l2"]) for one in candidates[:25]}
    assert pairs == set(product(decades(20.0), decades(LAMBDA)))
    assert len(candidates) == 65
    seeds = [settings.random_state for settings in begun(40).trainers["search"].settings]
    assert seeds == [2, 3, 4] * 65
    for name, middle in (("learning_rate", 20.0), ("l2", LAMBDA)):
        places = np.log10([one[name] / middle for one in candidates[25:]])
        assert (np.abs(places) < 2.5).all()
        assert np.histogram(places, 4, (-2.5, 2.5))[0].min() > 2  # spread over the area
        assert len(set(places)) == 40


def test_more_draws_begin_with_the_same_ones_and_another_seed_draws_others():
    assert begun(12).candidates == begun(25).candidates[:37]
    assert begun(12, seed=3).candidates[25:] != begun(12).candidates[25:]


def test_the_best_of_k_is_that_of_the_results_of_each_arm_though_some_networks_diverged():
    found = arms(whole())
    assert [len(rows) for rows in found.values()] == [25, 6]
    assert sum(row["diverged"] for rows in found.values() for row in rows) > 0
    best = best_of({"now": whole().records, "other": [{"name": "else"}], "before": []})
    assert best.keys() == {"now"}
    for arm, rows in found.items():
        np.testing.assert_array_equal(best["now"][arm], mean_best([r["median"] for r in rows]))
    fresh = best_of({"now": begun().records})["now"]
    assert [len(scores) for scores in fresh.values()] == [25, 6]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=7))
def test_the_best_of_k_is_the_mean_over_all_choices_of_k(scores):
    expected = [
        np.mean([max(chosen) for chosen in combinations(scores, k)])
        for k in range(1, len(scores) + 1)
    ]
    np.testing.assert_allclose(mean_best(scores), expected, atol=1e-12)


def test_the_findings_are_those_of_the_best_and_of_the_good_candidates():
    found, rows, right = grid_vs_random.findings(whole()), whole().results(), []
    assert found.diverged == sum(row["diverged"] for row in rows)
    top = max(row["median"] for row in rows)
    for name, ends in (("learning_rate", found.learning_rate), ("l2", found.l2)):
        good = [row[name] for row in rows if row["median"] >= top - 0.02]
        assert ends == (min(good), max(good))
    drawn = sorted(row["median"] for row in rows[25:])
    assert found.few == pytest.approx((5 * drawn[-1] + drawn[-2]) / 6)  # best of 5 of the 6
    trainer = whole().trainers["search"]
    every = statistics.right(trainer, *whole().sets["validation"])
    for best, arm in ((found.random, rows[25:]), (found.grid, rows[:25])):
        row = max(arm, key=lambda row: row["median"])
        assert best == (row["median"], row["learning_rate"], row["l2"])
        number = rows.index(row)
        right.append(every[SEEDS * number : SEEDS * (number + 1)].mean())
    assert found.lead.value == pytest.approx(right[0] - right[1])


@lru_cache
def duel(seed):
    """Return the page's search with 500 examples, at its end."""
    return begun(25, seed, 500, learning_rate=1.0, epochs=30).finish()


@pytest.mark.parametrize("seed", range(5))
def test_as_many_candidates_at_random_are_a_draw_with_the_grid(seed):
    assert not grid_vs_random.findings(duel(seed)).lead.clear


def test_half_the_candidates_at_random_beat_the_grid_with_some_seeds_and_not_with_others():
    won = []
    for grid, drawn in (arms(duel(seed)).values() for seed in range(5)):
        half, all_of_it = (max(row["median"] for row in rows) for rows in (drawn[:12], grid))
        won.append(half >= all_of_it)
    assert 0 < sum(won) < 5
