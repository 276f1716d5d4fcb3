"""The runs of the page about choosing hyper-parameters: one try, or three side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from typing import Any, NamedTuple

import numpy as np

from core.data import handwriting
from core.labs.hyper_parameters import diagnosis
from core.network.penalties import decay_factor, l2_decay
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, Record, compare

KINDS = ("rescue", "eta_race", "decades")
FIRST = 10  # steps that are looked at one by one
MOST = {"training": 300, "validation": 1000}  # examples to measure on


class Try(NamedTuple):
    """One arm of a finished run: its settings, and what came of them, medians of its networks.

    `factor` is 1 − ηλ/n, `kept` what an epoch of L2 alone leaves of a weight. `accuracy` is on
    validation, `test` on the test set. It is `lost` if a network of it diverged.
    """

    arm: str
    learning_rate: float
    l2: float
    hidden: int
    n: int
    lost: bool
    factor: float
    kept: float
    diagnosis: str
    accuracy: float
    test: float
    cost: float


class Findings(NamedTuple):
    """What a finished run showed: its arms in their order, the cheapest, and the best to read.

    `tied` read best, or not clearly worse, image by image. Lost arms are in neither.
    """

    tries: list[Try]
    cheapest: list[str]
    tied: list[str]


def arms(kind: str, **settings: Any) -> dict[str, Settings]:
    """Return what a run of `kind` tries, by name; `settings` as in Settings.

    A "rescue" tries these settings alone. "eta_race" tries η/10, η and 10η of them, "decades" λ/10,
    λ and 10λ, or 0, 0.1 and 1 around λ = 0. Raises ValueError for another kind.
    """
    if kind not in KINDS:
        raise ValueError(f"kind = {kind!r} is not possible: choose from {', '.join(KINDS)}.")
    one = Settings(**settings)
    if kind == "rescue":
        return {"this_network": one}
    key, sign = ("learning_rate", "η") if kind == "eta_race" else ("l2", "λ")
    middle: float = getattr(one, key)
    three = (middle / 10, middle, 10 * middle) if middle else (0, 0.1, 1)
    changes: list[dict[str, Any]] = [{key: value} for value in three]
    return {f"{sign} = {change[key]:g}": replace(one, **change) for change in changes}


def experiment(
    *, data: str, n_training: int, kind: str, networks: int, **settings: Any
) -> Experiment[Trainer]:
    """Return `networks` networks for each of `arms`, at the same starts.

    `data` and `n_training` as in `handwriting.load`. Records hold accuracy and cost on MOST
    examples of each set; "cost", which the steps make smaller, and "size", the root mean square of
    the weights. The first ten steps are measured one by one.
    """
    split = handwriting.load(data, n_training)
    sets = {part: handwriting.sample(getattr(split, part), most) for part, most in MOST.items()}
    return compare(
        arms(kind, **settings),
        split.training.X,
        split.training.Y,
        partial(_measure, sets=sets),
        seeds=networks,
        most=30,
        also=range(FIRST + 1),
        sets=sets | {"test": handwriting.sample(split.test)},
    )


def _measure(trainer: Trainer, sets: Mapping[str, Any]) -> list[Record]:
    records = metrics.learning(trainer, sets, size=metrics.weight_size)
    return [{**record, "cost": diagnosis.cost(record)} for record in records]


def l2_alone(run: Experiment[Trainer]) -> list[Record]:
    """Return "name", "step" and "size": what L2 alone would leave of each arm's weights.

    For each of the first ten steps, or before them for the start alone (Nielsen, eq. 93).
    """
    rows = []
    for name, trainer in run.trainers.items():
        settings = trainer.settings[0]
        start = median(r["size"] for r in run.records if (r["name"], r["step"]) == (name, 0))
        steps = np.arange(FIRST + 1 if run.step else 1)
        left = np.abs(l2_decay(steps, settings.learning_rate, settings.l2 / trainer.n_training))
        rows += [
            {"name": name, "step": int(step), "size": float(start * part)}
            for step, part in zip(steps, left, strict=True)
        ]
    return rows


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    tries = [_tried(run, name) for name in run.trainers]
    sound = [one for one in tries if not one.lost]
    least = min((one.cost for one in sound), default=np.nan)
    top = best(sound)
    tied = [one.arm for one in sound if top and not statistics.lead(run, top.arm, one.arm).clear]
    return Findings(tries, [one.arm for one in sound if one.cost == least], tied)


def _tried(run: Experiment[Trainer], name: str) -> Try:
    trainer, end = run.trainers[name], statistics.medians(run, run.step)[name]
    settings, n = trainer.settings[0], trainer.n_training
    test = statistics.right(trainer, *run.sets["test"])
    return Try(
        arm=name,
        learning_rate=settings.learning_rate,
        l2=settings.l2,
        hidden=sum(settings.hidden_layer_sizes),
        n=n,
        lost=name in run.diverged,
        factor=decay_factor(settings.learning_rate, settings.l2, n),
        kept=diagnosis.kept(settings, n),
        diagnosis=diagnosis.diagnose(settings, n, [r for r in run.records if r["name"] == name]),
        accuracy=float(end["accuracy validation"]),
        test=median(test.mean(axis=1).tolist()),
        cost=float(end["cost"]),
    )


def best(tries: Sequence[Try]) -> Try | None:
    """Return the one of `tries` that reads validation best and is not lost; None if all are."""
    sound = [one for one in tries if not one.lost]
    return max(sound, key=lambda one: one.accuracy, default=None)
