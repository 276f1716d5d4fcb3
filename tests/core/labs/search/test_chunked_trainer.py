"""A trainer that goes in strides is the same trainer, for an Experiment and on the clock."""

from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from core.labs.search import chunked_trainer
from core.labs.search.chunked_trainer import Strides, several
from core.network.trainer import Trainer
from core.runs.experiment import Experiment
from tests.core.network.small import BASE, X, Y, assert_all_equal

FIVE = several(BASE)


def at_once(updates, settings=FIVE):
    trainer = Trainer(settings, X, Y)
    trainer.run(updates)
    return trainer


class Resting(Strides):
    after_each = True

    def __init__(self, *given):
        super().__init__(*given)
        self.rests = []

    def rest(self):
        self.rests.append(self.trainer.step)


@pytest.mark.parametrize("stride", [1, 4, 7])
def test_strides_come_to_the_same_networks_as_their_updates_at_once(stride):
    striding = Strides(Trainer(FIVE, X, Y), stride)
    assert striding.run(3) == 3
    assert (striding.step, striding.trainer.step) == (3, 3 * stride)
    assert_all_equal(striding.trainer.parameters, at_once(3 * stride).parameters)


@pytest.mark.parametrize("kind", [Strides, Resting])
def test_a_stride_that_time_cuts_short_goes_on_with_the_next_call(kind):
    striding, calls = kind(Trainer(FIVE, X, Y), 7), 0
    while striding.step < 4:
        striding.run(4 - striding.step, seconds=0)
        calls += 1
    assert calls == 28
    assert_all_equal(striding.trainer.parameters, at_once(28).parameters)


def test_between_two_strides_it_rests_once():
    resting = Resting(Trainer(FIVE, X, Y), 5)
    resting.run(2)
    while resting.step < 4:
        resting.run(1, seconds=0)
    assert resting.rests == [5, 10, 15, 20]


def test_seconds_are_those_of_the_training_alone_for_one_of_the_networks(monkeypatch):
    ticks = count()
    monkeypatch.setattr(chunked_trainer, "thread_time", lambda: next(ticks))
    striding = Strides(Trainer(FIVE, X, Y), 5)
    striding.run(2)  # one piece of training: the clock is read at its beginning and at its end
    assert striding.seconds == 1 / 5
    resting = Resting(Trainer(FIVE, X, Y), 5)
    resting.run(2)
    assert resting.seconds == 2 / 5


def test_when_all_networks_run_away_it_stops_with_them():
    wild = [
        replace(one, hidden_layer_sizes=(), cost="linear_quadratic", learning_rate=1e3)
        for one in FIVE
    ]
    striding = Resting(Trainer(wild, X, Y), 50)
    striding.run(20)
    assert striding.stopped
    assert striding.diverged == striding.trainer.diverged
    assert None not in striding.diverged
    assert striding.step < 20


def test_trainers_of_unlike_mini_batches_meet_at_the_marks_of_an_experiment():
    def measure(striding):
        return [{"updates": striding.trainer.step}] * len(striding.settings)

    sizes = {"small": (replace(BASE, batch_size=1), 10), "large": (replace(BASE, batch_size=10), 1)}
    trainers = {
        name: Strides(Trainer(several(one), X, Y), stride) for name, (one, stride) in sizes.items()
    }
    experiment = Experiment(trainers, measure, [0, 2, 4])
    experiment.advance(np.inf)
    found = [(r["name"], r["step"], r["updates"]) for r in experiment.records if not r["network"]]
    assert found == [
        ("small", 0, 0), ("large", 0, 0), ("small", 2, 20), ("large", 2, 2),
        ("small", 4, 40), ("large", 4, 4),
    ]  # fmt: skip


def test_several_are_the_same_settings_with_five_seeds_from_the_first_on():
    assert [one.random_state for one in FIVE] == [1, 2, 3, 4, 5]
    assert {replace(one, random_state=1) == BASE for one in FIVE} == {True}
