"""Thinned networks: what dropout trains, and the full network that stands for their mean."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

import numpy as np

from core.arrays import Array
from core.network.functions import ACTIVATIONS, COSTS, SATURATED
from core.network.settings import Settings
from core.network.textbook import Parameters, dropout_mask, forward


def thin(settings: Settings, n: int, rng: np.random.Generator) -> list[Array]:
    """Return the masks of `n` thinned networks, (n, size) a hidden layer; each drops its own."""
    return [dropout_mask(settings, (n, size), rng) for size in settings.hidden_layer_sizes]


def rescaled(settings: Settings) -> Settings:
    """Return the settings under which the full network stands for the mean of the thinned ones.

    Only "none" is changed: there each weight out of a hidden neuron gets the factor 1 − p after
    training, as with "test". With one hidden layer its z is then the mean of the thinned
    networks' z over all masks, exactly, since z = Wa + b is linear in the mask (Nielsen,
    "Dropout"; Srivastava et al. 2014).
    """
    scaling = settings.dropout_scaling
    return replace(settings, dropout_scaling="test" if scaling == "none" else scaling)


def answers(
    settings: Settings, parameters: Parameters, x: Array, masks: Sequence[Array]
) -> dict[str, tuple[Array, Array]]:
    """Return z and a of the last layer by name, for one example x (n_inputs,).

    "thinned", (n, n_outputs) each, for n masks; "mean", over these n, and "rescaled", of the full
    network, (n_outputs,) each. Where `settings` do not rescale, "forgotten" is that network.
    """
    output = COSTS[settings.cost].output
    z = forward(settings, parameters, np.broadcast_to(x, (len(masks[0]), len(x))), masks)[-1]
    said = {"thinned": (z, output(z)), "mean": (z.mean(axis=0), output(z).mean(axis=0))}
    full = {"rescaled": rescaled(settings)}
    if settings.dropout_scaling == "none":
        full["forgotten"] = settings
    for name, own in full.items():
        z = forward(own, parameters, x[None])[-1][0]
        said[name] = (z, output(z))
    return said


def spread(settings: Settings, parameters: Parameters, x: Array) -> Array:
    """Return the standard deviation of z over all masks, (n_outputs,): √(p(1 − p) Σ (wa)²).

    For one hidden layer and one example x (n_inputs,), each neuron dropped by itself; "inverted"
    divides it by 1 − p.
    """
    kept = 1 - settings.dropout
    (hidden, _), W = forward(settings, parameters, x[None]), parameters.weights[1]
    a = ACTIVATIONS[settings.activation].value(hidden[0])
    scale = 1 / kept if settings.dropout_scaling == "inverted" else 1.0
    return np.asarray(scale * np.sqrt(kept * settings.dropout * np.square(a[:, None] * W).sum(0)))


class Outputs(NamedTuple):
    """Root mean square of the outputs' z, and the share of outputs within 0.01 of 0 or 1."""

    size: float
    saturated: float


def median_outputs(settings: Settings, networks: Sequence[Parameters], X: Array) -> Outputs:
    """Return the medians of the Outputs of full networks on X (n, n_inputs); nan without one.

    `settings` say whether they are rescaled.
    """
    zs = [forward(settings, parameters, X)[-1] for parameters in networks]
    distances = [np.abs(COSTS[settings.cost].output(z) - 0.5) for z in zs]
    sizes = [float(np.sqrt(np.square(z).mean())) for z in zs]
    saturated = [float(np.mean(distance > 0.5 - SATURATED)) for distance in distances]
    return Outputs(median(sizes), median(saturated)) if zs else Outputs(np.nan, np.nan)
