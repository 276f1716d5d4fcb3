"""The handwriting by its name, and samples of it to measure on."""

from typing import Any

import numpy as np

from core import data
from core.functions import Array
from core.network import as_float

NAMES = ("digits", "mnist")


def load(
    name: str,
    n_training: int,
    label_noise: float = 0.0,
    random_state: Any = 0,
    size: int = 28,
) -> data.Split:
    """Return "digits" or "mnist" with `n_training` examples to learn from, as 28 × 28 pixels.

    The digits can also be had in their own `size`, 8. Raises ValueError for another name, and
    what `data.digits` and `data.mnist` raise.
    """
    if name not in NAMES:
        raise ValueError(f"name = {name!r} is not possible: choose from {', '.join(NAMES)}.")
    if name == "mnist":
        return data.mnist(n_training, label_noise, random_state)
    return data.digits(size, n_training, label_noise, random_state)


def sample(examples: data.Examples, most: int = 2000) -> tuple[Array, Array]:
    """Return X, as floats, and Y of at most `most` examples to measure on, always the same."""
    chosen = np.sort(np.random.default_rng(0).permutation(len(examples.X))[:most])
    return as_float(examples.X[chosen]), examples.Y[chosen]
