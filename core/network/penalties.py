"""Two prices on large weights: L2, which pulls in proportion, and L1, which pulls evenly.

`strength` is λ/n, with n the size of the training set; biases are never penalised. The values take
one for each matrix of a stack, too.
"""

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array


def l2_value(weights: Array, strength: float | Array) -> Array:
    """Return (λ/2n) Σw² over the last two axes of `weights` (Nielsen, eq. 85)."""
    return np.asarray(0.5 * strength * np.square(weights).sum(axis=(-2, -1)))


def l2_gradient(weights: Array, strength: float) -> Array:
    """Return (λ/n) w, shaped as `weights` (Nielsen, eq. 91)."""
    return strength * weights


def l2_decay(steps: ArrayLike, learning_rate: float, strength: float) -> Array:
    """Return (1 − ηλ/n)^steps, the part of a weight that L2 leaves where the data cost is silent.

    After t epochs of mini-batches of m this is about e^(−ηλt/m) (Nielsen, eq. 93).
    """
    return np.asarray((1 - learning_rate * strength) ** np.asarray(steps))


def decay_factor(learning_rate: float, l2: float, n: int) -> float:
    """Return 1 − ηλ/n, by which L2 multiplies every weight at a step (Nielsen, eq. 93).

    Below 0 the weights change their sign at each step; below −1 they also grow without end. `n` is
    the size of the training set. Raises ValueError if that is below 1.
    """
    if n < 1:
        raise ValueError(f"n = {n!r} is not possible: a training set has at least 1 example.")
    return 1 - learning_rate * l2 / n


def l1_value(weights: Array, strength: float | Array) -> Array:
    """Return (λ/n) Σ|w| over the last two axes of `weights` (Nielsen, eq. 95)."""
    return np.asarray(strength * np.abs(weights).sum(axis=(-2, -1)))


def l1_gradient(weights: Array, strength: float) -> Array:
    """Return (λ/n) sgn(w), with sgn(0) = 0, shaped as `weights` (Nielsen, eq. 96)."""
    return strength * np.sign(weights)


def soft_threshold(weights: Array, threshold: float) -> Array:
    """Return each weight moved towards 0 by `threshold`, and to exactly 0 where it would pass it.

    The proximal step of L1 (Parikh and Boyd 2014, section 6.5.2).
    """
    return np.asarray(weights - np.clip(weights, -threshold, threshold))
