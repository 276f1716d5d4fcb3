"""The sharpness c of one softmax, which learns while its inputs z stand still."""

from time import perf_counter

import numpy as np
from numpy.typing import ArrayLike

from core.labs.softmax import temperature


class Sharpness:
    """Steps c ← c − η ∂C/∂c, from `c`, for inputs `z` whose right class is `target`, from 0 on.

    It steps as a `Trainer` does, so it can stand in an `Experiment`. |∂C/∂c| is never more than
    the largest gap in z, so it cannot overflow. Raises ValueError for impossible numbers.
    """

    def __init__(self, z: ArrayLike, target: int, c: float, learning_rate: float) -> None:
        self.z, self.c, self.step = np.asarray(z, dtype=float), float(c), 0
        if not 0 <= target < self.z.size:
            raise ValueError(f"target = {target!r} is not possible: 0 to {self.z.size - 1}.")
        if not (np.isfinite(learning_rate) and learning_rate > 0):
            raise ValueError(f"learning_rate = {learning_rate!r} is not possible: above 0.")
        self.y, self.learning_rate = np.eye(self.z.size)[target], learning_rate
        self.stopped = False
        self.diverged: list[int | None] = [None]
        temperature.slope_of_c(self.z, self.y, self.c)  # raises where z or c is impossible

    def run(self, steps: int, seconds: float = np.inf) -> int:
        """Take `steps` steps, or what fits in `seconds`; return the number."""
        start, deadline = self.step, perf_counter() + seconds
        while self.step < start + steps and perf_counter() < deadline:
            self.c -= self.learning_rate * temperature.slope_of_c(self.z, self.y, self.c)
            self.step += 1
        return self.step - start
