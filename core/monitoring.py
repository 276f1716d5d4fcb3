"""What a page records while networks learn."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

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


def medians(records: Sequence[Mapping[str, Any]], step: int) -> dict[str, dict[str, Any]]:
    """Return by trainer the median over its networks of each measure at `step`, by its name.

    A measure by layer gives one median a layer. Trainers without a record there are left out.
    """
    there = [record for record in records if record["step"] == step]
    measures = there[0].keys() - {"name", "network", "step"} if there else set[str]()
    return {
        name: {
            key: np.median([record[key] for record in there if record["name"] == name], axis=0)
            for key in measures
        }
        for name in dict.fromkeys(record["name"] for record in there)
    }
