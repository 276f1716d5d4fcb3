"""A grid against a random search for η and λ: all their networks learn at once."""

from collections.abc import Mapping, Sequence
from statistics import median

import numpy as np
from scipy.special import comb
from scipy.stats import loguniform
from sklearn.model_selection import ParameterGrid, ParameterSampler

from core.arrays import Array
from core.network.settings import Settings
from core.runs.experiment import Record
from core.runs.search import Search

SEARCHED = ("learning_rate", "l2")
SIDE = 5  # values of η, and of λ, in the grid: a decade apart
SEEDS = 3  # networks of each candidate


def decades(middle: float) -> tuple[float, ...]:
    """Return the five values of a grid, a factor of 10 apart, around `middle`."""
    return tuple(middle * 10.0 ** (k - SIDE // 2) for k in range(SIDE))


def edges(middle: float) -> tuple[float, float]:
    """Return where the outer cells of the grid end, half a decade outside their values."""
    return middle * 10.0 ** (-SIDE / 2), middle * 10.0 ** (SIDE / 2)


class Duel(Search):
    """A Search whose first 25 candidates are a grid, and the rest drawn at random inside its edges.

    `eta` and `l2` are the middle of the grid; `n_random` candidates are drawn, log-uniform, with
    the seed `base.random_state`, and more of them begin with the same ones. Each candidate has the
    three seeds from `base.random_state` on. Training, validation and errors as in Search.
    """

    def __init__(
        self,
        base: Settings,
        eta: float,
        l2: float,
        n_random: int,
        training: tuple[Array, Array],
        validation: tuple[Array, Array],
    ) -> None:
        middles, seed = dict(zip(SEARCHED, (eta, l2), strict=True)), base.random_state
        grid = ParameterGrid({name: decades(middle) for name, middle in middles.items()})
        areas = {name: loguniform(*edges(middle)) for name, middle in middles.items()}
        drawn = ParameterSampler(areas, n_random, random_state=seed)
        seeds = range(seed, seed + SEEDS)
        super().__init__(base, [*grid, *drawn], seeds, training, validation)

    @property
    def arms(self) -> dict[str, list[Record]]:
        """The rows of `results`, of the "grid" and of the "random" search."""
        rows = self.results()
        return {"grid": rows[: SIDE**2], "random": rows[SIDE**2 :]}


def medians(records: Sequence[Record]) -> dict[str, list[float]]:
    """Return the newest median accuracy of each candidate of a duel from its records.

    As in `results`, a network that ran away counts as 0; "grid" and "random" as in `arms`.
    """
    newest, networks = records[-1]["step"], sum(record["step"] == 0 for record in records)
    seen = {r["network"]: r["accuracy validation"] for r in records if r["step"] == newest}
    every = [
        median(seen.get(first + seed, 0.0) for seed in range(SEEDS))
        for first in range(0, networks, SEEDS)
    ]
    return {"grid": every[: SIDE**2], "random": every[SIDE**2 :]}


def expected_best(scores: Sequence[float]) -> Array:
    """Return the mean of the best of k of the n `scores`, for k from 1 to n, (n,).

    Averaged over all choices of k: the i-th smallest is the best of C(i − 1, k − 1) of C(n, k).
    """
    n = len(scores)
    k, i = np.arange(1, n + 1)[:, None], np.arange(1, n + 1)
    shares = comb(i - 1, k - 1) / comb(n, k)
    best: Array = shares @ np.sort(scores)
    return best


def best_of(runs: Mapping[str, Sequence[Record]]) -> dict[str, dict[str, Array]]:
    """Return the mean best of k candidates (see `expected_best`) of each of `runs`, by arm.

    Runs of something else than a search are left out.
    """
    return {
        run: {arm: expected_best(scores) for arm, scores in medians(records).items()}
        for run, records in runs.items()
        if records and records[0]["name"] == "search"
    }
