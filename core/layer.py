"""One layer of the fast trainer: it learns in place, for one network or for K at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.linalg import get_blas_funcs

from core.functions import Array


@dataclass
class Rates:
    """What one step multiplies by: a number each, or (K, 1, 1) for K networks; None is not used.

    `momentum` is μ; `decay` is ηλ₂/n, `proximal` or `sgn` is ηλ₁/n for that kind of L1 step.
    """

    momentum: Any = None
    decay: Any = None
    proximal: Any = None
    sgn: Any = None


class Layer:
    """Weights with the bias as their last row, (fan_in + 1, fan_out), or (K, …) for K networks.

    Inputs carry a constant 1 in their last column, so that one product does weights and bias.
    """

    def __init__(self, matrix: Array, velocity: Array) -> None:
        self.matrix, self.velocity = matrix, velocity
        self.weights, self.velocity_of_weights = matrix[..., :-1, :], velocity[..., :-1, :]
        self._transposed = self.weights.swapaxes(-1, -2)
        self._product = np.dot if matrix.ndim == 2 else np.matmul
        self._gemm = get_blas_funcs("gemm", dtype=matrix.dtype)
        self._scratch = np.empty_like(matrix)

    def forward(self, inputs: Array, out: Array | None = None) -> Array:
        """Return the weighted inputs z = aW + b."""
        z: Array = self._product(inputs, self.matrix, out)
        return z

    def backward(self, delta: Array) -> Array:
        """Return the error of this layer's inputs, delta Wᵀ."""
        error: Array = self._product(delta, self._transposed)
        return error

    def update(self, inputs: Array, step: Array, rates: Rates) -> None:
        """Move the parameters by inputsᵀ·step, where `step` is −η/m times delta.

        L2 and L1 by sgn go through the velocity, as in scikit-learn; the proximal step comes last.
        """
        weights, shrink = self.weights, None
        if rates.sgn is not None:
            shrink = np.sign(weights) * rates.sgn
        if rates.momentum is None:
            if rates.decay is not None:
                weights *= 1 - rates.decay
            if shrink is not None:
                weights -= shrink
            self._add_product(self.matrix, inputs, step)
        else:
            self.velocity *= rates.momentum
            if rates.decay is not None:
                self.velocity_of_weights -= weights * rates.decay
            if shrink is not None:
                self.velocity_of_weights -= shrink
            self._add_product(self.velocity, inputs, step)
            self.matrix += self.velocity
        if rates.proximal is not None:
            weights -= np.clip(weights, -rates.proximal, rates.proximal)

    def _add_product(self, target: Array, inputs: Array, step: Array) -> None:
        """Add inputsᵀ·step to `target`; BLAS adds while it multiplies, which saves memory traffic."""
        if target.ndim == 2:  # BLAS counts in columns, so each matrix goes in transposed
            self._gemm(1, step.T, inputs.T, 1, target.T, 0, 1, 1)  # alpha a b beta c
        else:
            target += np.matmul(inputs.swapaxes(-1, -2), step, out=self._scratch)
