"""What a page records while networks learn."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.functions import Array
from core.network import Parameters, evaluate
from core.settings import Settings
from core.training import Trainer


def learning(
    trainer: Trainer,
    sets: Mapping[str, tuple[Array, Array]],
    **measures: Callable[[Settings, Parameters], float | list[float]],
) -> list[dict[str, Any]]:
    """Return one record a network: "epoch", and "cost <set>", "accuracy <set>" for each (X, Y).

    "penalty" is what the penalties add to the cost. Each of `measures` (see core/measures.py) adds
    its value, or its values by layer, under its own name.
    """
    parameters = [trainer.parameters] if trainer.single else trainer.parameters
    records = []
    for settings, own in zip(trainer.settings, parameters, strict=True):
        record: dict[str, Any] = {"epoch": trainer.step / trainer.steps_per_epoch}
        for name, (X, Y) in sets.items():
            score = evaluate(settings, own, X, Y, n_training=trainer.n_training)
            record |= {f"cost {name}": score.cost, f"accuracy {name}": score.accuracy}
            record["penalty"] = score.penalty  # the same for every set
        records.append(record | {name: f(settings, own) for name, f in measures.items()})
    return records


def curve(records: Sequence[Mapping[str, Any]], name: str) -> Array:
    """Return the measure `name` of one trainer's records as (marks, K), a column a network.

    Raises ValueError where a network is missing at a mark, because it diverged.
    """
    networks = 1 + max(record["network"] for record in records)
    return np.array([record[name] for record in records]).reshape(-1, networks)


def medians(records: Sequence[Mapping[str, Any]], step: int) -> dict[str, dict[str, float]]:
    """Return the medians over the networks of every measure at `step`, by the trainer's name.

    A trainer without a record there, because all its networks ran away before, is missing.
    """
    there = pd.DataFrame([record for record in records if record["step"] == step])
    if there.empty:
        return {}
    by_trainer = there.groupby("name").median(numeric_only=True)
    return {str(name): dict(row) for name, row in by_trainer.iterrows()}


def newest(records: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the medians over the networks of each trainer at the newest step, a row for each."""
    frame = pd.DataFrame(records)
    latest = frame[frame["step"] == frame["step"].max()].groupby("name")
    medians: pd.DataFrame = latest.median(numeric_only=True)
    return medians
