"""Idle neurons: which z the examples give to each, and on how many of them it has no slope."""

from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from core.arrays import Array
from core.network.functions import FLAT, relative_slope
from core.network.trainer import Trainer
from core.runs import metrics


class Reach(NamedTuple):
    """Of each neuron (width,): its least and greatest z, and the share of examples it is flat on.

    Flat is a slope under 4 % of the greatest. A neuron that is flat on all of them is idle.
    """

    low: Array
    high: Array
    flat: Array

    @property
    def idle(self) -> int:
        """Return how many neurons no example moves."""
        return int((self.flat == 1).sum())


def reach(trainer: Trainer, examples: int) -> Reach:
    """Return the Reach of the first hidden layer of its first network, on its first `examples`."""
    settings, parameters = trainer.settings[0], trainer.parameters[0]
    z = metrics.weighted_inputs(settings, parameters, trainer.X[:examples])[0]
    flat = relative_slope(settings.activation, z) < FLAT
    return Reach(z.min(axis=0), z.max(axis=0), flat.mean(axis=0))


def flat_from(activation: str) -> tuple[float, float]:
    """Return up to which z, and from which on, a neuron is flat; ∞ where it never is."""
    if activation in ("relu", "leaky_relu"):
        return 0.0, np.inf
    far = float(brentq(lambda z: float(relative_slope(activation, np.array(z))) - FLAT, 0.1, 20))
    return -far, far
