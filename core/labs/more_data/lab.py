"""The run of the page about more data: originals, originals with copies, and twice as many."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np

from core.arrays import Array, as_float
from core.data import handwriting
from core.data.published import PUBLISHED, SIZES
from core.labs.more_data import augmentation
from core.labs.more_data.copies import Pool, PoolTrainer
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import NETWORKS, Experiment, marks
from core.runs.statistics import Difference

POOL = {"digits": 1000, "mnist": 2000}  # training images that the originals are drawn from
SEEN = 1000  # validation images, at most
DECAY = 1e-4  # λ/N, as in the book: every network shrinks its weights alike
BOOK = {size: 1 - read / 100 for size, read in zip(SIZES, PUBLISHED["network"], strict=True)}


class Arm(NamedTuple):
    """The networks of an arm, as medians: shares of the validation digits.

    Those that are misread, and of the 6s those that upside down are read as 9.
    """

    error_rate: float
    turned: float


class Findings(NamedTuple):
    """What a finished run showed: three arms, and the leads of the copies in accuracy.

    `gain` is their lead over the originals alone, `beyond_twice` that over twice the originals.
    """

    originals: Arm
    with_copies: Arm
    twice: Arm
    gain: Difference
    beyond_twice: Difference


def experiment(
    *,
    data: str,
    n_training: int,
    copies: int,
    shift: int,
    angle: float,
    elastic: float,
    further: Sequence[int] = (),
    steps: int,
    **settings: Any,
) -> Experiment[Trainer]:
    """Return five networks for each of `arms` at their starts, each with its own originals.

    They are drawn from the POOL of `data`; the copies are those of `augmentation.changed`. All
    take as many `steps`. `settings` as in Settings. "turned" is the share of validation 6s that
    upside down are read as 9.
    """
    common = Settings(**settings)
    split = handwriting.load(data, POOL[data])
    seeds = range(common.random_state, common.random_state + NETWORKS)
    amounts = {"copies": copies, "shift": shift, "angle": angle, "elastic": elastic}
    pool = _pool(data, common.random_state, **amounts)
    trainers: dict[str, Trainer] = {}
    for name, (drawn, made) in arms(n_training, copies, further).items():
        rows = augmentation.draw(drawn, POOL[data], made, seeds)
        several = [replace(common, l2=DECAY * rows.shape[1], random_state=own) for own in seeds]
        trainers[name] = (
            PoolTrainer(several, pool, rows)
            if made
            else Trainer(several, split.training.X, split.training.Y, rows=rows)
        )
    X, Y = handwriting.sample(split.validation, SEEN)
    sets = {"validation": (X, Y)}
    sixes = X[Y[:, 6] == 1]
    measure = partial(
        metrics.learning,
        sets=sets,
        turned=partial(metrics.read_as, X=augmentation.warp(sixes, 0, 180), label=9),
    )
    return Experiment(trainers, measure, marks(steps, 12 if further else 30), sets)


def arms(n: int, copies: int, further: Sequence[int] = ()) -> dict[str, tuple[int, int]]:
    """Return how many originals and how many copies of each an arm has, by its name.

    Of `further` sizes there is one arm without copies, and one with, unless it is there already.
    """
    found = {"originals": (n, 0), "with_copies": (n, copies), "twice": (2 * n, 0)}
    more = {f"{made} {k}": (k, made) for k in further for made in (0, copies)}
    return found | {name: arm for name, arm in more.items() if arm not in found.values()}


@lru_cache(maxsize=4)
def _pool(data: str, random_state: int, **amounts: Any) -> Pool:
    """Return the pool that all who make this run share."""
    training = handwriting.load(data, POOL[data]).training
    return Pool(training.X, training.Y, random_state=random_state, **amounts)


def gallery(
    *, data: str, labels: Sequence[int], random_state: int, copies: int, **amounts: Any
) -> Array:
    """Return the first original of each of `labels`, and its copies as the run learns from them.

    (labels, 1 + copies, side²), floats from 0 to 1. No other copies are made for it.
    """
    training = handwriting.load(data, POOL[data]).training
    first = np.array([np.argmax(training.labels == label) for label in labels])
    X, Y = (array[: first.max() + 1] for array in (training.X, training.Y))
    pool = Pool(X, Y, random_state=random_state, copies=copies, **amounts)
    pool.fill()
    return as_float(pool.X[first[:, None] + len(X) * np.arange(1 + copies)])


def newest(run: Experiment[Trainer]) -> dict[str, Arm]:
    """Return each arm of a `run`, by its name, at the newest step."""
    return {
        name: Arm(1 - end["accuracy validation"], end["turned"])
        for name, end in statistics.medians(run, run.step).items()
    }


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    ends = newest(run)
    gain = statistics.lead(run, "with_copies", "originals")
    beyond_twice = statistics.lead(run, "with_copies", "twice")
    return Findings(ends["originals"], ends["with_copies"], ends["twice"], gain, beyond_twice)


def readings(run: Experiment[Trainer], X: Array) -> dict[str, list[int | None]]:
    """Return what most networks of "originals" and of "with_copies" read each image X (n, ·) as.

    None where all have diverged.
    """
    read: dict[str, list[int | None]] = {}
    for name in ("originals", "with_copies"):
        trainer = run.trainers[name]
        networks = zip(trainer.settings, trainer.parameters, trainer.diverged, strict=True)
        votes = [metrics.predictions(s, own, X) for s, own, end in networks if end is None]
        each = np.array(votes).T.tolist() if votes else [[None]] * len(X)
        read[name] = [max(sorted(set(vote)), key=vote.count) for vote in each]
    return read
