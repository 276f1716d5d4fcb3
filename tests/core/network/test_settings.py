from dataclasses import fields, replace

import numpy as np
import pytest

from core.network.settings import (
    CHOICES,
    MAY_DIFFER,
    RANGES,
    SCHEDULES,
    Settings,
    check,
    check_alike,
)

IMPOSSIBLE = (
    [(name, "nothing") for name in CHOICES]
    + [(name, low - 1) for name, (low, _) in RANGES.items() if np.isfinite(low)]
    + [(name, high + 1) for name, (_, high) in RANGES.items() if np.isfinite(high)]
    + [(name, value) for name in RANGES for value in (np.nan, np.inf, "0.5", None, True)]
    + [("hidden_layer_sizes", value) for value in (30, (0,), (2.5,), (-1, 3), None)]
    + [("random_state", value) for value in (-1, 1.5, "seed")]
    + [("batch_size", 2.5), ("epochs", 2.5), ("softmax_c", 2.0)]
    + [(name, True) for name in ("momentum", "epochs", "random_state")]
    + [("hidden_layer_sizes", (True,))]
)


@pytest.mark.parametrize(("name", "value"), IMPOSSIBLE)
def test_an_impossible_value_is_named_with_its_field_and_what_is_allowed(name, value):
    with pytest.raises(ValueError, match=f"^{name} = .* is not possible: .") as error:
        check(Settings(**{name: value}))
    assert repr(value) in str(error.value)
    for choice in CHOICES.get(name, ()):
        assert choice in str(error.value)


def test_every_field_has_an_impossible_value_that_is_tried():
    assert {name for name, _ in IMPOSSIBLE} == {field.name for field in fields(Settings)}


@pytest.mark.parametrize(("name", "choice"), [(n, c) for n, cs in CHOICES.items() for c in cs])
def test_every_choice_is_possible(name, choice):
    check(Settings(**{name: choice}))


def test_numbers_of_numpy_are_numbers():
    check(Settings(batch_size=np.int64(3), learning_rate=np.float32(0.1), random_state=np.int32(1)))


OTHERS = {
    "hidden_layer_sizes": (5,),
    "softmax_c": 2.0,
    "batch_size": 7,
    "epochs": 3,
    **{name: choices[-1] for name, choices in CHOICES.items()},
} | {"l1_step": "sgn", "weight_init": "zeros"}


@pytest.mark.parametrize("name", sorted(OTHERS.keys() - MAY_DIFFER))
def test_networks_at_once_differ_only_where_they_may(name):
    first = Settings(cost="log_likelihood")
    other = replace(first, **{name: OTHERS[name] if name != "cost" else "cross_entropy"})
    if name == "cost":
        assert first.cost != other.cost
    with pytest.raises(ValueError, match=f"{name} = .* beside .* is not possible"):
        check_alike([first, other])


def test_no_settings_at_all_are_refused():
    with pytest.raises(ValueError, match="at least one"):
        check_alike([])


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_starts_at_1_and_never_rises(name):
    factors = [SCHEDULES[name](done) for done in np.linspace(0, 1.5, 31)]
    assert factors[0] == 1
    assert (np.diff(factors) <= 0).all()
    assert min(factors) >= 0


def test_the_step_schedule_halves_at_each_quarter_and_the_cosine_ends_at_0():
    assert [SCHEDULES["step"](done) for done in (0.24, 0.25, 0.5, 0.75)] == [1, 0.5, 0.25, 0.125]
    assert SCHEDULES["cosine"](0.5) == pytest.approx(0.5)
    assert SCHEDULES["cosine"](1) == 0
