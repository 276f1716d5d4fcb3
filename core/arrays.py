"""What every room calls an array, and pixels as numbers."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def as_float(X: Array) -> Array:
    """Return X of any shape: uint8 pixels as float32 from 0 to 1, floats as they are."""
    return np.multiply(X, np.float32(1 / 255)) if X.dtype == np.uint8 else X
