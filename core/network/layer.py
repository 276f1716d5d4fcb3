"""One layer of the fast trainer: it learns in place, for one network or for K at once."""

import numpy as np
from scipy.linalg import get_blas_funcs

from core.arrays import Array
from core.network.rates import Rates

LARGE = 4000  # numbers in a matrix from which on K of them are quicker one by one
FULL = 4  # rows that BLAS multiplies together; it is slow on fewer


def rows_read(m: int, numbers: int) -> int:
    """Return how many rows to multiply by a matrix of so many numbers if m are wanted.

    A few more than m may take less time, if there are more than two and the matrix is large.
    """
    return -(-m // FULL) * FULL if m > 2 and numbers >= LARGE else m


class Layer:
    """Weights with the bias as their last row, (fan_in + 1, fan_out), or (K, …) for K networks.

    Inputs carry a constant 1 in their last column, so that one product does weights and bias. The
    first `n_dark` rows are the weights of inputs that are always 0 and that no product has:
    penalties shrink them as they do all others.
    """

    def __init__(self, matrix: Array, velocity: Array, n_dark: int = 0) -> None:
        self.matrix = matrix[..., n_dark:, :]  # without dark inputs, as products need it
        self.weights_transposed = self.matrix[..., :-1, :].swapaxes(-1, -2)
        self._whole, self._velocity = matrix, velocity
        self._weights = matrix[..., :-1, :]
        self._velocity_of_weights = velocity[..., :-1, :]
        self._lit_velocity = velocity[..., n_dark:, :]
        self._gemm = get_blas_funcs("gemm", dtype=matrix.dtype)
        self._together = matrix.ndim == 3 and self.matrix[0].size < LARGE
        self._scratch = np.empty(self.matrix.shape if self._together else (), matrix.dtype)

    def update(self, inputs_transposed: Array, step: Array, rates: Rates) -> None:
        """Move the parameters by inputsᵀ·step; `step`, ([K,] m, fan_out), is −η/m times delta.

        Nielsen, eq. BP4, 93, 96, 107 and 108. Momentum takes in L2, as in scikit-learn, and L1 by
        sgn; the proximal step comes last.
        """
        weights = self._weights
        shrink = None if rates.sgn is None else np.sign(weights) * rates.sgn
        if rates.momentum is None:
            if rates.kept is not None:
                weights *= rates.kept
            if shrink is not None:
                weights -= shrink
            self._add_product(self.matrix, inputs_transposed, step)
        else:
            self._velocity *= rates.momentum
            if rates.decay is not None:
                self._velocity_of_weights -= weights * rates.decay
            if shrink is not None:
                self._velocity_of_weights -= shrink
            self._add_product(self._lit_velocity, inputs_transposed, step)
            self._whole += self._velocity
        if rates.proximal is not None:
            weights -= np.clip(weights, -rates.proximal, rates.proximal)

    def _add_product(self, target: Array, inputs_transposed: Array, step: Array) -> None:
        """Add inputsᵀ·step to `target`; BLAS adds while it multiplies: less memory traffic.

        It counts in columns, so each matrix goes in transposed: alpha a b beta c. K small matrices
        are quicker in one call that does not add.
        """
        if target.ndim == 2:
            self._gemm(1, step.T, inputs_transposed, 1, target.T, 0, 1, 1)
        elif self._together:
            target += np.matmul(inputs_transposed, step, out=self._scratch)
        else:
            for own, x, d in zip(target, inputs_transposed, step, strict=True):
                self._gemm(1, d.T, x, 1, own.T, 0, 1, 1)
