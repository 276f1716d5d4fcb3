"""One layer of the fast trainer: it learns in place, for one network or for K at once."""

import numpy as np
from scipy.linalg import get_blas_funcs

from core.arrays import Array
from core.network.rates import Rates


class Layer:
    """Weights with the bias as their last row, (fan_in + 1, fan_out), or (K, …) for K networks.

    Inputs carry a constant 1 in their last column, so that one product does weights and bias.
    """

    def __init__(self, matrix: Array, velocity: Array) -> None:
        self.matrix, self.weights_transposed = matrix, matrix[..., :-1, :].swapaxes(-1, -2)
        self._weights, self._velocity = matrix[..., :-1, :], velocity
        self._velocity_of_weights = velocity[..., :-1, :]
        self._gemm = get_blas_funcs("gemm", dtype=matrix.dtype)
        self._scratch = np.empty_like(matrix)

    def update(self, inputs_transposed: Array, step: Array, rates: Rates) -> None:
        """Move the parameters by inputsᵀ·step; `step`, ([K,] m, fan_out), is −η/m times delta.

        Nielsen, eq. BP4, 93, 96, 107 and 108. Momentum takes in L2, as in scikit-learn, and L1 by
        sgn; the proximal step comes last.
        """
        weights = self._weights
        shrink = None if rates.sgn is None else np.sign(weights) * rates.sgn
        if rates.momentum is None:
            if rates.decay is not None:
                weights *= 1 - rates.decay
            if shrink is not None:
                weights -= shrink
            self._add_product(self.matrix, inputs_transposed, step)
        else:
            self._velocity *= rates.momentum
            if rates.decay is not None:
                self._velocity_of_weights -= weights * rates.decay
            if shrink is not None:
                self._velocity_of_weights -= shrink
            self._add_product(self._velocity, inputs_transposed, step)
            self.matrix += self._velocity
        if rates.proximal is not None:
            weights -= np.clip(weights, -rates.proximal, rates.proximal)

    def _add_product(self, target: Array, inputs_transposed: Array, step: Array) -> None:
        """Add inputsᵀ·step to `target`; BLAS adds while it multiplies: less memory traffic."""
        if target.ndim == 2:  # BLAS counts in columns, so each matrix goes in transposed
            self._gemm(1, step.T, inputs_transposed, 1, target.T, 0, 1, 1)  # alpha a b beta c
        else:
            target += np.matmul(inputs_transposed, step, out=self._scratch)
