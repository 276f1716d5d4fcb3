"""Two experiments seed by seed, held to SciPy's paired t test."""

import numpy as np
import pytest
from scipy.stats import ttest_rel

from core.reproduce.paired import PAIRS, Pair, compared, paired
from core.reproduce.table import TRIALS, reproduced

BEST, END = ("accuracy test", "highest"), ("accuracy test", "at the end")


def test_difference_and_error_are_those_of_the_paired_t_test():
    rng = np.random.default_rng(0)
    first, second = rng.normal(95, 1, (2, 60))
    (row,) = paired("q", Pair("a", "b"), {BEST: first}, {BEST: second, END: second})
    assert row[:6] == ("q", "a", "b", *BEST, 60)
    test = ttest_rel(second, first)
    assert row.difference / row.error == pytest.approx(test.statistic, abs=1e-2)
    assert row.difference == pytest.approx(second.mean() - first.mean(), abs=1e-4)
    assert row.higher == pytest.approx(100 * (second > first).mean(), abs=1e-4)


def test_equal_runs_count_half_and_seeds_that_one_lacks_not_at_all():
    (row,) = paired("q", Pair("a", "b"), {BEST: [1, 1, 1, 9]}, {BEST: [1.0, 2.0, 1.0]})
    assert (row.n, row.higher) == (3, pytest.approx(200 / 3, abs=1e-4))


def test_one_run_is_no_comparison_and_other_numbers_are_not_compared():
    assert paired("q", Pair("a", "b"), {BEST: [1]}, {BEST: [2]}) == []
    assert paired("q", Pair("a", "b"), {BEST: [1, 2]}, {END: [2, 3]}) == []


def test_a_difference_is_sure_from_two_errors_on():
    (row,) = paired("q", Pair("a", "b"), {BEST: [0, 0, 0]}, {BEST: [1.0, 2.0, 3.0]})
    assert row.sure
    assert not row._replace(difference=1.99 * row.error).sure
    assert row._replace(difference=-2.0 * row.error).sure


def test_every_pair_differs_in_what_it_asks_and_has_something_in_common():
    for question, (first, second) in PAIRS.items():
        common = {(r.series, r.statistic) for r in TRIALS[first].readings} & {
            (r.series, r.statistic) for r in TRIALS[second].readings
        }
        assert common, question
        one, other = (TRIALS[name].learner for name in (first, second))
        assert one.hidden_layer_sizes == other.hidden_layer_sizes  # else no start is the same
        assert one.batch_size == other.batch_size


def test_every_committed_comparison_is_of_the_runs_of_the_table():
    rows = {(row.experiment, row.series, row.statistic): row for row in reproduced()}
    found = compared()
    assert {row.question for row in found} == PAIRS.keys()
    for row in found:
        assert PAIRS[row.question] == (row.first, row.second)
        first, second = (rows[name, row.series, row.statistic] for name in row[1:3])
        assert row.n == min(first.seeds, second.seeds)
        assert first.low - second.high <= -row.difference <= first.high - second.low
        assert 0 <= row.higher <= 100
