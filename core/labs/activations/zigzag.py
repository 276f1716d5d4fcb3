"""Two weights learn from two neurons below: which way they may go depends on the signs of f."""

import numpy as np

from core.arrays import Array
from core.network.functions import ACTIVATIONS

WEIGHTED_INPUTS = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])  # four examples
TARGET = np.array([1.0, -1.0])  # one weight must rise, the other must fall
CLOSE, MOST_STEPS = 0.05, 400  # a path ends this near to the target, or after so many steps


def inputs(activation: str) -> Array:
    """Return what the two neurons pass on, f(±1), for four examples: (4, 2).

    Raises ValueError for an unknown activation.
    """
    if activation not in ACTIVATIONS:
        known = ", ".join(ACTIVATIONS)
        raise ValueError(f"activation = {activation!r} is not possible: choose one of {known}.")
    return ACTIVATIONS[activation].value(WEIGHTED_INPUTS)


def path(activation: str, learning_rate: float = 0.5) -> Array:
    """Return the weights (w₁, w₂) of a linear neuron before and after each step: (steps + 1, 2).

    It starts at (0, 0) and meets the four examples in turn, one a step. Its targets are those of
    the weights `TARGET`, its cost is quadratic, so a step is −η·δ·a with δ = w·a − y: where both
    a are positive, both weights move in the direction of −δ (Nielsen, "Other models of artificial
    neuron"). Raises ValueError for an unknown activation.
    """
    examples, w = inputs(activation), np.zeros(2)
    places = [w]
    while np.abs(w - TARGET).max() > CLOSE and len(places) <= MOST_STEPS:
        a = examples[(len(places) - 1) % len(examples)]
        w = w - learning_rate * ((w - TARGET) @ a) * a
        places.append(w)
    return np.array(places)


def detour(places: Array) -> float:
    """Return the length of a path (n, 2) over the straight distance between its ends."""
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    return float(steps.sum() / np.linalg.norm(places[-1] - places[0]))
