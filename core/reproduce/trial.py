"""A trial: one experiment as data, and the numbers that are read off its learning curve."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

import numpy as np

from core.arrays import Array
from core.network.settings import Settings

Record = dict[str, Any]
SETS = ("training", "validation", "test")
UNITS = {  # by the first word of a series
    "accuracy": "%",
    "gap": "points",
    "zeros": "%",
    "unlearned": "digits",
    "diverged": "%",
    "cost": "cost",
    "rms": "weight",
}
SEARCHED: dict[str, Callable[[Array], Any]] = {  # of the values after epochs 1, 2, 3, …
    "highest": np.max,
    "lowest": np.min,
    "mean": np.mean,
    "mean of the last ten": lambda values: np.mean(values[-10:]),
    "epoch of highest": lambda values: 1 + np.argmax(values),
    "epoch of lowest": lambda values: 1 + np.argmin(values),
    "epoch of 100 %": lambda values: 1 + np.argmax(values == 1) if (values == 1).any() else inf,
}


class Reading(NamedTuple):
    """One number: a statistic of one series of the records, and what others have for it.

    The statistic is a key of SEARCHED, or "after epoch 7", "at the end", "end / start". `why` is
    the key of REASONS that is given where the published number lies outside the range of ours.
    """

    series: str
    statistic: str
    published: float | None = None
    by: str = ""
    why: str = ""

    @property
    def unit(self) -> str:
        """What the number counts."""
        if self.statistic.startswith("epoch"):
            return "epoch"
        return "ratio" if self.statistic == "end / start" else UNITS[self.series.split()[0]]


class Svm(NamedTuple):
    """scikit-learn's SVC with C = 1 on pixels / 256, as in the book's data file."""

    gamma: str


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What learns (a Svm, or Settings whose seed is given later), from what, and what is read.

    `shifted` adds four copies of each training image, moved by one pixel. The training images are
    the first of MNIST, or `drawn` at random by the seed. A `committee` is so many networks, from
    seeds of their own, that answer by the mean of their outputs.
    """

    what: str
    learner: Settings | Svm
    readings: tuple[Reading, ...]
    n_training: int = 50_000
    n_validation: int = 10_000
    label_noise: float = 0.0
    shifted: bool = False
    drawn: bool = False
    committee: int = 1

    @property
    def most_seeds(self) -> int:
        """How many runs are enough: one is like another for an SVM, and a long one is dear."""
        if isinstance(self.learner, Svm):
            return 1
        if self.drawn:
            return 200
        if self.n_training < 50_000 or self.committee > 1:
            return 10
        return 200 if max(self.learner.hidden_layer_sizes) <= 30 else 50

    @property
    def sets(self) -> list[str]:
        """The sets that the readings speak of."""
        words = {word for reading in self.readings for word in reading.series.split()}
        return [name for name in SETS if name in words]

    @property
    def marks(self) -> list[int]:
        """The epochs after which it is measured: all where a curve is searched, else a few."""
        if isinstance(self.learner, Svm):
            return [1]
        if self.committee > 1:
            return [self.learner.epochs]
        statistics = [reading.statistic for reading in self.readings]
        if any(statistic in SEARCHED for statistic in statistics):
            return list(range(self.learner.epochs + 1))
        named = [int(s.split()[-1]) for s in statistics if s.startswith("after epoch")]
        return sorted({0, *named, self.learner.epochs})

    @property
    def settings(self) -> str:
        """All that makes the run except the seed, as short text."""
        images = f"{self.n_training} images" + " drawn at random" * self.drawn
        images += ", each also shifted by 1 pixel in 4 directions" * self.shifted
        images += f", {self.label_noise:.0%} wrong labels" * bool(self.label_noise)
        images += f", {self.n_validation} validate" * (self.n_validation != 10_000)
        images += f", {self.committee} networks answer by their mean" * (self.committee > 1)
        if isinstance(self.learner, Svm):
            return f"SVC, gamma {self.learner.gamma}, C 1, pixels / 256, {images}"
        return f"{network(self.learner, self.n_training * (5 if self.shifted else 1))}, {images}"


def network(s: Settings, n: int) -> str:
    """Return a network's settings as short text; the training set has n examples."""
    parts = [
        "-".join(map(str, (784, *s.hidden_layer_sizes, 10))),
        f"{s.cost}, {s.weight_init} start, η {s.learning_rate:g}",
        f"λ {s.l2:g}, 1 − ηλ/n = {1 - s.learning_rate * s.l2 / n:.6g}" * bool(s.l2),
        f"L1 λ {s.l1:g} by {s.l1_step}" * bool(s.l1),
        f"μ {s.momentum:g}" * bool(s.momentum),
        f"dropout {s.dropout:g}" * bool(s.dropout),
        f"mini-batch {s.batch_size}, {s.epochs} epochs",
    ]
    return ", ".join(filter(None, parts))


def read(records: Sequence[Record], reading: Reading) -> float:
    """Return the number that is asked for, in the reading's unit.

    `records` are those of one run, with "epoch" rising from 0, the untrained network.
    """
    epochs = [record["epoch"] for record in records]
    values = np.array([record[reading.series] for record in records])
    if reading.statistic in SEARCHED:
        number = SEARCHED[reading.statistic](values[1:])
    elif reading.statistic == "end / start":
        number = values[-1] / values[0]
    elif reading.statistic == "at the end":
        number = values[-1]
    else:
        number = values[epochs.index(int(reading.statistic.removeprefix("after epoch ")))]
    return float(100 * number if reading.unit in ("%", "points") else number)
