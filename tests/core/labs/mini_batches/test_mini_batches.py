"""Mini-batches of every size see the same examples at each step, on one clock, over five seeds."""

from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.labs.mini_batches import lab as minibatch_race
from core.labs.mini_batches.lab import SIZES, first_at, moments
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs.small_digits import five, small_digits
from tests.core.network.small import assert_all_equal

SMALL = {"hidden_layer_sizes": (8,), "epochs": 2, "random_state": 3}


@lru_cache
def ran(n_training=200, scale=4, **settings):
    choices = {"n_training": n_training, "label_noise": 0.0, "scale": scale}
    return minibatch_race.experiment(**choices, **settings or SMALL).finish()


def test_at_every_step_each_size_has_seen_a_hundred_examples_more():
    updates = {"m = 1": 100, "m = 10": 10, "m = 100": 1, "scaled_eta": 1}
    assert {record["step"] for record in ran().records} == {0, 1, 2, 3, 4}
    for record in ran().records:
        assert record["updates"] == record["step"] * updates[record["name"]]
        assert record["epoch"] == record["step"] / 2


@pytest.mark.parametrize("name", SIZES)
def test_each_size_trains_as_a_trainer_with_that_setting_does(name):
    eta = Settings().learning_rate * (4 if name == "scaled_eta" else 1)
    own = Settings(batch_size=SIZES[name], learning_rate=eta, **SMALL)
    training, _ = small_digits(200, 0.0)
    alone = Trainer(five(own), *training)
    alone.run_epochs(2)
    assert_all_equal(ran().trainers[name].trainer.parameters, alone.parameters)


def test_milliseconds_are_the_clock_of_the_trainer_and_rise_from_0():
    for name, trainer in ran().trainers.items():
        clock = [r["milliseconds"] for r in ran().records if (r["name"], r["network"]) == (name, 0)]
        assert (clock[0], clock[-1]) == (0, 1000 * trainer.seconds)
        assert (np.diff(clock) > 0).all()


@given(st.sampled_from([100, 200, 500, 1000]), st.integers(1, 60))
def test_moments_rise_from_0_to_the_end_and_are_few(n, epochs):
    found = moments(n, epochs)
    assert (found[0], found[-1]) == (0, epochs * n // 100)
    assert (np.diff(found) > 0).all()
    assert len(found) <= 46
    assert found[1] == 1


@pytest.mark.parametrize("accuracy", [0.1, 0.2, 0.4, 0.99])
def test_first_at_is_the_first_step_whose_median_is_that_accurate(accuracy):
    table = pd.DataFrame(ran().records).groupby(["name", "step"], sort=False)
    medians = table["accuracy validation"].median().reset_index()
    reached = medians[medians["accuracy validation"] >= accuracy].groupby("name")["step"].min()
    for name in SIZES:
        found = first_at([r for r in ran().records if r["name"] == name], accuracy)
        assert found.get("step") == reached.to_dict().get(name)


def test_networks_that_diverged_keep_the_median_from_the_goal():
    reads = {0: [0.1] * 5, 1: [0.95] * 2}
    rows = [
        {"name": "a", "network": k, "step": step, "accuracy validation": share}
        for step, shares in reads.items()
        for k, share in enumerate(shares)
    ]
    assert first_at(rows, 0.9) == {}


def test_examples_that_are_no_whole_hundreds_are_refused():
    with pytest.raises(ValueError, match=r"n_training = 150 .* multiple of 100"):
        ran(n_training=150)


def raced(eta):
    """Return what the sizes come to on 1000 clean digits."""
    scene = {"learning_rate": eta, "epochs": 30, "random_state": 0}
    return minibatch_race.findings(ran(1000, 10, **scene))


def test_by_the_epoch_the_smallest_mini_batch_is_first_and_the_largest_last():
    found = raced(0.5)
    assert found.one.epoch < found.ten.epoch < found.scaled.epoch < found.hundred.epoch
    assert found.by_epoch == ["m = 1"]
    clocks = [arm.milliseconds for arm in (found.one, found.ten, found.hundred, found.scaled)]
    assert found.by_clock == [list(SIZES)[int(np.argmin(clocks))]]


def test_linear_scaling_works_at_eta_02_and_breaks_at_eta_1():
    works, breaks = raced(0.2), raced(1)
    assert works.scaled.accuracy == pytest.approx(works.ten.accuracy, abs=0.015)
    assert breaks.ten.accuracy > 0.95
    assert breaks.scaled.accuracy < 0.5
    assert np.isnan(breaks.scaled.epoch)
