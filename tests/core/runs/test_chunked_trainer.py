"""A trainer that goes in chunks is the same trainer."""

from dataclasses import replace
from itertools import count

import pytest

from core.network.trainer import Trainer
from core.runs import chunked_trainer
from core.runs.chunked_trainer import ChunkedTrainer
from core.runs.small_digits import five
from tests.core.network.small import BASE, X, Y, assert_all_equal

FIVE = five(BASE)


def chunked(size, after=None, settings=FIVE):
    return ChunkedTrainer(Trainer(settings, X, Y), size, after)


def noting(size):
    """Return a chunked trainer and the updates after which it called back."""
    called = []
    return chunked(size, lambda trainer: called.append(trainer.step)), called


@pytest.mark.parametrize("size", [1, 4, 7])
def test_chunks_come_to_the_same_networks_as_their_updates_at_once(size):
    ours, whole = chunked(size), Trainer(FIVE, X, Y)
    assert ours.run(3) == 3
    whole.run(3 * size)
    assert (ours.step, ours.trainer.step) == (3, 3 * size)
    assert_all_equal(ours.trainer.parameters, whole.parameters)


@pytest.mark.parametrize("after", [None, lambda trainer: None])
def test_a_chunk_that_time_cuts_short_goes_on_with_the_next_call(after):
    ours, whole = chunked(7, after), chunked(7)
    for _ in range(28):
        assert ours.step < 4
        ours.run(4 - ours.step, seconds=0)
    whole.run(4)
    assert_all_equal(ours.trainer.parameters, whole.trainer.parameters)


def test_it_calls_back_once_after_each_chunk():
    ours, called = noting(5)
    ours.run(2)
    for _ in range(10):
        ours.run(1, seconds=0)
    assert called == [5, 10, 15, 20]


def test_seconds_are_those_of_the_training_alone_for_one_of_the_networks(monkeypatch):
    ticks = count()
    monkeypatch.setattr(chunked_trainer, "thread_time", lambda: next(ticks))
    ours, (stopping, _) = chunked(5), noting(5)
    ours.run(2)  # one piece of training: the clock is read at its beginning and at its end
    stopping.run(2)
    assert [ours.seconds, stopping.seconds] == [1 / 5, 2 / 5]


def test_when_all_networks_diverge_it_stops_with_them():
    wild = {"hidden_layer_sizes": (), "cost": "linear_quadratic", "learning_rate": 1e3}
    ours = chunked(50, settings=[replace(one, **wild) for one in FIVE])
    ours.run(20)
    assert ours.stopped
    assert ours.diverged == ours.trainer.diverged
    assert None not in ours.diverged
    assert ours.step < 20
    assert ours.n_training == len(X)  # the page says why from it


def test_five_are_the_same_settings_with_five_seeds_from_the_first_on():
    assert [one.random_state for one in FIVE] == [1, 2, 3, 4, 5]
    assert {replace(one, random_state=1) == BASE for one in FIVE} == {True}
