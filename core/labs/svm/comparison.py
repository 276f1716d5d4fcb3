"""Who leads, by how much, and where the lead changes."""

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import NamedTuple

import numpy as np

from core.labs.svm.learning_curves import Fit
from core.runs.statistics import Difference, paired


class Crossing(NamedTuple):
    """A size at which the lead changes, and the sign that it has beyond: 1 for ours, −1 theirs."""

    size: float
    sign: int

    @property
    def about(self) -> float:
        """The size, to two digits."""
        return float(f"{self.size:.2g}")


def medians(fits: Sequence[Fit]) -> dict[int, float]:
    """Return the median accuracy of the draws of each size, without the guess at size 1."""
    sizes = sorted({fit.size for fit in fits if fit.size > 1})
    return {
        size: float(np.median([fit.right.mean() for fit in fits if fit.size == size]))
        for size in sizes
    }


def crossings(ours: Mapping[int, float], theirs: Mapping[int, float]) -> list[Crossing]:
    """Return where the lead of `ours` changes its sign, between curves {size: accuracy}.

    Between two sizes the lead is taken to be linear in log size. A touch is no change.
    """
    sizes = list(ours)
    leads = [ours[size] - theirs[size] for size in sizes]
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


def lead(ours: Sequence[Fit], theirs: Sequence[Fit], size: int) -> Difference:
    """Return the lead of `ours` at `size` over all draws; both are judged on the same images."""
    one, other = ([fit.right for fit in fits if fit.size == size] for fits in (ours, theirs))
    return paired(np.array(one), np.array(other))
