"""A pool of training images and their copies, which are made when a network first needs them."""

from collections.abc import Sequence
from threading import Lock
from time import perf_counter
from typing import Any

import numpy as np

from core.arrays import Array
from core.labs.more_data.augmentation import changed
from core.network.checks import check_examples
from core.network.settings import Settings
from core.network.trainer import Trainer


class Pool:
    """Images X (n, side²) and their Y, and after them `copies` changed copies, each with its Y.

    The amounts are those of `augmentation.changed`, which `random_state` seeds. Copies are 0 until
    `fill` has made them. Several trainers, and threads, may share a pool. Raises ValueError as
    `changed` does, and for a Y that no network learns.
    """

    def __init__(
        self, X: Array, Y: Array, *, random_state: int, copies: int, **amounts: Any
    ) -> None:
        check_examples(X, Y)
        self._coming = changed(X, copies=copies, rng=np.random.default_rng(random_state), **amounts)
        self.X = np.zeros(((1 + copies) * len(X), X.shape[1]), X.dtype)
        self.X[: len(X)] = X
        self.Y = np.tile(Y, (1 + copies, 1))
        self._filled, self._filling = len(X), Lock()

    def fill(self, seconds: float = np.inf) -> bool:
        """Make copies for about `seconds`; return True once all are there."""
        deadline = perf_counter() + seconds
        with self._filling:
            while self._filled < len(self.X):
                images = next(self._coming)
                self.X[self._filled : self._filled + len(images)] = images
                self._filled += len(images)
                if perf_counter() >= deadline:
                    break
            return self._filled == len(self.X)


class PoolTrainer(Trainer):
    """A Trainer of the networks `settings` on `rows` of a pool, which it fills before it learns."""

    def __init__(self, settings: Sequence[Settings], pool: Pool, rows: Array) -> None:
        super().__init__(settings, pool.X, pool.Y, rows=rows)
        self._pool = pool

    def run(self, steps: int, seconds: float = np.inf) -> int:
        """Take steps as a Trainer does; none while the time does not suffice to fill the pool."""
        before = perf_counter()
        if not self._pool.fill(seconds):
            return 0
        return super().run(steps, seconds - (perf_counter() - before))
