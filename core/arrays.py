"""What every room calls an array, what its numbers mean, and what is known of one that stays."""

import weakref
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
T = TypeVar("T")

_KNOWN: dict[tuple[object, int], Any] = {}  # what `remembered` remembers, by function and id


def as_float(X: Array) -> Array:
    """Return X of any shape: uint8 pixels as float32 from 0 to 1, floats as they are."""
    return np.multiply(X, np.float32(1 / 255)) if X.dtype == np.uint8 else X


def whole_numbers(name: str, values: ArrayLike, n: int) -> Array:
    """Return `values` as an array; raise ValueError unless they are whole, from 0 to n − 1."""
    array = np.asarray(values)
    if array.dtype.kind not in "iu" or array.size == 0 or array.min() < 0 or array.max() >= n:
        raise ValueError(f"{name} = {values!r} is not possible: whole numbers from 0 to {n - 1}.")
    return array


def remembered(f: Callable[[Array], T], X: Array) -> T:
    """Return f(X); of an X that cannot change it is computed once, and known while X lives."""
    key = f, id(X)
    if key in _KNOWN and not X.flags.writeable:
        known: T = _KNOWN[key]
        return known
    value = f(X)
    if not _may_change(X):
        _KNOWN[key] = value
        weakref.finalize(X, _KNOWN.pop, key, None)
    return value


def _may_change(X: Array | None) -> bool:
    """Return True if X, or an array whose memory it shows, can be written to."""
    while isinstance(X, np.ndarray):
        if X.flags.writeable:
            return True
        X = X.base
    return False
