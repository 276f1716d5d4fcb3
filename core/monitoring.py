"""What to look at while a network learns."""

from collections.abc import Callable, Mapping

import numpy as np

from core.functions import ACTIVATIONS, COSTS, Array
from core.network import Parameters, as_float, evaluate, forward, predict
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
            score = evaluate(settings, own, X, Y, n_training=trainer.n_training)
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


def saturated(settings: Settings, parameters: Parameters, X: Array) -> float:
    """Return the share of hidden outputs where f is flat: f′(z) < 0.0099, as near a sigmoid's ends.

    Over all hidden layers and all rows of X.
    """
    activation = ACTIVATIONS[settings.activation]
    hidden = forward(settings, parameters, as_float(X))[:-1]
    slopes = np.concatenate([activation.slope(activation.value(z)).ravel() for z in hidden])
    return float(np.mean(slopes < SATURATED * (1 - SATURATED)))


def weight_size(settings: Settings, parameters: Parameters) -> float:
    """Return the root mean square of all weights, without biases."""
    return float(np.sqrt(np.mean(np.concatenate([w.ravel() for w in parameters.weights]) ** 2)))
