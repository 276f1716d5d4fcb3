"""Who leads, by how much, and where the lead changes."""

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

import numpy as np

from core.arrays import Array
from core.labs.svm.learning_curves import Fit

REAL = 2  # standard errors: a smaller lead may be luck


class Lead(NamedTuple):
    """A lead in accuracy, a share, below 0 if theirs; and its standard error."""

    value: float
    error: float

    @property
    def errors(self) -> float:
        """How many standard errors it is, at least 0."""
        return abs(self.value) / self.error if self.value else 0.0

    @property
    def real(self) -> bool:
        """True from two standard errors on."""
        return self.errors >= REAL


class Crossing(NamedTuple):
    """A size at which the lead changes, and the sign that it has beyond: 1 for ours, −1 theirs."""

    size: float
    sign: int


def medians(fits: Sequence[Fit]) -> dict[int, float]:
    """Return the median accuracy of the draws of each size, without the guess at size 1."""
    sizes = sorted({fit.size for fit in fits if fit.size > 1})
    return {
        size: float(np.median([fit.right.mean() for fit in fits if fit.size == size]))
        for size in sizes
    }


def crossings(ours: dict[int, float], theirs: dict[int, float]) -> list[Crossing]:
    """Return where the lead of `ours` changes its sign, between curves {size: accuracy}.

    Between two sizes the lead is taken to be linear in log size. A touch is no change.
    """
    sizes, leads = list(ours), [ours[size] - theirs[size] for size in ours]
    found, sign, touch = list[Crossing](), 0, 0.0
    for i, lead in enumerate(leads):
        if lead == 0:
            touch = touch or sizes[i]
            continue
        if sign * lead < 0:
            before, at = log(sizes[i - 1]), log(sizes[i])
            part = leads[i - 1] / (leads[i - 1] - lead)
            found.append(Crossing(touch or exp(before + (at - before) * part), -sign))
        sign, touch = 1 if lead > 0 else -1, 0.0
    return found


def paired(ours: Sequence[Fit], theirs: Sequence[Fit], size: int) -> Lead:
    """Return the lead of `ours` at `size`, the mean over the draws, image by image.

    Both are judged on the same n images. d (n,) is the mean over the draws of right (1) less
    right (1) of the other; the standard error is that of a mean, s(d)/√n.
    """
    d = _mean_right(ours, size) - _mean_right(theirs, size)
    return Lead(float(d.mean()), float(d.std(ddof=1) / np.sqrt(len(d))))


def _mean_right(fits: Sequence[Fit], size: int) -> Array:
    right: Array = np.mean([fit.right for fit in fits if fit.size == size], axis=0)
    return right
