"""How a number of an experiment is distributed over its runs, in a file that is committed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.stats import percentileofscore

from core.reproduce.csv_rows import read_rows
from core.reproduce.runs import Run
from core.reproduce.trial import Reading, Trial, read

DISTRIBUTIONS = Path(__file__).with_name("distributions.csv")
QUANTILES = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
ENOUGH = 50  # runs; fewer say little about a distribution
BARS = 30  # a histogram has about so many at most
WIDTHS = [float(f"{digit}e{power}") for power in range(-5, 4) for digit in (1, 2, 5)]
LEAST = {"epoch": 1.0, "digits": 1.0, "%": 0.01, "points": 0.01}  # the width of a bar, by unit
REACH = 4  # so many distances between the quartiles beyond them, the outermost bars begin

Numbers = Mapping[tuple[str, str], Sequence[float]]  # (series, statistic) -> one of each run


class Distribution(NamedTuple):
    """One number over `n` runs: mean, standard deviation, quantiles in per cent, histogram.

    The first bar begins at `first`, each is `width` wide and holds its left edge. The outermost
    ones also hold what lies farther out, such as a run in which a digit is never learned.
    """

    experiment: str
    series: str
    statistic: str
    n: int
    mean: float
    sd: float
    q1: float
    q5: float
    q25: float
    q50: float
    q75: float
    q95: float
    q99: float
    first: float
    width: float
    counts: tuple[int, ...]


def distributed(path: Path = DISTRIBUTIONS) -> list[Distribution]:
    """Return the distributions as they were last written. Raises ValueError as `read_rows` does."""
    return read_rows(path, Distribution)


def numbers(trial: Trial, runs: Sequence[Run]) -> Numbers:
    """Return what each reading of a trial gives in each run, to four decimal places."""
    return {
        (reading.series, reading.statistic): [round(read(r.records, reading), 4) for r in runs]
        for reading in trial.readings
    }


def distributions(name: str, found: Numbers) -> list[Distribution]:
    """Return how each number of an experiment is distributed; nothing for less than ENOUGH runs."""
    result = []
    for (series, statistic), values in found.items():
        if len(values) >= ENOUGH:
            told = [np.mean(values), np.std(values, ddof=1), *np.quantile(values, QUANTILES)]
            bars = histogram(values, Reading(series, statistic).unit)
            cells = *(round(float(number), 4) for number in told), *bars
            result.append(Distribution(name, series, statistic, len(values), *cells))  # type: ignore[arg-type]
    return result


def histogram(values: Sequence[float], unit: str) -> tuple[float, float, tuple[int, ...]]:
    """Return first edge, width of a bar and counts; see Distribution. The values are finite."""
    shown, least = np.asarray(values, dtype=float), LEAST.get(unit, 0.0)
    low, high = np.quantile(shown, [0.25, 0.75])
    if low < high and least < 1:
        shown = shown.clip(low - REACH * (high - low), high + REACH * (high - low))
    width = next(w for w in WIDTHS if w >= max(least, np.ptp(shown) / BARS))
    places = np.floor(shown / width + 1e-6).astype(int)  # 95.4 / 0.05 is a little below 1908
    counts = np.bincount(places - places.min())
    return round(float(places.min() * width), 5), width, tuple(map(int, counts))


def share_below(values: Sequence[float], published: float | None) -> float | None:
    """Return the per cent of runs below a published number, those equal to it counted half.

    None where nobody has published one, or for less than ENOUGH runs.
    """
    if published is None or len(values) < ENOUGH:
        return None
    return round(float(percentileofscore(values, published, kind="mean")), 2)
