"""Which first-layer weights can learn at all, and how many of those are 0."""

import numpy as np

from core.arrays import Array
from core.network.settings import Settings
from core.network.textbook import Parameters

Place = tuple[int, int]  # input and hidden neuron of a first-layer weight


def ever_on(X: Array) -> Array:
    """Return True for each input, (n_inputs,), that is not 0 in every row of X (n, n_inputs).

    The weights of the others never feel the data: only a penalty moves them.
    """
    return np.asarray((X != 0).any(axis=0))


def live_weights(parameters: Parameters, live: Array) -> Array:
    """Return the first-layer weights of the `live` inputs, a mask (n_inputs,), as (weights,)."""
    return parameters.weights[0][live].ravel()


def share_of_zeros(
    settings: Settings, parameters: Parameters, live: Array, within: float = 0.0
) -> float:
    """Return the share of live weights (see `live_weights`) at most `within` from 0."""
    return float(np.mean(np.abs(live_weights(parameters, live)) <= within))


def blank_place(weights: Array, live: Array, near: float) -> Place:
    """Return the place of the weight of a blank input that is nearest to `near`.

    `weights` is the first layer, (n_inputs, n_hidden). Raises ValueError if no input is blank.
    """
    if live.all():
        raise ValueError("live is True everywhere: there is no blank input to follow.")
    distance = np.where(live[:, None], np.inf, np.abs(weights - near))
    row, column = np.unravel_index(distance.argmin(), distance.shape)
    return int(row), int(column)


def weight_at(settings: Settings, parameters: Parameters, place: Place) -> float:
    """Return the first-layer weight at `place`."""
    return float(parameters.weights[0][place])
