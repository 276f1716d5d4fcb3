from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.labs.svm.comparison import Crossing, crossings, lead, medians
from core.labs.svm.learning_curves import Fit

SIZES = (20, 50, 100, 200, 500)
SHARES = st.lists(st.integers(0, 8).map(lambda n: n / 8), min_size=5, max_size=5)


def curve(values):
    return dict(zip(SIZES, values, strict=True))


def fit(size, draw, right):
    return Fit(size, draw, 0.0, np.array(right, dtype=bool))


def test_a_lead_that_changes_from_minus_to_plus_the_same_changes_halfway_on_log_size():
    (turn,) = crossings({100: 0.5, 400: 0.7}, {100: 0.6, 400: 0.6})
    assert turn.size == pytest.approx(200)
    assert turn.sign == 1


def test_where_the_curves_touch_at_a_size_and_part_crosswise_that_size_is_the_crossing():
    ours, theirs = curve([0, 0.5, 0.5, 0.5, 1]), curve([0.5] * 5)
    assert [(turn.size, turn.sign) for turn in crossings(ours, theirs)] == [(50, 1)]


def test_a_touch_and_a_common_start_or_end_are_no_crossing():
    for values in ([0.5, 1, 1, 1, 1], [1, 1, 0.5, 1, 1], [0, 0, 0, 0.5, 0.5], [0.5] * 5):
        assert crossings(curve(values), curve([0.5] * 5)) == []


@given(SHARES, SHARES)
def test_crossings_lie_where_the_interpolated_lead_is_zero_and_alternate(ours, theirs):
    turns = crossings(curve(ours), curve(theirs))
    logs, leads = np.log(SIZES), np.subtract(ours, theirs)
    for turn in turns:
        assert np.interp(np.log(turn.size), logs, leads) == pytest.approx(0, abs=1e-9)
    signs = [turn.sign for turn in turns]
    assert signs == [signs[0] * (-1) ** k for k in range(len(signs))]
    seen = [np.sign(lead) for lead in leads if lead]
    assert len(turns) == sum(a != b for a, b in pairwise(seen))
    if turns:
        assert signs[-1] == seen[-1]


def test_the_median_of_the_draws_leaves_out_the_guess_at_size_1():
    fits = [fit(1, 1, [0, 0]), fit(20, 1, [0, 0]), fit(20, 2, [0, 1]), fit(20, 3, [1, 1])]
    assert medians([*fits, fit(50, 1, [1, 1])]) == {20: 0.5, 50: 1.0}


def test_the_lead_is_the_mean_over_the_draws_and_looks_at_one_size_alone():
    ours = [fit(20, 1, [1, 1, 1, 0]), fit(20, 2, [1, 1, 0, 0]), fit(50, 1, [0, 0, 0, 0])]
    theirs = [fit(20, 1, [0, 1, 0, 0]), fit(20, 2, [1, 1, 0, 0]), fit(50, 1, [1, 1, 1, 1])]
    np.testing.assert_array_equal(lead(ours, theirs, 20).by_image, [0.5, 0, 0.5, 0])


def test_a_size_is_told_to_two_digits():
    assert [Crossing(size, 1).about for size in (27.14, 130.2, 1749)] == [27, 130, 1700]
