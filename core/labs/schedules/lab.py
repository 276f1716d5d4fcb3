"""Schedules of η side by side; one of them looks, and halves η when validation is stuck."""

from dataclasses import replace
from functools import partial
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from core.arrays import Array
from core.network.settings import SCHEDULES as FACTORS
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import statistics
from core.runs.chunked_trainer import ChunkedTrainer
from core.runs.experiment import Experiment, Record, Sets, marks
from core.runs.metrics import learning
from core.runs.small_digits import five, small_digits
from core.runs.statistics import Difference

SCHEDULES = {"constant": "constant", "stairs": "step", "cosine": "cosine", "halving": "constant"}
LEAST = 1 / 128  # of its start, where a learning rate that is halved ends


class Halving:
    """Called after each epoch, halves η of every network that has not improved for `patience`.

    To improve is to be strictly better on validation, X (n, n_inputs) and Y (n, n_outputs), than
    ever before. When η has come down to 1/128 of its start the network stops: its η is 0 (Nielsen,
    "How to choose a neural network's hyper-parameters?"). Raises ValueError unless `patience` is a
    whole number of epochs, at least 1.
    """

    def __init__(self, trainer: Trainer, X: Array, Y: Array, patience: int) -> None:
        if not isinstance(patience, (int, np.integer)) or patience < 1:
            raise ValueError(
                f"patience = {patience!r} is not possible: a whole number of at least 1."
            )
        self._X, self._Y, self._patience = X, Y, patience
        self._end = LEAST * trainer.learning_rate
        self._best = np.full(len(trainer.settings), -np.inf)
        self._waited = np.zeros(len(trainer.settings), dtype=int)

    def __call__(self, trainer: Trainer) -> None:
        """Look at validation, and set the learning rate of the next epoch."""
        accuracy = np.array([score.accuracy for score in trainer.evaluate(self._X, self._Y)])
        self._waited = np.where(accuracy > self._best, 0, self._waited + 1)
        self._best = np.maximum(self._best, accuracy)
        stuck = self._waited >= self._patience
        self._waited[stuck] = 0
        eta = trainer.learning_rate / np.where(stuck, 2, 1)
        eta[eta <= self._end] = 0
        trainer.learning_rate = eta


class EpochEnd:
    """Called after each epoch, sees how far the weights moved in it, and lets `halving` look.

    `moved` (K,) is the root mean square of what each parameter changed by in the newest epoch.
    """

    def __init__(self, trainer: Trainer, halving: Halving | None = None) -> None:
        self._halving = halving
        self._last = _flat(trainer)
        self.moved = np.zeros(len(trainer.settings))

    def __call__(self, trainer: Trainer) -> None:
        """See how far the weights went, and set the next η."""
        last, self._last = self._last, _flat(trainer)
        self.moved = np.sqrt(((self._last - last) ** 2).mean(axis=1))
        if self._halving:
            self._halving(trainer)


Run = Experiment[ChunkedTrainer[EpochEnd]]


class Arm(NamedTuple):
    """The networks of one schedule at the end, as medians.

    Validation accuracy, training cost, and how far a weight moved in the last epoch.
    """

    accuracy: float
    cost: float
    moved: float


class Findings(NamedTuple):
    """What lowering η did: each schedule, and how far the lowered ones lead the constant one.

    `lowered` is the median of the three lowered accuracies; `lead` is of all their networks, image
    by image. `end` is the epoch in which halving came to its end, nan if it did not.
    """

    constant: Arm
    stairs: Arm
    cosine: Arm
    halving: Arm
    lowered: float
    lead: Difference
    end: float


def experiment(*, n_training: int, label_noise: float, patience: int, **settings: Any) -> Run:
    """Return five networks for each of SCHEDULES, of the same starts; an epoch is a step.

    "halving" is Halving with `patience`. The examples are `small_digits`, `settings` as in
    Settings. Records as `measure` makes them, 40 times.
    """
    common = Settings(**settings)
    training, sets = small_digits(n_training, label_noise)
    trainers = {}
    for name, schedule in SCHEDULES.items():
        trainer = Trainer(five(replace(common, schedule=schedule)), *training)
        halving = Halving(trainer, *sets["validation"], patience) if name == "halving" else None
        after = EpochEnd(trainer, halving)
        trainers[name] = ChunkedTrainer(trainer, trainer.steps_per_epoch, after)
    return Experiment(trainers, partial(measure, sets=sets), marks(common.epochs, most=40), sets)


def measure(chunked: ChunkedTrainer[EpochEnd], sets: Sets) -> list[Record]:
    """Return what `learning` does on `sets`; "rate", η of the next epoch; and "moved"."""
    trainer, first = chunked.trainer, chunked.settings[0]
    share = FACTORS[first.schedule](trainer.epoch / first.epochs)
    rates = share * trainer.learning_rate
    rows = zip(learning(trainer, sets), rates, chunked.after.moved, strict=True)
    return [{**row, "rate": float(rate), "moved": float(moved)} for row, rate, moved in rows]


def findings(run: Run) -> Findings:
    """Return what a finished `run` showed."""
    arms = {
        name: Arm(end["accuracy validation"], end["cost training"], end["moved"])
        for name, end in statistics.medians(run, run.step).items()
    }
    right = {
        name: statistics.right(chunked.trainer, *run.sets["validation"])
        for name, chunked in run.trainers.items()
    }
    constant = right.pop("constant")
    lead = statistics.paired(np.concatenate([*right.values()]), constant)
    lowered = median(arms[name].accuracy for name in right)
    return Findings(**arms, lowered=lowered, lead=lead, end=_end(run))


def _end(run: Run) -> float:
    """Return the epoch in which the median η of halving came to 0, or nan."""
    rates: dict[float, list[float]] = {}
    for record in run.records:
        if record["name"] == "halving":
            rates.setdefault(record["epoch"], []).append(record["rate"])
    return min((epoch for epoch, own in rates.items() if median(own) == 0), default=np.nan)


def plan(eta: float, epochs: int) -> dict[str, Array]:
    """Return η before each epoch and after the last, (epochs + 1,), where it is known before."""
    shares = np.arange(epochs + 1) / epochs
    return {
        name: eta * np.array([FACTORS[schedule](share) for share in shares])
        for name, schedule in SCHEDULES.items()
        if name != "halving"
    }


def _flat(trainer: Trainer) -> Array:
    """Return all parameters of each network in a row, (K, number of parameters)."""
    every = trainer.parameters
    return np.array([np.concatenate([a.ravel() for part in own for a in part]) for own in every])
