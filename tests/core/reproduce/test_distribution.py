"""Distributions over runs, held to NumPy's, SciPy's and the standard library's own."""

from statistics import mean, quantiles, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reproduce.distribution import (
    BARS,
    ENOUGH,
    Distribution,
    distributed,
    distributions,
    histogram,
    numbers,
    share_below,
)
from core.reproduce.runs import Run
from core.reproduce.table import TRIALS, reproduced
from core.reproduce.trial import Reading

PLACE = ("accuracy test", "highest")
ACCURACIES = st.lists(st.integers(9000, 9900), min_size=ENOUGH, max_size=200)


def drawn(n, seed=0):
    return list(np.random.default_rng(seed).normal(95, 0.2, n).round(2))


def test_mean_sd_and_quantiles_are_those_of_the_standard_library():
    values = drawn(173)
    (row,) = distributions("x", {PLACE: values})
    assert row[:4] == ("x", *PLACE, 173)
    assert (row.mean, row.sd) == pytest.approx((mean(values), stdev(values)), abs=5e-5)
    cuts = quantiles(values, n=100, method="inclusive")
    expected = [cuts[q - 1] for q in (1, 5, 25, 50, 75, 95, 99)]
    assert row[6:13] == pytest.approx(expected, abs=5e-5)


def test_few_runs_have_no_distribution():
    assert distributions("x", {PLACE: drawn(ENOUGH - 1)}) == []
    assert share_below(drawn(ENOUGH - 1), 95.0) is None
    assert share_below(drawn(ENOUGH), None) is None


@given(ACCURACIES)
def test_bars_hold_every_run_and_those_within_are_what_numpy_counts(hundredths):
    values = [number / 100 for number in hundredths]
    first, width, counts = histogram(values, "%")
    assert sum(counts) == len(values)
    assert len(counts) <= BARS + 1
    assert counts[0] > 0
    assert counts[-1] > 0
    edges = np.round(100 * (first + width * np.arange(len(counts) + 1))) - 0.5  # between hundredths
    edges[[0, -1]] = -np.inf, np.inf  # the outermost hold what lies farther out
    np.testing.assert_array_equal(counts, np.histogram(hundredths, edges)[0])


def test_runs_far_out_do_not_make_the_bars_wide():
    values = [*drawn(190), *np.full(10, 76.0)]
    first, width, counts = histogram(values, "%")
    assert width <= 0.1
    assert counts[0] == 10
    assert first > 93


@pytest.mark.parametrize(
    ("values", "unit", "told"),
    [
        ([0] * 40 + [1] * 8 + [3] * 2, "digits", (0, 1, (40, 8, 0, 2))),
        ([12, 30, 30, 29], "epoch", (12, 1, (1, *[0] * 16, 1, 2))),
        ([7.0] * 60, "%", (7, 0.01, (60,))),
    ],
)
def test_whole_numbers_and_equal_ones_have_bars_of_their_own(values, unit, told):
    assert histogram(values, unit) == told


@given(ACCURACIES, st.integers(9000, 9900))
def test_the_share_below_counts_those_that_are_equal_half(values, published):
    below = sum(value < published for value in values) + values.count(published) / 2
    assert share_below(values, published) == pytest.approx(100 * below / len(values), abs=0.005)


def test_numbers_are_read_from_each_run_once_though_published_twice():
    runs = [
        Run([{"epoch": 0, "accuracy test": 0.1}, {"epoch": 1, "accuracy test": a}], 1.0, "")
        for a in (0.95, 0.96)
    ]
    trial = TRIALS["note_cross_entropy"]
    assert numbers(trial, runs)[PLACE] == [95, 96]


def test_every_committed_distribution_is_of_the_runs_of_the_table():
    rows = {(row.experiment, row.series, row.statistic): row for row in reproduced()}
    for one in distributed():
        row = rows[one[:3]]
        assert one.n == row.seeds >= ENOUGH
        assert one.q50 == pytest.approx(row.median, abs=1e-4)
        assert sum(one.counts) == one.n
        assert row.low <= one.q1 <= one.q5 <= one.q25 <= one.q50
        assert one.q50 <= one.q75 <= one.q95 <= one.q99 <= row.high
    assert {one[:3] for one in distributed()} == {k for k, r in rows.items() if r.seeds >= ENOUGH}


def test_a_published_number_stands_where_the_distribution_has_it():
    spread = {one[:3]: one for one in distributed()}
    asked = 0
    for row in reproduced():
        one = spread.get((row.experiment, row.series, row.statistic))
        assert (row.below is None) == (row.published is None or one is None)
        if row.below is not None:
            asked += 1
            levels = zip((1, 5, 25, 50, 75, 95, 99), one[6:13], strict=True)
            for level, quantile in levels:
                if row.published < quantile:
                    assert row.below <= level + 50 / one.n
                if row.published > quantile:
                    assert row.below >= level - 50 / one.n
    assert asked >= 5


def test_no_number_of_many_runs_may_be_infinite():
    for trial in TRIALS.values():
        if trial.most_seeds >= ENOUGH:
            assert Reading("accuracy training", "epoch of 100 %") not in [
                Reading(r.series, r.statistic) for r in trial.readings
            ]


def test_the_fields_are_in_the_order_in_which_they_are_computed():
    assert Distribution._fields[4:13] == (
        "mean",
        "sd",
        "q1",
        "q5",
        "q25",
        "q50",
        "q75",
        "q95",
        "q99",
    )
