"""The network as the textbook writes it: parameters, forward, backpropagation, evaluation.

X are floats, or uint8 pixels, which become X/255. All raise ValueError for an impossible X or Y.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from core.arrays import Array, as_float
from core.network.checks import check_inputs, check_targets
from core.network.functions import ACTIVATIONS, COSTS
from core.network.penalties import l1_value, l2_value
from core.network.settings import Settings, check, start_sds

BLOCK = 500  # examples evaluated at a time, so that pixels never fill the memory as floats


class Parameters(NamedTuple):
    """Weights (fan_in, fan_out) and biases (fan_out,) of every layer, first to last."""

    weights: list[Array]
    biases: list[Array]


class Score(NamedTuple):
    """How good a network is on n examples; what it descends is cost + penalty."""

    cost: float  # of the data, a mean over the examples
    penalty: float  # of the weights, with λ/n where n is the size of the training set
    accuracy: float  # the share of right answers, 0 to 1
    right: Array  # (n,) bool, which answers are right


def initialize(
    settings: Settings, n_inputs: int, n_outputs: int, rng: np.random.Generator
) -> Parameters:
    """Return the parameters before training, float64 (Nielsen, "Weight initialization").

    One seed draws the same normal numbers for every start, so starts differ in their scale only.
    Raises ValueError for impossible settings.
    """
    check(settings)
    return draw_parameters(settings, (n_inputs, *settings.hidden_layer_sizes, n_outputs), rng)


def draw_parameters(
    settings: Settings, sizes: tuple[int, ...], rng: np.random.Generator
) -> Parameters:
    """Return what `initialize` does for the layer sizes, inputs first; settings are not checked."""
    parameters = Parameters([], [])
    for fan_in, fan_out in pairwise(sizes):
        weight_sd, bias_sd = start_sds(settings, fan_in, fan_out)
        parameters.weights.append(weight_sd * rng.standard_normal((fan_in, fan_out)))
        parameters.biases.append(bias_sd * rng.standard_normal(fan_out))
    return parameters


def dropout_mask(settings: Settings, shape: tuple[int, ...], rng: np.random.Generator) -> Array:
    """Return random factors for hidden activations, float64: 0 where dropped, else 1 or 1/(1 − p).

    1/(1 − p) is the scaling "inverted", which keeps the mean (Srivastava et al. 2014, section 10).
    """
    kept = 1 - settings.dropout
    scale = 1 / kept if settings.dropout_scaling == "inverted" else 1.0
    return scale * (rng.random(shape) < kept)


def forward(
    settings: Settings, parameters: Parameters, X: Array, masks: Sequence[Array] | None = None
) -> list[Array]:
    """Return the weighted inputs z = aW + b of every layer, each (n, fan_out), for X (n, n_inputs).

    `masks` multiplies the hidden activations, one array a hidden layer. Without masks this is the
    network that is used after training: where dropout is rescaled "test", it is done here.
    """
    check_inputs(X, len(parameters.weights[0]))
    test_scale = 1 - settings.dropout if settings.dropout_scaling == "test" else 1.0
    activation = ACTIVATIONS[settings.activation]
    a, zs = as_float(X), list[Array]()
    for layer, (W, b) in enumerate(zip(*parameters, strict=True)):
        if layer:
            a = activation.value(zs[-1]) * (masks[layer - 1] if masks else test_scale)
        zs.append(a @ W + b)
    return zs


def gradient(
    settings: Settings,
    parameters: Parameters,
    X: Array,
    Y: Array,
    masks: Sequence[Array] | None = None,
) -> Parameters:
    """Return ∂C/∂W and ∂C/∂b of the mean data cost over X (n, n_inputs), Y (n, n_outputs).

    Backpropagation (Nielsen, eq. BP1 to BP4); the penalties are not part of it.
    """
    if masks is None:
        masks = [np.ones(1)] * (len(parameters.weights) - 1)
    activation, c = ACTIVATIONS[settings.activation], settings.softmax_c
    zs = forward(settings, parameters, X, masks)
    check_targets(Y, zs[-1].shape, settings.cost)
    values = [activation.value(z) for z in zs[:-1]]
    inputs = [as_float(X), *(a * mask for a, mask in zip(values, masks, strict=True))]

    delta = c * COSTS[settings.cost].delta(c * zs[-1], Y)
    slopes = Parameters([], [])
    for layer in reversed(range(len(zs))):
        slopes.weights.insert(0, inputs[layer].T @ delta / len(X))
        slopes.biases.insert(0, delta.mean(axis=0))
        if layer:
            back = delta @ parameters.weights[layer].T
            delta = back * masks[layer - 1] * activation.slope(values[layer - 1])
    return slopes


def predict(settings: Settings, parameters: Parameters, X: Array) -> Array:
    """Return the outputs a of the last layer, (n, n_outputs), for X (n, n_inputs)."""
    z = forward(settings, parameters, X)[-1]
    return COSTS[settings.cost].output(settings.softmax_c * z)


def classify(outputs: Array) -> Array:
    """Return the class of each row of outputs (n, n_outputs); one output says class 1 above ½."""
    if outputs.ndim != 2:
        raise ValueError(f"outputs of shape {outputs.shape} are not possible: (n, n_outputs).")
    return outputs[:, 0] > 0.5 if outputs.shape[1] == 1 else outputs.argmax(axis=1)


def read(settings: Settings, z: Array) -> Array:
    """Return the class of each example, (...), from c·z of the last layer, (..., n_outputs).

    Outputs rise with their z, which still differ where outputs round to 1: so z are compared.
    """
    if z.shape[-1] > 1:
        return np.asarray(z.argmax(axis=-1))
    return np.asarray(COSTS[settings.cost].output(z)[..., 0] > 0.5)


def evaluate(
    settings: Settings, parameters: Parameters, X: Array, Y: Array, n_training: int | None = None
) -> Score:
    """Return the Score on X (n, n_inputs) and Y (n, n_outputs).

    The penalty is divided by `n_training`, which is len(X) unless said.
    """
    check_inputs(X, len(parameters.weights[0]))
    cost, n = COSTS[settings.cost], n_training or len(X)
    blocks = (X[start : start + BLOCK] for start in range(0, len(X) or 1, BLOCK))
    z = settings.softmax_c * np.vstack([forward(settings, parameters, x)[-1] for x in blocks])
    check_targets(Y, z.shape, settings.cost)
    penalty = sum(
        l2_value(W, settings.l2 / n) + l1_value(W, settings.l1 / n) for W in parameters.weights
    )
    right = read(settings, z) == classify(Y)
    return Score(float(cost.value(z, Y).mean()), float(penalty), float(right.mean()), right)
