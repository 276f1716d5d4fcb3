"""Two experiments compared seed by seed, in a file that is committed.

With the same seed two networks of the same shape start alike and see the same images in the same
order: what both owe to that chance goes out of the difference.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.stats import percentileofscore, sem

from core.reproduce.csv_rows import read_rows
from core.reproduce.distribution import Numbers

PAIRED = Path(__file__).with_name("paired.csv")


class Pair(NamedTuple):
    """Two experiments; what both read off their runs is compared."""

    first: str
    second: str


PAIRS = {
    "cost": Pair("quadratic_30", "cross_entropy_30"),
    "cost_note": Pair("note_quadratic", "note_cross_entropy"),
    "cost_scaled": Pair("quadratic_scaled", "full_scaled"),
    "cost_100": Pair("quadratic_100", "cross_entropy_100"),
    "l2": Pair("cross_entropy_30", "full_l2"),
    "l2_scaled": Pair("full_scaled", "full_l2_scaled"),
    "start": Pair("cross_entropy_30", "full_scaled"),
    "start_l2": Pair("full_l2", "full_l2_scaled"),
    "rate": Pair("note_cross_entropy", "cross_entropy_30"),
    "images": Pair("size_100", "drawn_100"),
}


class Paired(NamedTuple):
    """The second experiment minus the first, over the `n` seeds that both have.

    `difference` is the mean, `error` its paired standard error; in `higher` per cent of the seeds
    the second is higher, those in which both are equal counted half.
    """

    question: str
    first: str
    second: str
    series: str
    statistic: str
    n: int
    difference: float
    error: float
    higher: float

    @property
    def sure(self) -> bool:
        """Whether the difference is more than chance: two standard errors or more."""
        return abs(self.difference) >= 2 * self.error


def compared(path: Path = PAIRED) -> list[Paired]:
    """Return the comparisons as they were last written. Raises ValueError as `read_rows` does."""
    return read_rows(path, Paired)


def paired(question: str, pair: Pair, first: Numbers, second: Numbers) -> list[Paired]:
    """Return a row for each number that both have; their values are in the order of the seeds."""
    result = []
    for series, statistic in first.keys() & second.keys():
        both = zip(first[series, statistic], second[series, statistic], strict=False)
        differences = [b - a for a, b in both]
        if len(differences) > 1:
            share = 100 - float(percentileofscore(np.round(differences, 4), 0.0, kind="mean"))
            told = (np.mean(differences), sem(differences), share)
            end = (round(float(number), 4) for number in told)
            result.append(Paired(question, *pair, series, statistic, len(differences), *end))
    return sorted(result)
