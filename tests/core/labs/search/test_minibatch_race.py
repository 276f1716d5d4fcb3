"""Mini-batches of every size see the same examples at each step, on one clock."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.data.handwriting import digits
from core.labs.search.chunked_trainer import several
from core.labs.search.minibatch_race import SIZES, first_at, measure, mini_batches, moments
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs.experiment import Experiment
from tests.core.network.small import assert_all_equal

COMMON = Settings(hidden_layer_sizes=(8,), epochs=2, random_state=3)
SPLIT = digits(size=8, n_training=200)
TRAINING = (SPLIT.training.X, SPLIT.training.Y)
SETS = {"validation": (SPLIT.validation.X, SPLIT.validation.Y)}


@pytest.fixture(scope="module")
def run():
    """Return the experiment of all sizes at its end."""
    trainers = mini_batches(COMMON, 4, TRAINING)
    experiment = Experiment(trainers, lambda one: measure(one, SETS), moments(200, 2))
    experiment.advance(np.inf)
    return experiment


def test_at_every_step_each_size_has_seen_a_hundred_examples_more(run):
    updates = {"m = 1": 100, "m = 10": 10, "m = 100": 1, "scaled_eta": 1}
    assert {record["step"] for record in run.records} == {0, 1, 2, 3, 4}
    for record in run.records:
        assert record["updates"] == record["step"] * updates[record["name"]]
        assert record["epoch"] == record["step"] / 2


@pytest.mark.parametrize("name", SIZES)
def test_each_size_trains_as_a_trainer_with_that_setting_does(run, name):
    eta = COMMON.learning_rate * (4 if name == "scaled_eta" else 1)
    own = replace(COMMON, batch_size=SIZES[name], learning_rate=eta)
    alone = Trainer(several(own), *TRAINING)
    alone.run_epochs(2)
    assert_all_equal(run.trainers[name].trainer.parameters, alone.parameters)


def test_all_sizes_begin_with_the_same_networks_at_time_0(run):
    starts = [r for r in run.records if r["step"] == 0]
    assert {r["milliseconds"] for r in starts} == {0}
    costs = [[r["cost validation"] for r in starts if r["name"] == name] for name in SIZES]
    assert costs == [costs[0]] * 4
    assert len(set(costs[0])) == 5


def test_milliseconds_are_the_clock_of_the_trainer_and_rise(run):
    for name, trainer in run.trainers.items():
        clock = [r["milliseconds"] for r in run.records if (r["name"], r["network"]) == (name, 0)]
        assert clock[-1] == 1000 * trainer.seconds
        assert (np.diff(clock) > 0).all()


@given(st.sampled_from([100, 200, 500, 1000]), st.integers(1, 60))
def test_moments_rise_from_0_to_the_end_and_are_few(n, epochs):
    found = moments(n, epochs)
    assert (found[0], found[-1]) == (0, epochs * n // 100)
    assert (np.diff(found) > 0).all()
    assert len(found) <= 46
    assert found[1] == 1


@pytest.mark.parametrize("accuracy", [0.1, 0.2, 0.4, 0.99])
def test_first_at_is_the_first_step_whose_median_is_that_accurate(run, accuracy):
    table = pd.DataFrame(run.records).groupby(["name", "step"], sort=False)
    medians = table["accuracy validation"].median().reset_index()
    reached = medians[medians["accuracy validation"] >= accuracy]
    expected = reached.groupby("name")["step"].min().to_dict()
    found = first_at(run.records, accuracy)
    assert {name: record["step"] for name, record in found.items()} == expected


def test_examples_that_are_no_whole_hundreds_are_refused():
    with pytest.raises(ValueError, match=r"n = 150 examples .* multiple of 100"):
        mini_batches(COMMON, 4, (TRAINING[0][:150], TRAINING[1][:150]))
