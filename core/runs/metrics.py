"""Numbers to look at in one network: how sure, how flat, how large, how many kinds of neuron.

Most have the form f(settings, parameters, X, ...), X (n, n_inputs) floats or uint8 pixels.
They raise ValueError for an impossible X or Y (see `network.checks`).
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from core.arrays import Array
from core.network.checks import check_targets
from core.network.functions import ACTIVATIONS, COSTS, FLAT, SATURATED, relative_slope
from core.network.settings import Settings
from core.network.snapshot import Member
from core.network.textbook import Parameters, forward, gradient, read
from core.network.trainer import Trainer


def learning(
    trainer: Trainer,
    sets: Mapping[str, tuple[Array, Array]],
    answers: Mapping[str, list[Array]] | None = None,
    **measures: Callable[[Settings, Parameters], float | list[float]],
) -> list[dict[str, Any]]:
    """Return one record a network: "epoch", and "cost <set>", "accuracy <set>" for each (X, Y).

    "penalty" is what the penalties add to the cost. Each of `measures`, such as those below, adds
    its value, or its values by layer, under its own name. All of them share one forward pass of
    all networks. To the list of a set in `answers` is added which answers of each network are
    right, (K, n); of one that diverged none is.
    """
    snapshot, n = trainer.snapshot(), trainer.n_training
    records = [{"epoch": trainer.step / trainer.steps_per_epoch} for _ in trainer.settings]
    for name, (X, Y) in sets.items():
        scores = snapshot.scores(X, Y, n)
        for record, score in zip(records, scores, strict=True):
            record |= {f"cost {name}": score.cost, f"accuracy {name}": score.accuracy}
            record["penalty"] = score.penalty  # the same for every set
        if answers and name in answers:
            ends = zip(scores, trainer.diverged, strict=True)
            answers[name].append(np.array([score.right & (end is None) for score, end in ends]))
    networks = zip(records, trainer.settings, snapshot.members, strict=True)
    return [r | {name: f(s, own) for name, f in measures.items()} for r, s, own in networks]


def weighted_inputs(settings: Settings, parameters: Parameters, X: Array) -> list[Array]:
    """Return z of every layer, (n, fan_out), for X; of a network of a snapshot what that knows."""
    if isinstance(parameters, Member):
        return parameters.weighted_inputs(X)
    return forward(settings, parameters, X)


def outputs(settings: Settings, parameters: Parameters, X: Array) -> Array:
    """Return z of the last layer, (n, n_outputs), as `weighted_inputs` does."""
    if isinstance(parameters, Member):
        return parameters.outputs(X)
    return forward(settings, parameters, X)[-1]


def saturated_wrong(settings: Settings, parameters: Parameters, X: Array, Y: Array) -> float:
    """Return the share of outputs within 0.01 of the *wrong* end, where a sigmoid is flat.

    X (n, n_inputs), Y (n, n_outputs) of 0 and 1. A linear output has no end: 0.
    """
    if settings.cost == "linear_quadratic":
        return 0.0
    a = COSTS[settings.cost].output(outputs(settings, parameters, X))
    check_targets(Y, a.shape, settings.cost)
    return np.count_nonzero(np.abs(a - Y) > 1 - SATURATED) / a.size


def confidence(settings: Settings, parameters: Parameters, X: Array) -> float:
    """Return the largest output, the share of the answer given, as a mean over X."""
    z = settings.softmax_c * outputs(settings, parameters, X)
    return float(COSTS[settings.cost].output(z).max(axis=1).mean())


def predictions(settings: Settings, parameters: Parameters, X: Array) -> Array:
    """Return the class (n,) that the network reads in each image of X."""
    z = settings.softmax_c * outputs(settings, parameters, X)
    return read(settings, z)


def read_as(settings: Settings, parameters: Parameters, X: Array, label: int) -> float:
    """Return the share of the images X that the network reads as `label`."""
    return float((predictions(settings, parameters, X) == label).mean())


def memorised(settings: Settings, parameters: Parameters, X: Array, told: Array) -> float:
    """Return the share of mislabelled images X read as the wrong label (n,) they were `told`.

    The shape of the image speaks against it, so what is above chance is memory. 0 of none is 0.
    """
    return float((predictions(settings, parameters, X) == told).sum() / max(1, len(told)))


def z_spread(settings: Settings, parameters: Parameters, X: Array) -> float:
    """Return the standard deviation of z in the first layer, over examples and neurons."""
    return float(weighted_inputs(settings, parameters, X)[0].std())


def dead(settings: Settings, parameters: Parameters, X: Array) -> float:
    """Return the share of hidden neurons that are 0 on every example of X."""
    value = ACTIVATIONS[settings.activation].value
    hidden = weighted_inputs(settings, parameters, X)[:-1]
    return float(np.concatenate([~value(z).any(axis=0) for z in hidden]).mean())


def saturated(settings: Settings, parameters: Parameters, X: Array) -> float:
    """Return the share of hidden neurons, over all layers and X, that hardly have a slope.

    Hardly is under 4 % of the greatest f′: for σ beyond 0.01 and 0.99, for tanh beyond ±0.98, for
    ReLU and leaky ReLU below 0.
    """
    hidden = weighted_inputs(settings, parameters, X)[:-1]
    slopes = np.hstack([relative_slope(settings.activation, z) for z in hidden])
    return float(np.mean(slopes < FLAT))


def gradient_sizes(settings: Settings, parameters: Parameters, X: Array, Y: Array) -> list[float]:
    """Return the root mean square of ∂C/∂W of the data cost, of each layer, first layer first."""
    if isinstance(parameters, Member) and not settings.dropout:
        return parameters.gradient_sizes(X, Y)
    return [_size(slope) for slope in gradient(settings, parameters, X, Y).weights]


def weight_size(_settings: Settings, parameters: Parameters) -> float:
    """Return the root mean square of all weights, without biases."""
    squares = sum(float(np.vdot(w, w)) for w in parameters.weights)
    return float(np.sqrt(squares / sum(w.size for w in parameters.weights)))


def input_weight_size(_settings: Settings, parameters: Parameters, inputs: Array) -> float:
    """Return the root mean square of the first layer's weights on `inputs`, indices or a mask."""
    return _size(parameters.weights[0][inputs])


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


def _size(array: Array) -> float:
    return float(np.sqrt(np.mean(np.square(array))))
