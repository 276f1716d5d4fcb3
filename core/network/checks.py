"""What is refused: examples, rows, parameters and learning rates that make no run and no score."""

from itertools import pairwise
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array, remembered, whole_numbers

TYPES = {np.dtype(kind) for kind in (np.float32, np.float64, np.uint8)}
OF_SHARES = ("cross_entropy", "log_likelihood")  # the costs that ask for targets from 0 to 1
ROUNDING = 1e-3  # how far from 1 targets of float32 may sum


def check_inputs(X: Array, n_inputs: int | None = None) -> None:
    """Raise ValueError unless X is (n, n_inputs), finite floats or uint8 pixels; n may be 0."""
    _check("X", X, n_inputs)


def check_targets(Y: Array, shape: tuple[int | None, ...], cost: str | None = None) -> None:
    """Raise ValueError unless Y has the `shape` (n, n_outputs), and is what the `cost` can learn.

    The numbers are finite; for the cross-entropy they are from 0 to 1; for the log-likelihood each
    row sums to 1, too.
    """
    n, n_outputs = shape
    _check("Y", Y, n_outputs)
    if not n or len(Y) != n:
        raise ValueError(f"X has {n} rows and Y has {len(Y)}: give as many, and at least one.")
    low, high = remembered(_ends, Y)
    if cost in OF_SHARES and not 0 <= low <= high <= 1:
        raise ValueError(
            f"Y from {low:g} to {high:g} is not possible with the cost {cost}: from 0 to 1."
        )
    if cost == "log_likelihood" and remembered(_from_1, Y) > ROUNDING:
        raise ValueError(f"Y of rows that do not sum to 1 is not possible with the cost {cost}.")


def check_examples(X: Array, Y: Array, cost: str | None = None) -> None:
    """Raise ValueError as `check_inputs` and `check_targets` do."""
    check_inputs(X)
    check_targets(Y, (len(X), None), cost)


def _check(name: str, array: Array, columns: int | None) -> None:
    plain = isinstance(array, np.ndarray) and not isinstance(array, np.ma.MaskedArray)
    if plain and not (array.ndim == 2 and array.shape[1] and columns in (None, array.shape[1])):
        allowed = f"(n, {columns or 'columns > 0'})"
        raise ValueError(f"{name} of shape {array.shape} is not possible: {allowed}.")
    kind = array.dtype if plain else type(array).__name__
    if kind not in TYPES:
        allowed = "an array of float32, float64 or uint8"
        raise ValueError(f"{name} of type {kind} is not possible: {allowed}.")
    if array.size and array.dtype.kind == "f" and not all(map(isfinite, remembered(_ends, array))):
        raise ValueError(f"{name} holds NaN or infinity: give finite numbers.")


def _ends(array: Array) -> tuple[float, float]:
    return float(array.min()), float(array.max())  # NaN if there is one


def _from_1(Y: Array) -> float:
    return float(abs(Y.sum(axis=1, dtype=float) - 1).max())


def check_parameters(parameters: tuple[list[Array], list[Array]], sizes: tuple[int, ...]) -> None:
    """Raise ValueError unless all are finite and fit the layer sizes, inputs first."""
    arrays = [array for part in parameters for array in part]
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
    rows = np.arange(n) if rows is None else whole_numbers("rows", rows, n)
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
