"""The same run, however it is sliced, pickled, or shared with other networks."""

import pickle
from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from core.network import layer, minibatches
from core.network import trainer as module
from core.network.settings import WEIGHT_SD
from core.network.textbook import Parameters
from core.network.trainer import Trainer
from tests.core.network.small import (
    BASE,
    RICH,
    RNG,
    X,
    Y,
    arrays,
    assert_all_equal,
    assert_equal,
    whole_run,
)

# --- the same run, however it is made


@pytest.fixture(params=[160, 20])
def block_rows(request, monkeypatch):
    """Let an epoch be one block of mini-batches, or three."""
    monkeypatch.setattr(minibatches, "BLOCK_ROWS", request.param)


@pytest.mark.usefixtures("block_rows")
def test_pieces_make_the_same_run():
    trainer = Trainer(RICH, X, Y)
    for piece in (1, 16, 3, 0, 20, 20):
        assert trainer.run(piece) == piece
    assert trainer.step == 60
    assert_all_equal(trainer.parameters, whole_run().parameters)


@pytest.mark.parametrize(("seconds", "fit"), [(0, 1), (1, 1), (2, 2), (6.5, 7), (16, 16)])
def test_slices_of_time_make_the_same_run(monkeypatch, seconds, fit):
    clock = count()  # a second passes from one look at it to the next, so with every step
    monkeypatch.setattr(module, "perf_counter", lambda: next(clock))
    trainer = Trainer(RICH, X, Y)
    for start in range(0, 60, fit):
        taken = min(fit, 60 - start)
        assert trainer.run(60 - start, seconds) == taken, "at least one, so that no caller hangs"
        assert trainer.step == start + taken
    assert_all_equal(trainer.parameters, whole_run().parameters)


@pytest.mark.usefixtures("block_rows")
@pytest.mark.parametrize("steps", [0, 1, 6, 17, 33])  # a start, mid-block, an epoch, mid-epoch
def test_a_pickled_trainer_goes_on_with_the_same_run(steps):
    trainer = whole_run(steps=steps)
    trainer = pickle.loads(pickle.dumps(trainer))
    trainer.run(60 - steps)
    assert_all_equal(trainer.parameters, whole_run().parameters)


def test_another_seed_makes_another_run():
    (one,), (other,) = (whole_run(replace(RICH, random_state=seed)).parameters for seed in (1, 2))
    assert not np.allclose(one.weights[0], other.weights[0])


def test_every_epoch_shows_every_example_once_in_a_new_order():
    trainer, orders = Trainer(BASE, X, Y), []
    for _ in range(3):
        trainer.run_epochs(1)
        orders.append(trainer._order[0])
        np.testing.assert_array_equal(np.sort(orders[-1]), np.arange(len(X)))
    assert trainer.epoch == 3
    assert not np.array_equal(orders[0], orders[1])


def test_run_epochs_ends_with_an_epoch():
    trainer = whole_run(steps=2)
    trainer.run_epochs(2)
    assert trainer.step == 2 * trainer.steps_per_epoch


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_parameters_have_the_type_of_the_examples(kind):
    trainer = Trainer(BASE, X.astype(kind), Y)
    trainer.run(3)
    assert {array.dtype for array in arrays(*trainer.parameters)} == {np.dtype(kind)}


@pytest.mark.parametrize("several", [False, True])
def test_pixels_train_as_their_255th_parts(several):
    pixels = RNG.integers(0, 256, (53, 7), dtype=np.uint8)
    settings = [BASE, replace(BASE, random_state=2)] if several else BASE
    runs = [Trainer(settings, x, Y) for x in (pixels, pixels.astype(np.float32) / 255)]
    for trainer in runs:
        trainer.run(40)
    for one, other in zip(runs[0].parameters, runs[1].parameters, strict=True):
        assert_equal(one, other, atol=1e-5)


def test_read_only_examples_are_neither_copied_nor_changed():
    frozen = X.copy()
    frozen.setflags(write=False)
    trainer = Trainer(BASE, frozen, Y)
    trainer.run(20)
    assert trainer.X is frozen


def test_given_parameters_are_the_start_and_stay_as_they_are():
    (given,) = whole_run(BASE).parameters
    kept = [array.copy() for array in arrays(given)]
    trainer = Trainer(BASE, X, Y, given)
    assert_equal(*trainer.parameters, given)
    trainer.run(5)
    for array, copy in zip(arrays(given), kept, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize("order", ["C", "F"])
def test_given_parameters_learn_in_whatever_order_they_lie_in_memory(order):
    (given,) = whole_run(BASE).parameters
    stored = Parameters([np.asarray(W, order=order) for W in given.weights], given.biases)
    ours, theirs = (Trainer(BASE, X, Y, start) for start in (stored, given))
    for trainer in (ours, theirs):
        trainer.run(5)
    assert_all_equal(ours.parameters, theirs.parameters)
    assert (ours.parameters[0].weights[0] != given.weights[0]).all()


# --- several networks at once

SEVERAL = [
    [{"random_state": seed} for seed in (1, 2, 3)],
    [{"random_state": 2, "learning_rate": eta, "l2": l2} for eta, l2 in [(0.1, 0.0), (0.7, 3.0)]],
    [{"momentum": 0.0, "l1": 0.5}, {"momentum": 0.9}],
    [{"momentum": 0.0, "l1": 0.5, "l1_step": "sgn"}, {"momentum": 0.9, "l1_step": "sgn"}],
    [{"dropout": 0.0}, {"dropout": 0.5}, {"dropout": 0.2, "random_state": 9}],
    [{"weight_init": name, "bias_sd": 0.5} for name in WEIGHT_SD],
    [{"dropout": p, "dropout_mask": "example", "batch_size": 20} for p in (0.1, 0.5)],
    [{"random_state": seed, "hidden_layer_sizes": (5, 4), "schedule": "step"} for seed in (1, 2)],
    [{"random_state": 4, "hidden_layer_sizes": ()}],
]


@pytest.mark.parametrize("large", [10**9, 0])  # matrices multiplied together, and one by one
@pytest.mark.parametrize("changes", SEVERAL, ids=str)
def test_networks_at_once_learn_as_each_alone(monkeypatch, changes, large):
    monkeypatch.setattr(layer, "LARGE", large)
    settings = [replace(BASE, **change) for change in changes]
    together = Trainer(settings, X, Y)
    together.run(30)
    together = pickle.loads(pickle.dumps(together))
    together.run(30)
    for k, one in enumerate(settings):
        alone = whole_run(one)
        assert_equal(together.parameters[k], *alone.parameters, atol=1e-12)
        assert together.evaluate(X, Y)[k].cost == pytest.approx(alone.evaluate(X, Y)[0].cost)
