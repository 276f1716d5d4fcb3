"""A grid against a random search for η and λ: all their networks learn at once."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import comb
from scipy.stats import loguniform
from sklearn.model_selection import ParameterGrid, ParameterSampler

from core.arrays import Array
from core.network.settings import Settings
from core.runs import statistics
from core.runs.experiment import Record
from core.runs.search import Search, scores
from core.runs.small_digits import small_digits
from core.runs.statistics import Difference

LAMBDA = 0.1  # the middle of the grid; that of η is a choice
NEAR = 0.02  # how much worse than the best still counts as good
FEW = 5  # candidates that the page compares with all of them
SIDE = 5  # values of η, and of λ, in the grid: a decade apart
SEEDS = 3  # networks of each candidate


class Candidate(NamedTuple):
    """What was tried, and the median validation accuracy of its three networks."""

    accuracy: float
    learning_rate: float
    l2: float


class Range(NamedTuple):
    """The ends of a setting among the good candidates."""

    low: float
    high: float


class Findings(NamedTuple):
    """The best of the grid and of the random search, and the lead of the random one.

    `few` is the mean best accuracy of FEW of the drawn ones. `learning_rate` and `l2` are the
    ranges of all candidates that read at most NEAR less than the best. `diverged` counts networks.
    """

    grid: Candidate
    random: Candidate
    lead: Difference
    few: float
    learning_rate: Range
    l2: Range
    diverged: int


def decades(middle: float) -> tuple[float, ...]:
    """Return the five values of a grid, a factor of 10 apart, around `middle`."""
    return tuple(middle * 10.0 ** (k - SIDE // 2) for k in range(SIDE))


def edges(middle: float) -> tuple[float, float]:
    """Return where the outer cells of the grid end, half a decade outside their values."""
    return middle * 10.0 ** (-SIDE / 2), middle * 10.0 ** (SIDE / 2)


def experiment(*, n_training: int, label_noise: float, candidates: int, **settings: Any) -> Search:
    """Return a Search whose first 25 candidates are a grid, and the rest drawn inside its edges.

    The grid is around the given η and LAMBDA. `candidates` are drawn, log-uniform, with the seed
    `random_state`; more of them begin with the same ones. Each candidate has the three seeds from
    `random_state` on. The examples are `small_digits`, `settings` as in Settings.
    """
    common = Settings(**settings)
    training, sets = small_digits(n_training, label_noise)
    middles = {"learning_rate": common.learning_rate, "l2": LAMBDA}
    grid = ParameterGrid({name: decades(middle) for name, middle in middles.items()})
    areas = {name: loguniform(*edges(middle)) for name, middle in middles.items()}
    drawn = ParameterSampler(areas, candidates, random_state=common.random_state)
    seeds = range(common.random_state, common.random_state + SEEDS)
    return Search(common, [*grid, *drawn], seeds, training, sets["validation"])


def arms(run: Search) -> dict[str, list[Record]]:
    """Return the rows of `results`, of the "grid" and of the "random" search."""
    rows = run.results()
    return {"grid": rows[: SIDE**2], "random": rows[SIDE**2 :]}


def findings(run: Search) -> Findings:
    """Return what a finished `run` showed."""
    rows = [Candidate(row["median"], row["learning_rate"], row["l2"]) for row in run.results()]
    read = [row.accuracy for row in rows]
    grid = int(np.argmax(read[: SIDE**2]))
    drawn = SIDE**2 + int(np.argmax(read[SIDE**2 :]))
    trainer = run.trainers["search"]
    right = statistics.right(trainer, *run.sets["validation"]).reshape(len(rows), SEEDS, -1)
    good = [row for row in rows if row.accuracy >= max(read) - NEAR]
    etas, lambdas = [row.learning_rate for row in good], [row.l2 for row in good]
    return Findings(
        grid=rows[grid],
        random=rows[drawn],
        lead=statistics.paired(right[drawn], right[grid]),
        few=expected_best(read[SIDE**2 :])[FEW - 1],
        learning_rate=Range(min(etas), max(etas)),
        l2=Range(min(lambdas), max(lambdas)),
        diverged=sum(end is not None for end in trainer.diverged),
    )


def expected_best(accuracies: ArrayLike) -> Array:
    """Return the mean of the best of k of the n `accuracies`, for k from 1 to n, (n,).

    Averaged over all choices of k: the i-th smallest is the best of C(i − 1, k − 1) of C(n, k).
    """
    rising = np.sort(accuracies)
    n = len(rising)
    k, i = np.arange(1, n + 1)[:, None], np.arange(1, n + 1)
    shares = comb(i - 1, k - 1) / comb(n, k)
    best: Array = shares @ rising
    return best


def best_of(runs: Mapping[str, Sequence[Record]]) -> dict[str, dict[str, Array]]:
    """Return the mean best of k candidates (see `expected_best`) of each of `runs`, by arm.

    It is of the newest medians over the three networks of a candidate. Runs of something else than
    a search are left out.
    """
    found = {}
    for run, records in runs.items():
        if records and records[0]["name"] == "search":
            medians = np.median(scores(records, SEEDS), axis=1)
            found[run] = {
                "grid": expected_best(medians[: SIDE**2]),
                "random": expected_best(medians[SIDE**2 :]),
            }
    return found
