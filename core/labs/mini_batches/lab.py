"""Mini-batches of 1, 10 and 100 examples side by side, by the epoch and by the clock."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import statistics
from core.runs.chunked_trainer import ChunkedTrainer
from core.runs.experiment import Experiment, Record, Sets, marks
from core.runs.metrics import learning
from core.runs.small_digits import five, small_digits

SIZES = {"m = 1": 1, "m = 10": 10, "m = 100": 100, "scaled_eta": 100}
CHUNK = 100  # examples a step: one update of the largest mini-batch
GOAL = 0.9  # the validation accuracy that they race to

Run = Experiment[ChunkedTrainer[None]]


class Arm(NamedTuple):
    """The networks of one size: when they were at GOAL, nan if never, and how they ended.

    `epoch` and `milliseconds` of training; validation `accuracy`, training `cost` and the
    microseconds of an `update`, as medians at the end.
    """

    epoch: float
    milliseconds: float
    accuracy: float
    cost: float
    update: float


class Findings(NamedTuple):
    """What the race showed of m = 1, 10, 100, and of 100 with the scaled η.

    `by_epoch` and `by_clock` are the names of those that were first at GOAL; [] if none was there.
    """

    one: Arm
    ten: Arm
    hundred: Arm
    scaled: Arm
    by_epoch: list[str]
    by_clock: list[str]


def experiment(*, n_training: int, label_noise: float, scale: float, **settings: Any) -> Run:
    """Return five networks for each of SIZES, of the same starts; the last one's η times `scale`.

    A step of each is 100 examples. The examples are `small_digits`, `settings` as in Settings.
    Records as `measure` makes them: "milliseconds" differ from run to run. Raises ValueError where
    `n_training` is no multiple of 100.
    """
    if n_training % CHUNK:
        raise ValueError(f"n_training = {n_training} is not possible: a multiple of {CHUNK}.")
    common = Settings(**settings)
    training, sets = small_digits(n_training, label_noise)
    arms = {name: replace(common, batch_size=size) for name, size in SIZES.items()}
    arms["scaled_eta"].learning_rate *= scale
    trainers = {
        name: ChunkedTrainer(Trainer(five(arm), *training), CHUNK // arm.batch_size, None)
        for name, arm in arms.items()
    }
    at = moments(n_training, common.epochs)
    return Experiment(trainers, partial(measure, sets=sets), at, sets)


def moments(n: int, epochs: int) -> list[int]:
    """Return the steps to measure at over `epochs` epochs of n examples: dense at the beginning."""
    last = epochs * n // CHUNK
    early = np.geomspace(1, last, 15).round().astype(int)
    return sorted({*marks(last, 30), *early.tolist()})


def measure(chunked: ChunkedTrainer[None], sets: Sets) -> list[Record]:
    """Return what `learning` does on `sets`, "updates", and "milliseconds" of one network."""
    clock = {"updates": chunked.trainer.step, "milliseconds": 1000 * chunked.seconds}
    return [record | clock for record in learning(chunked.trainer, sets)]


def first_at(records: Sequence[Record], accuracy: float) -> Record:
    """Return the first of one trainer's records whose step has this median validation accuracy.

    Records are those of an Experiment, oldest first. {} where it never does.
    """
    reached = np.median(statistics.curve(records, "accuracy validation"), axis=1) >= accuracy
    if not reached.any():
        return {}
    step = sorted({record["step"] for record in records})[int(reached.argmax())]
    return next(record for record in records if record["step"] == step)


def findings(run: Run) -> Findings:
    """Return what a finished `run` showed."""
    arms = {}
    for name, end in statistics.medians(run, run.step).items():
        there = first_at([record for record in run.records if record["name"] == name], GOAL)
        arms[name] = Arm(
            there.get("epoch", np.nan),
            there.get("milliseconds", np.nan),
            end["accuracy validation"],
            end["cost training"],
            1000 * end["milliseconds"] / end["updates"],
        )
    by_epoch = _first({name: arm.epoch for name, arm in arms.items()})
    by_clock = _first({name: arm.milliseconds for name, arm in arms.items()})
    one, ten, hundred, scaled = arms.values()
    return Findings(one, ten, hundred, scaled, by_epoch, by_clock)


def _first(times: dict[str, float]) -> list[str]:
    """Return the names of the least of the times; nan is never."""
    least = np.fmin.reduce([*times.values()])
    return [name for name, time in times.items() if time == least]
