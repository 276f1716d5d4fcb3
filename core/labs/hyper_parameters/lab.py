"""The runs of the page about choosing hyper-parameters: one try, or three side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from statistics import median
from typing import Any

import numpy as np

from core.data import handwriting
from core.labs.hyper_parameters import diagnosis
from core.network.penalties import l2_decay
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, Record, compare

KINDS = ("rescue", "eta_race", "decades")
SEEDS = 5  # networks of each arm of a race
FIRST = 10  # steps that are looked at one by one
MOST = {"training": 300, "validation": 1000}  # examples to measure on


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


def tries(run: Experiment[Trainer], data: str) -> list[Record]:
    """Return a row for each arm of a finished run on `data`, in their order.

    "arm"; its "learning_rate", "l2", "hidden" neurons and "n" training examples; "factor" and
    "kept" of `core.diagnosis`, and its "diagnosis". As medians over the networks: "accuracy" on
    validation, "test" on the test set, "cost" and "size". If one of them ran away the arm is
    "lost": its accuracy is 0, its cost and size are nan.
    """
    rows = []
    for name, trainer in run.trainers.items():
        settings, n, lost = trainer.settings[0], trainer.n_training, name in run.diverged
        own = [record for record in run.records if record["name"] == name]
        last = [record for record in own if record["step"] == run.step]
        test = handwriting.sample(handwriting.load(data, n).test)
        row = {"arm": name, "learning_rate": settings.learning_rate, "l2": settings.l2}
        row |= {"hidden": sum(settings.hidden_layer_sizes), "n": n, "lost": lost}
        row |= {"factor": diagnosis.factor(settings, n), "kept": diagnosis.kept(settings, n)}
        row |= {"diagnosis": diagnosis.diagnose(settings, n, own)}
        row |= {"accuracy": 0.0 if lost else diagnosis.accuracy(settings, own)}
        row |= {k: np.nan if lost else median(r[k] for r in last) for k in ("cost", "size")}
        rows.append(row | {"test": median(score.accuracy for score in trainer.evaluate(*test))})
    return rows


def best(rows: Sequence[Record]) -> Record:
    """Return the row of `tries` that reads validation best and is not lost; {} if none is."""
    sound = [row for row in rows if not row["lost"]]
    return max(sound, key=lambda row: row["accuracy"], default={})


def findings(rows: Sequence[Record], data: str) -> dict[str, Any]:
    """Return what `tries` on `data` come to: the names in "cheapest" and "tied", and the "error".

    "cheapest" has the least cost; "tied" read best, or worse by at most "error", one standard error
    of the best accuracy on the validation examples. Lost arms are in neither.
    """
    sound = [row for row in rows if not row["lost"]]
    top = best(rows).get("accuracy", 0.0)
    n = min(MOST["validation"], len(handwriting.load(data, rows[0]["n"]).validation.X))
    error = statistics.standard_error(top, n)
    least = min((row["cost"] for row in sound), default=np.nan)
    return {
        "cheapest": [row["arm"] for row in sound if row["cost"] == least],
        "tied": [row["arm"] for row in sound if top - row["accuracy"] <= error],
        "error": error,
    }
