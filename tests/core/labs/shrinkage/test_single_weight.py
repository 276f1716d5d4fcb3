from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.labs.shrinkage.single_weight import (
    STEPS,
    after,
    landing,
    penalise,
    shrink,
    steps_to_zero,
)
from core.network.networks import RUNAWAY
from core.network.settings import Settings

WEIGHTS = st.floats(-3, 3).filter(lambda w: abs(w) > 1e-3)
PULLS = st.floats(1e-3, 0.8)


@given(st.sampled_from(list(STEPS)), WEIGHTS, PULLS, st.integers(0, 60))
def test_after_is_the_step_taken_again_and_again(penalty, weight, pull, steps):
    whole = abs(weight) / pull
    assume(abs(whole - round(whole)) > 1e-6)  # there rounding decides on which side of 0 it is
    w = np.array(weight)
    for _ in range(steps):
        w = STEPS[penalty](w, pull)
    assert after(penalty, weight, pull, steps) == pytest.approx(float(w), rel=1e-9, abs=1e-12)


@given(WEIGHTS, PULLS)
def test_sgn_jitters_for_ever_by_one_step_and_the_proximal_step_rests_on_exactly_0(weight, pull):
    late = steps_to_zero(weight, pull) + np.arange(50)
    assert (after("l1_proximal", weight, pull, late) == 0).all()
    jitter = after("l1_sgn", weight, pull, late)
    assert np.abs(jitter).max() <= pull * (1 + 1e-9)
    if (jitter != 0).all():
        np.testing.assert_allclose(np.abs(np.diff(jitter)), pull)
        assert (jitter[1:] * jitter[:-1] < 0).all()


@pytest.mark.parametrize("steps", [4, 5, 6, 7, 100])
def test_a_weight_of_whole_steps_lands_on_0_and_sgn_of_0_keeps_it_there(steps):
    assert after("l1_sgn", 0.5, 0.1, steps + 1) == 0
    assert after("l1_sgn", -0.25, 0.0625, steps) == 0


@given(WEIGHTS, st.floats(0.001, 3).filter(lambda pull: min(abs(pull - 1), abs(pull - 2)) > 0.01))
def test_l2_never_comes_to_0_and_turns_the_sign_beyond_a_pull_of_1_and_explodes_beyond_2(
    weight, pull
):
    path = after("l2", weight, pull, np.arange(8))
    assert (path != 0).all()
    assert (path[1:] * path[:-1] < 0).all() == (pull > 1)
    assert (np.diff(np.abs(path)) > 0).all() == (pull > 2)


def test_an_exploding_weight_is_drawn_until_the_trainer_would_stop_it():
    path = after("l2", 1.0, 10.0, np.arange(12))
    assert np.isnan(path).tolist() == [abs(-9.0) ** t >= RUNAWAY for t in range(12)]


@given(st.floats(0, 3), PULLS)
def test_l1_takes_more_than_l2_just_below_1(size, pull):
    l1, l2 = shrink("l1_sgn", size, pull), shrink("l2", size, pull)
    assert l2 == pytest.approx(pull * size, abs=1e-12)
    assert l1 == (pytest.approx(pull) if size else 0)
    assert shrink("l1_proximal", size, pull) == pytest.approx(min(size, pull), abs=1e-12)
    assert shrink("no_penalty", size, pull) == 0
    if abs(size - 1) > 1e-9 and size:
        assert (l1 > l2) == (size < 1)


@pytest.mark.parametrize("penalty", STEPS)
def test_without_a_pull_nothing_moves(penalty):
    assert (after(penalty, -0.4, 0.0, np.arange(9)) == -0.4).all()
    assert shrink(penalty, [-2.0, 0.5], 0.0).tolist() == [0, 0]
    assert steps_to_zero(0.4, 0.0) == np.inf


@pytest.mark.parametrize(
    ("penalty", "own"),
    [
        ("no_penalty", {}),
        ("l2", {"l2": 0.7}),
        ("l1_sgn", {"l1": 0.7, "l1_step": "sgn"}),
        ("l1_proximal", {"l1": 0.7, "l1_step": "proximal"}),
    ],
)
def test_each_penalty_sets_its_own_fields_and_clears_the_others(penalty, own):
    settings = penalise(Settings(l1=3.0, l2=4.0), penalty, 0.7)
    assert settings == replace(Settings(), **own)


def test_an_unknown_penalty_or_an_impossible_pull_is_refused_by_name():
    with pytest.raises(ValueError, match=r"penalty = 'l3' .* no_penalty, l2, l1_sgn"):
        penalise(Settings(), "l3", 0.1)
    with pytest.raises(ValueError, match="penalty = 'l3'"):
        after("l3", 1.0, 0.1, 3)
    for pull in (-0.1, np.inf, np.nan):
        with pytest.raises(ValueError, match="pull = "):
            shrink("l2", 1.0, pull)


@given(WEIGHTS, PULLS)
def test_the_landing_holds_the_step_that_comes_to_0_and_some_before_and_after(weight, pull):
    steps = landing(weight, pull, 10**6)
    arrival = steps_to_zero(weight, pull)
    assert {arrival - 1, arrival, arrival + 15} <= set(steps)
    assert abs(after("l1_proximal", weight, pull, steps[0])) <= 5 * pull * (1 + 1e-9)
    assert (after("l1_proximal", weight, pull, np.array(steps))[-10:] == 0).all()
    assert list(landing(weight, pull, arrival)) == [step for step in steps if step <= arrival]


def test_without_a_pull_or_in_a_run_that_is_too_short_there_is_no_landing():
    assert list(landing(0.5, 0.0, 100)) == []
    assert list(landing(0.5, 0.001, 100)) == []
