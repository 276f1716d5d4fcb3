"""What a penalty alone does to one weight: at one step, and after any number of them.

`pull` is ηλ/n, with n the size of the training set, in plain gradient descent (momentum 0).
A weight behind a blank pixel feels nothing else: the slope of its data cost is x·delta = 0.
"""

from collections.abc import Callable
from dataclasses import replace
from math import ceil, inf

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array
from core.network.networks import RUNAWAY
from core.network.penalties import l1_gradient, l2_gradient, soft_threshold
from core.network.settings import Settings

STEPS: dict[str, Callable[[Array, float], Array]] = {  # weights and ηλ/n -> the weights a step on
    "no_penalty": lambda w, pull: w,
    "l2": lambda w, pull: w - l2_gradient(w, pull),
    "l1_sgn": lambda w, pull: w - l1_gradient(w, pull),
    "l1_proximal": soft_threshold,
}
AROUND = (-5, 15)  # steps: what is little
ROUNDING = 1e-9  # a rest this small, in steps, is none


def penalise(settings: Settings, penalty: str, strength: float) -> Settings:
    """Return `settings` with λ = `strength` on that one of STEPS, and on no other."""
    _check(penalty)
    bare = replace(settings, l1=0.0, l2=0.0)
    if penalty == "l2":
        return replace(bare, l2=strength)
    if penalty == "no_penalty":
        return bare
    return replace(bare, l1=strength, l1_step=penalty.removeprefix("l1_"))


def shrink(penalty: str, weights: ArrayLike, pull: float) -> Array:
    """Return how far one step moves each of `weights`, shaped as they are."""
    _check(penalty, pull)
    w = np.asarray(weights, dtype=float)
    return np.asarray(np.abs(STEPS[penalty](w, pull) - w))


def after(penalty: str, weight: float, pull: float, steps: ArrayLike) -> Array:
    """Return `weight` after each number of `steps`, shaped as they are, in closed form.

    L2: (1 − ηλ/n)ᵗ·w. L1: |w| − t·ηλ/n down to 0, where the proximal step stays, and from where
    sgn steps over 0 and back for ever. NaN beyond ±RUNAWAY, where the trainer stops a network.
    """
    _check(penalty, pull)
    t = np.asarray(steps)
    if penalty == "no_penalty" or pull == 0:
        return np.full(t.shape, float(weight))
    if penalty == "l2":
        with np.errstate(over="ignore"):
            grown = weight * np.power(1 - pull, t.astype(float))
        return np.where(np.abs(grown) < RUNAWAY, grown, np.nan)
    size = np.maximum(abs(weight) - t * pull, 0)
    if penalty == "l1_sgn":
        whole = np.floor(abs(weight) / pull + ROUNDING)  # steps before it passes 0
        rest = abs(weight) - whole * pull
        over = rest - pull if rest > ROUNDING * pull else 0  # sgn(0) = 0: what lands on 0 stays
        size = np.where(t <= whole, size, np.where((t - whole) % 2 == 0, rest, over))
    return np.asarray(np.sign(weight) * size)


def steps_to_zero(weight: float, pull: float) -> float:
    """Return how many steps of L1 take `weight` to 0 or past it; infinite without a pull."""
    _check("l1_sgn", pull)
    return ceil(abs(weight) / pull) if pull else inf


def landing(weight: float, pull: float, last: int) -> range:
    """Return the steps from a little before L1 takes `weight` to 0 until a little after.

    None is beyond the `last` one; without a pull there are none.
    """
    arrival = steps_to_zero(weight, pull)
    if arrival == inf:
        return range(0)
    low, high = (int(arrival) + more for more in AROUND)
    return range(max(0, low), min(high, last) + 1)


def _check(penalty: str, pull: float = 0.0) -> None:
    if penalty not in STEPS:
        allowed = ", ".join(STEPS)
        raise ValueError(f"penalty = {penalty!r} is not possible: choose one of {allowed}.")
    if not 0 <= pull < inf:
        raise ValueError(f"pull = {pull!r} is not possible: a finite number of at least 0.")
