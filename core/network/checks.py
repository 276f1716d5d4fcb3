"""What a trainer refuses: examples, rows, parameters and learning rates that make no run."""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array
from core.network.textbook import Parameters


def check_examples(X: Array, Y: Array) -> None:
    """Raise ValueError unless X (n, n_inputs) and Y (n, n_outputs) are finite and not empty."""
    for name, array in (("X", X), ("Y", Y)):
        if not isinstance(array, np.ndarray) or array.ndim != 2 or 0 in array.shape:
            shape = getattr(array, "shape", type(array).__name__)
            raise ValueError(
                f"{name} of shape {shape} is not possible: (n, columns), none of them 0."
            )
        if array.dtype != np.uint8 and array.dtype not in (np.float32, np.float64):
            raise ValueError(
                f"{name} of type {array.dtype} is not possible: float32, float64, uint8."
            )
        if array.dtype != np.uint8 and not np.isfinite(array).all():
            raise ValueError(f"{name} holds NaN or infinity: give finite numbers.")
    if len(X) != len(Y):
        raise ValueError(f"X has {len(X)} rows and Y has {len(Y)}: give one target an example.")


def check_parameters(parameters: Parameters, sizes: tuple[int, ...]) -> None:
    """Raise ValueError unless all are finite and fit the layer sizes, inputs first."""
    arrays = [*parameters.weights, *parameters.biases]
    shapes = [np.shape(array) for array in arrays]
    if shapes != [*pairwise(sizes), *((size,) for size in sizes[1:])]:
        raise ValueError(f"parameters of shapes {shapes} do not fit the layer sizes {sizes}.")
    if not all(np.isfinite(array).all() for array in arrays):
        raise ValueError("parameters hold NaN or infinity: give finite numbers.")


def checked_rows(rows: Array | None, networks: int, n: int) -> Array:
    """Return the rows of each network, (networks, n_training): `rows`, or all n if None.

    Raises ValueError unless they are whole numbers from 0 to n − 1, (n_training,) or
    (networks, n_training).
    """
    rows = np.arange(n) if rows is None else np.asarray(rows)
    if rows.dtype.kind not in "iu" or rows.size == 0 or rows.min() < 0 or rows.max() >= n:
        raise ValueError(f"rows = {rows!r} is not possible: whole numbers from 0 to {n - 1}.")
    if rows.ndim > 2 or (rows.ndim == 2 and len(rows) != networks):
        raise ValueError(
            f"rows of shape {rows.shape} are not possible: (n,), or ({networks}, n) for "
            f"{networks} networks."
        )
    return np.broadcast_to(rows, (networks, rows.shape[-1]))


def checked_learning_rate(value: ArrayLike, networks: int) -> Array:
    """Return η of each network, (networks,): `value`, one for all or one for each.

    Raises ValueError unless they are finite, at least 0, and as many.
    """
    rates = np.broadcast_to(np.asarray(value, dtype=float), (networks,))
    if not (np.isfinite(rates).all() and (rates >= 0).all()):
        raise ValueError(f"learning_rate = {value!r} is not possible: finite numbers >= 0.")
    return rates.copy()
