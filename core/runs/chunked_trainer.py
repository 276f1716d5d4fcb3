"""A trainer that takes several updates as one step, so that unlike mini-batches can be compared."""

from collections.abc import Callable
from time import perf_counter, thread_time
from typing import Generic, TypeVar

import numpy as np

from core.network.trainer import Trainer

After = TypeVar("After", bound=Callable[[Trainer], None] | None)


class ChunkedTrainer(Generic[After]):
    """Runs `trainer` in chunks of `size` updates, and calls `after(trainer)` after each of them.

    `after` may be None. `seconds` is the processor time of the training alone, for one of the
    networks: neither other threads count nor what measures.
    """

    def __init__(self, trainer: Trainer, size: int, after: After) -> None:
        self.trainer, self.size, self.after = trainer, size, after
        self.settings, self.n_training = trainer.settings, trainer.n_training
        self.seconds = 0.0

    @property
    def step(self) -> int:
        """Completed chunks."""
        return self.trainer.step // self.size

    @property
    def stopped(self) -> bool:
        """True once every network has diverged."""
        return self.trainer.stopped

    @property
    def diverged(self) -> list[int | None]:
        """For each network the update at which it diverged, or None."""
        return self.trainer.diverged

    def run(self, chunks: int, seconds: float = np.inf) -> int:
        """Take `chunks` chunks, or what fits in `seconds` and at least one update.

        Returns how many were completed; one that was cut short goes on with the next call.
        """
        deadline = perf_counter() + seconds
        trainer, start = self.trainer, self.step
        while self.step < start + chunks and not self.stopped:
            end = start + chunks if self.after is None else self.step + 1
            left = end * self.size - trainer.step
            began = thread_time()
            taken = trainer.run(left, deadline - perf_counter())
            self.seconds += (thread_time() - began) / len(self.settings)
            if self.after is not None and taken == left:
                self.after(trainer)
            if perf_counter() >= deadline:
                break
        return self.step - start
