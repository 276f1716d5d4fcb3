"""Dark inputs: those that are 0 in every example, so that no product needs their weights."""

import numpy as np

from core.arrays import Array, remembered

SHARE = 0.25  # of all inputs: to leave out fewer does not pay
MOST = 2**23  # bytes of X: a copy without them costs no more than smaller mini-batches save
BLOCK = 200  # examples looked at, at a time


def lit_part(X: Array) -> tuple[Array, Array | None]:
    """Return X (n, n_inputs) without the inputs that are 0 in all of it, and the others' numbers.

    Or X as it is, and None, where they are too few. Of a read-only X that is remembered while X
    lives.
    """
    part, lit = remembered(_lit_part, X)
    return X if part is None else part, lit


def _lit_part(X: Array) -> tuple[Array | None, Array | None]:
    lit = np.flatnonzero(X.any(axis=0))
    if X.shape[1] - len(lit) < SHARE * X.shape[1] or not len(lit):
        return None, None  # and not X, which would never die if it were remembered
    return X.take(lit, axis=1), lit


def dark_inputs(X: Array, rows: Array) -> Array:
    """Return which inputs, (n_inputs,) bool, are 0 in all `rows` of X (n, n_inputs).

    None of them where they are too few, or X is too large, to be copied without them.
    """
    dark = np.full(X.shape[1], X.nbytes <= MOST)
    used = np.zeros(len(X), bool)
    used[rows] = True
    for some in np.array_split(np.flatnonzero(used), -(-int(used.sum()) // BLOCK)):
        if dark.mean() < SHARE:
            return np.zeros_like(dark)
        dark &= ~X[some].any(axis=0)
    return dark if dark.mean() >= SHARE else np.zeros_like(dark)
