"""What to look at while a network learns."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from core.functions import COSTS, Array
from core.network import Parameters, as_float, classify, evaluate, forward, predict
from core.settings import Settings
from core.training import Trainer

SATURATED = 0.01  # an output this close to 0 or 1 hardly has a slope: σ′ < 0.0099


def learning(
    trainer: Trainer,
    sets: Mapping[str, tuple[Array, Array]],
    **measures: Callable[[Settings, Parameters], float],
) -> list[dict[str, float]]:
    """Return one record a network: "epoch", and "cost <set>", "accuracy <set>" for each (X, Y).

    Each of `measures` adds its value under its own name.
    """
    parameters = [trainer.parameters] if trainer.single else trainer.parameters
    records = []
    for settings, own in zip(trainer.settings, parameters, strict=True):
        record = {"epoch": trainer.step / trainer.steps_per_epoch}
        for name, (X, Y) in sets.items():
            score = evaluate(settings, own, X, Y, n_training=len(trainer.X))
            record |= {f"cost {name}": score.cost, f"accuracy {name}": score.accuracy}
        records.append(record | {name: f(settings, own) for name, f in measures.items()})
    return records


def output_errors(settings: Settings, parameters: Parameters, X: Array, Y: Array) -> Array:
    """Return delta = ∂C/∂z of the last layer, (n, n_outputs): how hard each output is pushed."""
    z = settings.softmax_c * forward(settings, parameters, as_float(X))[-1]
    return settings.softmax_c * COSTS[settings.cost].delta(z, Y)


def stuck(settings: Settings, parameters: Parameters, X: Array, Y: Array) -> float:
    """Return the share of outputs within 0.01 of the *wrong* end, where a sigmoid is flat."""
    a = COSTS[settings.cost].output(forward(settings, parameters, as_float(X))[-1])
    return float(np.mean(np.abs(a - Y) > 1 - SATURATED))


def readings(settings: Settings, parameters: Parameters, X: Array) -> Array:
    """Return the class (n,) that the network reads in each image of X (n, n_inputs)."""
    return classify(predict(settings, parameters, as_float(X)))


def learned_by_heart(settings: Settings, parameters: Parameters, X: Array, told: Array) -> float:
    """Return the share of mislabelled images X (n, n_inputs) read as the wrong label (n,) `told`.

    The shape of the image speaks against it, so what is above chance is memory. 0 of none is 0.
    """
    return float((readings(settings, parameters, X) == told).sum() / max(1, len(told)))


def curve(records: Sequence[Mapping[str, Any]], name: str) -> Array:
    """Return the measure `name` of one trainer's records as (marks, K), a column a network.

    Raises ValueError where a network is missing at a mark, because it diverged.
    """
    networks = 1 + max(record["network"] for record in records)
    return np.array([record[name] for record in records]).reshape(-1, networks)
