"""Inputs that are 0 in every example are left out, and nothing else changes."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from core.network import dark_inputs as module
from core.network.dark_inputs import dark_inputs, lit_part
from core.network.trainer import Trainer
from tests.core.network.small import BASE, DARK, DIM, RICH, X, Y, assert_all_equal, assert_equal

EVERY = np.arange(len(X))


@pytest.fixture
def none_left_out(monkeypatch):
    """Let no trainer find that an input is dark."""
    monkeypatch.setattr(module, "MOST", -1)


@pytest.mark.parametrize("block", [1000, 20, 1])
def test_dark_are_the_inputs_that_are_0_in_all_rows(monkeypatch, block):
    monkeypatch.setattr(module, "BLOCK", block)
    np.testing.assert_array_equal(dark_inputs(DIM, EVERY), DARK)
    np.testing.assert_array_equal(dark_inputs(-DIM, EVERY), DARK)
    np.testing.assert_array_equal(dark_inputs((255 * DIM).astype(np.uint8), EVERY), DARK)
    once = DIM.copy()
    once[7, 0] = 1e-9
    assert dark_inputs(once, EVERY).sum() == DARK.sum() - 1
    np.testing.assert_array_equal(dark_inputs(once, np.delete(EVERY, 7)), DARK)


def test_a_few_are_not_worth_it_and_a_large_set_is_never_copied(monkeypatch):
    one = np.where(np.arange(7) == 3, 0, X)
    assert not dark_inputs(one, EVERY).any()
    monkeypatch.setattr(module, "MOST", DIM.nbytes - 1)
    assert not dark_inputs(DIM, EVERY).any()


SEVERAL = [
    [{"l2": 3.0, "random_state": seed} for seed in (1, 2, 3)],
    [{"momentum": mu, "l2": 2.0, "l1": l1} for mu, l1 in [(0.0, 0.5), (0.9, 0.0)]],
    [{"dropout": p, "dropout_mask": "example", "schedule": "cosine"} for p in (0.0, 0.5)],
]


@pytest.mark.parametrize("changes", SEVERAL, ids=str)
def test_networks_at_once_learn_as_each_alone(changes):
    settings = [replace(BASE, **change) for change in changes]
    together = Trainer(settings, DIM, Y)
    together.run(33)
    together = pickle.loads(pickle.dumps(together))
    together.run(27)
    for one, ours in zip(settings, together.parameters, strict=True):
        alone = Trainer(one, DIM, Y)
        alone.run(60)
        assert_equal(ours, *alone.parameters, atol=1e-12)


def test_the_whole_run_is_the_one_with_all_inputs(request):
    several = [replace(RICH, l2=1.0), replace(RICH, random_state=2)]
    ours = Trainer(several, DIM, Y)
    ours.run(60)
    request.getfixturevalue("none_left_out")
    theirs = Trainer(several, DIM, Y)
    theirs.run(60)
    assert ours._networks.dark.sum() == 4
    assert theirs._networks.dark.sum() == 0
    for one, other in zip(ours.parameters, theirs.parameters, strict=True):
        assert_equal(one, other, atol=1e-12)


def test_a_run_that_diverges_in_its_first_steps_goes_back_to_its_start():
    trainer = Trainer(replace(BASE, learning_rate=10.0, l2=1000.0), DIM, Y)
    before = trainer.parameters
    trainer.run(500)
    assert trainer.diverged == [0]
    assert_all_equal(trainer.parameters, before)


def test_weights_that_penalties_alone_make_too_large_are_noticed():
    trainer = Trainer(replace(BASE, learning_rate=0.1, l2=2000.0), np.zeros_like(X), Y)
    trainer.run(500)  # each step multiplies them by 1 − 0.1·2000/53
    assert trainer.stopped


def test_an_input_that_is_dark_in_the_rows_alone_is_left_out():
    rows = np.arange(10, 40)
    later = DIM.copy()
    later[45] = 1.0
    some, alone = Trainer(BASE, later, Y, rows=rows), Trainer(BASE, DIM[rows], Y[rows])
    for trainer in (some, alone):
        trainer.run(20)
        assert trainer._networks.dark.sum() == 4
    assert_all_equal(some.parameters, alone.parameters)


def test_examples_may_be_filled_until_the_first_step():
    filled = np.zeros_like(X)
    ours, theirs = Trainer(BASE, filled, Y), Trainer(BASE, X, Y)
    start = ours.parameters
    for x in (DIM, X):
        ours.run(0)
        assert_all_equal(ours.parameters, start)
        filled[...] = x
    for trainer in (ours, theirs):
        trainer.run(20)
    assert_all_equal(ours.parameters, theirs.parameters)


def test_what_can_still_change_is_looked_at_again():
    base = np.zeros((20, 100))
    base[:, :10] = 1
    shown = base.view()
    shown.flags.writeable = False
    assert len(lit_part(shown)[1]) == 10
    base[:, 50:60] = 1
    assert len(lit_part(shown)[1]) == 20


def test_examples_that_are_dark_everywhere_are_taken_whole():
    X = np.zeros((6, 5))
    part, lit = lit_part(X)
    assert part is X
    assert lit is None
