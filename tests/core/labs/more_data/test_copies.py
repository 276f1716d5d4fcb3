from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core.labs.more_data import augmentation
from core.labs.more_data.copies import Pool, PoolTrainer
from core.network.settings import Settings
from core.network.trainer import Trainer

RNG = np.random.default_rng(0)
X, Y = RNG.random((40, 36), dtype=np.float32), np.eye(40, 10, dtype=np.float32)
AMOUNTS = {"copies": 2, "shift": 1, "angle": 30, "elastic": 5}
SEVERAL = [Settings(hidden_layer_sizes=(4,), random_state=seed) for seed in range(2)]
ROWS = np.array([[0, 3, 45, 85], [1, 2, 46, 87]])


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(augmentation, "BLOCK", 7)


def pool():
    return Pool(X, Y, random_state=3, **AMOUNTS)


def whole():
    """Return the images and Y with the copies, which are those of `changed`."""
    made = augmentation.changed(X, rng=np.random.default_rng(3), **AMOUNTS)
    return np.concatenate([X, *made]), np.tile(Y, (3, 1))


def test_before_it_is_filled_a_pool_has_made_no_copy(monkeypatch):
    monkeypatch.setattr(augmentation, "warp", None)  # whoever warps fails
    own = pool()
    np.testing.assert_array_equal(own.X[:40], X)
    assert not own.X[40:].any()


def test_a_pool_is_filled_block_by_block_where_time_is_short():
    own, slices = pool(), 1
    while not own.fill(seconds=0):
        slices += 1
    assert slices == 12  # six blocks of at most seven, for each of two copies
    np.testing.assert_array_equal(own.X, whole()[0])
    np.testing.assert_array_equal(own.Y, whole()[1])


def test_threads_that_fill_a_pool_together_make_each_copy_once():
    own = pool()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _turn: own.fill(seconds=0), range(40)))
    assert own.fill(seconds=0)
    np.testing.assert_array_equal(own.X, whole()[0])


@pytest.mark.parametrize("seconds", [0, np.inf], ids=["short slices", "one go"])
def test_a_trainer_on_a_pool_learns_what_a_trainer_on_the_copies_learns(seconds):
    late, early = PoolTrainer(SEVERAL, pool(), ROWS), Trainer(SEVERAL, *whole(), rows=ROWS)
    while late.step < 20:
        late.run(20 - late.step, seconds)
    early.run(20)
    for one, other in zip(late.parameters, early.parameters, strict=True):
        for a, b in zip(one.weights + one.biases, other.weights + other.biases, strict=True):
            np.testing.assert_array_equal(a, b)


def test_a_trainer_takes_no_step_before_its_pool_is_full():
    own = PoolTrainer(SEVERAL, pool(), ROWS)
    assert [own.run(5, seconds=0) for _ in range(11)] == [0] * 11
    assert own.step == 0
    assert own.run(5, seconds=0) >= 1


def test_impossible_amounts_are_refused_when_the_pool_is_made():
    with pytest.raises(ValueError, match="angle = 181 is not possible"):
        Pool(X, Y, random_state=0, **AMOUNTS | {"angle": 181})
    with pytest.raises(ValueError, match=r"X of shape \(40, 35\)"):
        Pool(X[:, 1:], Y, random_state=0, **AMOUNTS)
