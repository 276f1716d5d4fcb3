"""The parameters of K networks while they learn, and what becomes of those that diverge."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Array
from core.network.textbook import Parameters

RUNAWAY = 1e8  # no parameter of a network that still learns comes near


class Networks:
    """Weights with the biases as their last row, (K, fan_in + 1, fan_out) a layer, and velocities.

    A network that diverges goes back to its last saved state and stays there; `diverged` then
    holds the step of that state, else None. `places` are the rows of the first matrix in which the
    weights of each input, and the bias, lie; `dark` (n_inputs,) says which lie at its top.
    """

    def __init__(self, starts: Sequence[Parameters], dtype: DTypeLike) -> None:
        layers = range(len(starts[0].weights))
        self.matrices = [  # row by row in memory, however the starts lie there: BLAS adds in place
            np.array([np.vstack([p.weights[layer], p.biases[layer]]) for p in starts], dtype)
            for layer in layers
        ]
        self.velocities = [np.zeros_like(matrix) for matrix in self.matrices]
        self.places = np.arange(self.matrices[0].shape[1])
        self.dark = np.zeros(len(self.places) - 1, bool)
        self.diverged: list[int | None] = [None] * len(starts)
        self._frozen: dict[int, list[Array]] = {}
        self.save(0)

    @property
    def parameters(self) -> list[Parameters]:
        """A copy of the Parameters of each network."""
        every = []
        for k in range(len(self.diverged)):
            own = self._frozen.get(k) or [matrix[k] for matrix in self.matrices]
            own = [own[0][self.places], *own[1:]]
            every.append(Parameters([m[:-1].copy() for m in own], [m[-1].copy() for m in own]))
        return every

    def put_first(self, dark: Array) -> bool:
        """Move the weights of the `dark` inputs, (n_inputs,) bool, to the top of the first matrix.

        They can be left out there, and what else there is still lies in one piece. To be called
        before the first step; returns whether anything changed.
        """
        if (dark == self.dark).all():
            return False
        order = np.argsort(~np.append(dark, False), kind="stable")
        self.matrices[0][...] = self.matrices[0][:, self.places[order]]
        self.dark, self.places = dark, np.argsort(order)
        self.save(0)
        return True

    def save(self, step: int) -> None:
        """Keep the present state, which is that of `step`."""
        self.saved_step, self._saved = step, [matrix.copy() for matrix in self.matrices]

    def freeze_diverged(self) -> bool:
        """Take every network that diverged back to its saved state; return whether one did."""
        if all(_sound(matrix) for matrix in self.matrices):
            return False
        before = list(self.diverged)
        for k, frozen in enumerate(before):
            if frozen is None and not all(_sound(matrix[k]) for matrix in self.matrices):
                self.diverged[k] = self.saved_step
                self._frozen[k] = [saved[k].copy() for saved in self._saved]
                for array in (*self.matrices, *self.velocities):
                    array[k] = 0  # it goes on as zeros, which overflow nothing
        return self.diverged != before


def _sound(matrix: Array) -> bool:
    return bool(max(matrix.max(), -matrix.min()) < RUNAWAY)  # NaN is not below anything either
