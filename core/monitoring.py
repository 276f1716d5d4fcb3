"""What to look at while a network learns."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.functions import ACTIVATIONS, COSTS, Array
from core.network import Parameters, as_float, evaluate, forward, gradient, predict
from core.settings import Settings
from core.training import Trainer

SATURATED = 0.01  # an output this close to 0 or 1 hardly has a slope: σ′ < 0.0099
FLAT = 4 * SATURATED * (1 - SATURATED)  # σ′ at 0.01 and 0.99, as a share of its greatest value ¼


def learning(
    trainer: Trainer,
    sets: Mapping[str, tuple[Array, Array]],
    **measures: Callable[[Settings, Parameters], float | list[float]],
) -> list[dict[str, Any]]:
    """Return one record a network: "epoch", and "cost <set>", "accuracy <set>" for each (X, Y).

    Each of `measures` adds its value, or its values by layer, under its own name.
    """
    parameters = [trainer.parameters] if trainer.single else trainer.parameters
    records = []
    for settings, own in zip(trainer.settings, parameters, strict=True):
        record: dict[str, Any] = {"epoch": trainer.step / trainer.steps_per_epoch}
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


def confidence(settings: Settings, parameters: Parameters, X: Array) -> float:
    """Return the largest output, the share of the answer given, as a mean over X (n, n_inputs)."""
    return float(predict(settings, parameters, as_float(X)).max(axis=1).mean())


def exponent_size(settings: Settings, parameters: Parameters, X: Array) -> float:
    """Return the root mean square of c·z, what a softmax output exponentiates, over X."""
    z = forward(settings, parameters, as_float(X))[-1]
    return float(abs(settings.softmax_c) * np.sqrt(np.square(z).mean()))


def _hidden_values(settings: Settings, parameters: Parameters, X: Array) -> list[Array]:
    value = ACTIVATIONS[settings.activation].value
    return [value(z) for z in forward(settings, parameters, as_float(X))[:-1]]


def dead(settings: Settings, parameters: Parameters, X: Array) -> float:
    """Return the share of hidden neurons that are 0 on every example of X (n, n_inputs)."""
    values = _hidden_values(settings, parameters, X)
    return float(np.concatenate([~a.any(axis=0) for a in values]).mean())


def saturated(settings: Settings, parameters: Parameters, X: Array) -> float:
    """Return the share of hidden neurons, over X (n, n_inputs), that hardly have a slope.

    Hardly is under 4 % of the greatest f′: for σ beyond 0.01 and 0.99, for tanh beyond ±0.98, for
    ReLU and leaky ReLU below 0.
    """
    activation = ACTIVATIONS[settings.activation]
    least = FLAT * activation.slope(activation.value(np.array(1e-9)))  # steepest just above 0
    values = _hidden_values(settings, parameters, X)
    return float(np.hstack([activation.slope(a) < least for a in values]).mean())


def gradient_size(settings: Settings, parameters: Parameters, X: Array, Y: Array) -> list[float]:
    """Return the root mean square of ∂C/∂W of the data cost, of each layer, first layer first."""
    slopes = gradient(settings, parameters, as_float(X), Y).weights
    return [float(np.sqrt(np.square(slope).mean())) for slope in slopes]
