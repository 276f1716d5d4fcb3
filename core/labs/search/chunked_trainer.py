"""A trainer that goes in strides of several updates, so that unlike mini-batches compare; timed."""

from dataclasses import replace
from time import perf_counter, thread_time

import numpy as np

from core.network.settings import Settings
from core.network.trainer import Trainer

SEEDS = 5  # networks of each kind, for a median and a range


class Strides:
    """Runs a Trainer in steps of `stride` updates: all that an Experiment needs, `step` and `run`.

    `seconds` is the processor time of the training alone, for one of its networks: neither other
    threads count nor what measures.
    """

    after_each = False  # whether to call `rest` after every stride

    def __init__(self, trainer: Trainer, stride: int) -> None:
        self.trainer, self.stride, self.seconds = trainer, stride, 0.0
        self.settings, self.n_training = trainer.settings, trainer.n_training

    @property
    def step(self) -> int:
        """Completed strides."""
        return self.trainer.step // self.stride

    @property
    def stopped(self) -> bool:
        """True once every network has diverged."""
        return self.trainer.stopped

    @property
    def diverged(self) -> list[int | None]:
        """For each network the update at which it ran away, or None."""
        return self.trainer.diverged

    def rest(self) -> None:
        """Do what is to be done between two strides."""

    def run(self, strides: int, seconds: float = np.inf) -> int:
        """Take `strides` strides, or what fits in `seconds` and at least one update.

        Returns how many were completed; one that was cut short goes on with the next call.
        """
        deadline, start, trainer = perf_counter() + seconds, self.step, self.trainer
        while self.step < start + strides and not self.stopped:
            end = self.step + 1 if self.after_each else start + strides
            left = end * self.stride - trainer.step
            began = thread_time()
            taken = trainer.run(left, deadline - perf_counter())
            self.seconds += (thread_time() - began) / len(self.settings)
            if self.after_each and taken == left:
                self.rest()
            if perf_counter() >= deadline:
                break
        return self.step - start


def several(settings: Settings) -> list[Settings]:
    """Return the same settings with the five seeds from `random_state` on."""
    return [replace(settings, random_state=settings.random_state + k) for k in range(SEEDS)]
