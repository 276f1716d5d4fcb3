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


def test_an_equal_value_is_no_improvement_and_the_untrained_network_may_be_the_best():
    assert stop_epoch([3, 3, 3, 3], 2, greater_is_better=True) == (2, 0)
    assert stop_epoch([3, 2, 1], 5, greater_is_better=True) == (2, 0)
    assert stop_epoch([7], 1, greater_is_better=False) == (0, 0)


@pytest.mark.parametrize(
    ("series", "patience", "named"),
    [
        ([], 5, "series"),
        ([1, np.nan], 5, "series"),
        ([[1, 2]], 5, "series"),
        ([1, 2], 0, "patience = 0"),
        ([1, 2], 2.5, "patience = 2.5"),
    ],
)
def test_what_cannot_be_watched_is_refused(series, patience, named):
    with pytest.raises(ValueError, match=f"{named}.* is not possible"):
        stop_epoch(series, patience, greater_is_better=True)


def test_an_unknown_criterion_is_refused():
    with pytest.raises(ValueError, match="criterion = 'luck' is not possible: accuracy or cost"):
        early_stopping.outcome({"accuracy": np.ones((3, 2))}, "luck", 5)


@given(CURVES, CURVES, st.sampled_from(["accuracy", "cost"]), PATIENCE)
def test_an_outcome_is_the_medians_of_what_each_network_does_alone(accuracy, cost, by, patience):
    curves = {"accuracy": accuracy, "cost": cost}
    better = by == "accuracy"
    alone = [stop_epoch(s, patience, greater_is_better=better) for s in curves[by].T]
    outcome = early_stopping.outcome(curves, by, patience)
    assert outcome.stop == sorted(end.stop for end in alone)[2]
    assert outcome.kept == sorted(end.best for end in alone)[2]
    assert outcome.accuracy == sorted(accuracy[end.best, k] for k, end in enumerate(alone))[2]
    assert outcome.fired == (sum(end.stop - end.best == patience for end in alone) >= 3)


def test_every_rule_is_tried():
    curves = {"accuracy": np.ones((9, 5)), "cost": np.ones((9, 5))}
    tried = early_stopping.outcomes(curves, [2, 4])
    assert {rule: outcome.stop for rule, outcome in tried.items()} == {
        ("accuracy", 2): 2,
        ("accuracy", 4): 4,
        ("cost", 2): 2,
        ("cost", 4): 4,
    }


@given(CURVES, CURVES)
def test_good_rules_are_those_that_keep_enough_and_the_soonest_comes_first(accuracy, cost):
    curves = {"accuracy": accuracy, "cost": cost}
    good = early_stopping.good_rules(curves, [2, 5], 100)
    least = early_stopping.good_enough(accuracy, 100)
    every = early_stopping.outcomes(curves, [2, 5])
    assert good.keys() == {rule for rule, end in every.items() if end.accuracy >= least}
    stops = [end.stop for end in good.values()]
    assert stops == sorted(stops)


def test_good_enough_is_a_standard_error_below_the_median_of_what_each_reached():
    accuracy = np.array([[0.1, 0.9, 0.2], [0.8, 0.5, 0.3], [0.6, 0.6, 0.7]])  # best .8, .9, .7
    assert early_stopping.good_enough(accuracy, 100) == pytest.approx(0.8 - 0.04)


def columns(*values):
    """Return a curve that two networks share."""
    return np.tile(np.array(values, dtype=float), (2, 1)).T


def test_a_curve_has_turned_if_it_ends_clearly_worse_than_its_best():
    falls = columns(5, 4, 3, 2, *[1] * 6)
    turned = early_stopping.cost_turn(columns(5, 1, 2, 2, *[1.06] * 6))
    assert (turned.epoch, turned.best, turned.last, turned.turned) == (1, 1.0, 1.06, True)
    assert not early_stopping.cost_turn(columns(5, 1, 2, 2, *[1.04] * 6)).turned
    assert not early_stopping.cost_turn(falls).turned
    down = early_stopping.accuracy_turn(columns(0.1, 0.5, 0.8, 0.8, *[0.75] * 6), 100)
    assert (down.epoch, down.best, down.last, down.turned) == (2, 0.8, 0.75, True)
    assert not early_stopping.accuracy_turn(columns(0.1, 0.5, 0.8, 0.8, *[0.77] * 6), 100).turned


@given(st.integers(2, 30))
def test_a_curve_that_gets_better_to_the_end_has_not_turned(epochs):
    steep = np.tile(np.geomspace(10, 0.1, epochs)[:, None], 5)
    assert not early_stopping.cost_turn(steep).turned
    assert not early_stopping.accuracy_turn(1 - steep / 10, 400).turned


def test_one_unlucky_epoch_at_the_end_is_no_turn():
    assert not early_stopping.cost_turn(columns(5, 3, *[1] * 6, 9)).turned
    assert not early_stopping.accuracy_turn(columns(0.1, *[0.8] * 6, 0.2), 100).turned
