"""What to look at while a network learns."""

from collections.abc import Callable, Mapping

import numpy as np

from core.functions import ACTIVATIONS, COSTS, Array
from core.network import Parameters, as_float, evaluate, forward, gradient, predict
from core.settings import Settings
from core.training import Trainer

SATURATED = 0.01  # an output this close to 0 or 1 hardly has a slope: σ′ < 0.0099


def learning(
    trainer: Trainer,
    sets: Mapping[str, tuple[Array, Array]],
    **measures: Callable[[Settings, Parameters], float],
) -> list[dict[str, float]]:
    """Return one record a network: "epoch", and "cost <set>", "accuracy <set>" for each (X, Y).

    "penalty" is what the penalties add to the cost. Each of `measures` adds its value under its
    own name.
    """
    parameters = [trainer.parameters] if trainer.single else trainer.parameters
    records = []
    for settings, own in zip(trainer.settings, parameters, strict=True):
        record = {"epoch": trainer.step / trainer.steps_per_epoch}
        for name, (X, Y) in sets.items():
            score = evaluate(settings, own, X, Y, n_training=len(trainer.X))
            record |= {f"cost {name}": score.cost, f"accuracy {name}": score.accuracy}
            record["penalty"] = score.penalty  # the same for every set
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


def weight_size(_settings: Settings, parameters: Parameters) -> float:
    """Return the root mean square of all weights, without biases."""
    return _size(np.concatenate([w.ravel() for w in parameters.weights]))


def z_spread(settings: Settings, parameters: Parameters, X: Array) -> float:
    """Return the standard deviation of z in the first layer, over examples and neurons."""
    return float(forward(settings, parameters, as_float(X))[0].std())


def gradient_size(
    settings: Settings, parameters: Parameters, X: Array, Y: Array, layer: int
) -> float:
    """Return the root mean square of ∂C/∂W of one layer, counted from 0; C is the data cost."""
    return _size(gradient(settings, parameters, as_float(X), Y).weights[layer])


def input_weight_size(_settings: Settings, parameters: Parameters, inputs: Array) -> float:
    """Return the root mean square of the first layer's weights on `inputs`, indices or a mask."""
    return _size(parameters.weights[0][inputs])


def _size(array: Array) -> float:
    return float(np.sqrt(np.mean(np.square(array))))


def distinct_neurons(parameters: Parameters, tolerance: float = 0.1) -> int:
    """Return how many neurons of the first layer are unlike each other in a weight or the bias.

    Alike are neurons that differ by at most `tolerance` times the largest of all these numbers.
    """
    neurons = np.vstack([parameters.weights[0], parameters.biases[0]]).T
    room, kinds = tolerance * np.abs(neurons).max(), list[Array]()
    for neuron in neurons:
        if all(np.abs(neuron - kind).max() > room for kind in kinds):
            kinds.append(neuron)
    return len(kinds)
