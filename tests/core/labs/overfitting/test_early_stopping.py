import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.labs.overfitting import early_stopping
from core.labs.overfitting.early_stopping import stop_epoch

SERIES = st.lists(st.integers(0, 9), min_size=1, max_size=30)  # few values, so that many are ties
PATIENCE = st.integers(1, 12)
CURVES = arrays(float, (25, 5), elements=st.integers(0, 20).map(lambda k: k / 20))
ANSWERS = arrays(bool, (8, 5, 20))


def by_the_words(series, patience):
    """Return stop and best as the rule says it: look at every epoch, back over all before it."""
    for epoch in range(len(series)):
        best = series.index(max(series[: epoch + 1]))
        if epoch - best >= patience:
            return epoch, best
    return epoch, best


@given(SERIES, PATIENCE)
def test_it_stops_where_patience_epochs_brought_nothing_strictly_better(series, patience):
    assert stop_epoch(series, patience, greater_is_better=True) == by_the_words(series, patience)


@given(SERIES, PATIENCE)
def test_to_watch_a_cost_is_to_watch_its_negative(series, patience):
    negative = [-value for value in series]
    down = stop_epoch(series, patience, greater_is_better=False)
    assert down == stop_epoch(negative, patience, greater_is_better=True)


@given(SERIES, PATIENCE)
def test_more_patience_stops_no_sooner_and_keeps_nothing_worse(series, patience):
    less = stop_epoch(series, patience, greater_is_better=True)
    more = stop_epoch(series, patience + 1, greater_is_better=True)
    assert more.stop >= less.stop
    assert series[more.best] >= series[less.best]


def test_what_is_equal_or_no_number_is_no_improvement_and_the_untrained_may_be_the_best():
    assert stop_epoch([3, 3, 3, 3], 2, greater_is_better=True) == (2, 0)
    assert stop_epoch([3, 2, 1], 5, greater_is_better=True) == (2, 0)
    assert stop_epoch([7], 1, greater_is_better=False) == (0, 0)
    assert stop_epoch([3, 2, np.nan, np.nan], 2, greater_is_better=False) == (3, 1)


@pytest.mark.parametrize(
    ("series", "patience", "named"),
    [
        ([], 5, "series"),
        ([np.nan, 1], 5, "series"),
        ([[1, 2]], 5, "series"),
        ([1, 2], 0, "patience = 0"),
        ([1, 2], 2.5, "patience = 2.5"),
    ],
)
def test_what_cannot_be_watched_is_refused(series, patience, named):
    with pytest.raises(ValueError, match=f"{named}.* is not possible"):
        stop_epoch(series, patience, greater_is_better=True)


@given(CURVES, PATIENCE, st.booleans())
def test_an_outcome_is_the_medians_of_what_each_network_does_alone(curve, patience, better):
    alone = [stop_epoch(series, patience, greater_is_better=better) for series in curve.T]
    outcome = early_stopping.outcome(curve, patience, greater_is_better=better)
    assert outcome.stop == sorted(end.stop for end in alone)[2]
    assert outcome.kept == sorted(end.best for end in alone)[2]
    assert outcome.bests.tolist() == [end.best for end in alone]
    assert outcome.fired == (sum(end.stop - end.best == patience for end in alone) >= 3)


@given(ANSWERS, arrays(int, 5, elements=st.integers(0, 7)))
def test_a_loss_is_that_of_the_mean_accuracy_and_to_the_best_epoch_there_is_no_gain(right, epochs):
    accuracy = right.mean(axis=2)
    loss = early_stopping.loss(right, epochs)
    kept = [accuracy[epoch, k] for k, epoch in enumerate(epochs)]
    assert loss.value == pytest.approx(accuracy.max(axis=0).mean() - np.mean(kept))
    assert loss.sign >= 0


def wavering(*shares, n=400):
    """Return the answers (epochs, 5, n) of five networks that are right by chance in `shares`."""
    return np.random.default_rng(0).random((len(shares), 5, n)) < np.reshape(shares, (-1, 1, 1))


def test_luck_makes_a_flat_curve_lose_to_its_best_epoch_but_not_fall():
    flat = wavering(*[0.8] * 100)
    assert early_stopping.loss(flat, np.full(5, 99)).sign == 1
    assert early_stopping.accuracy_turn(flat).turned is False


def columns(*values):
    """Return a curve that two networks share."""
    return np.tile(np.array(values, dtype=float), (2, 1)).T


def test_a_curve_has_turned_if_it_ends_clearly_worse_than_its_best():
    turned = early_stopping.cost_turn(columns(5, 1, 2, 2, *[1.06] * 6))
    assert turned == (1, 1.0, 1.06, True)
    assert not early_stopping.cost_turn(columns(5, 1, 2, 2, *[1.04] * 6)).turned
    right = wavering(0.1, 0.5, 0.9, *[0.8] * 6)
    down = early_stopping.accuracy_turn(right)
    medians = [np.median(right[epoch].mean(axis=1)) for epoch in (2, -1)]
    assert down == (2, *medians, True)
    for fall in early_stopping.falls(right):
        assert fall.value == pytest.approx(0.1, abs=0.05)


def test_where_some_of_the_last_epochs_are_clearly_worse_it_cannot_be_told():
    unsteady = wavering(0.1, 0.5, *[0.9] * 3, 0.7, 0.9, 0.7, 0.9, 0.7)
    assert early_stopping.accuracy_turn(unsteady).turned is None


@given(st.integers(2, 30))
def test_a_curve_that_gets_better_to_the_end_has_not_turned(epochs):
    steep = np.geomspace(10, 0.1, epochs)
    assert not early_stopping.cost_turn(np.tile(steep[:, None], 5)).turned
    assert not early_stopping.accuracy_turn(wavering(*1 - steep / 10)).turned


def test_one_unlucky_epoch_at_the_end_is_no_turn():
    assert not early_stopping.cost_turn(columns(5, 3, *[1] * 6, 9)).turned
    assert not early_stopping.accuracy_turn(wavering(0.1, *[0.8] * 6, 0.2)).turned
