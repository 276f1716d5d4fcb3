"""The book's first toy: one neuron with one input, x = 1, that must learn to answer y."""

import numpy as np

from core.network.functions import ACTIVATIONS, COSTS, sigmoid
from core.network.settings import Settings
from core.network.textbook import Parameters
from core.network.trainer import Trainer

STRIDE = 100  # updates


def trainer(cost: str, learning_rate: float, w: float, b: float, y: float) -> Trainer:
    """Return the Trainer of one sigmoid neuron that starts at weight `w` and bias `b`."""
    settings = Settings(
        hidden_layer_sizes=(), cost=cost, learning_rate=learning_rate, random_state=0
    )
    start = Parameters([np.array([[w]])], [np.array([b])])
    return Trainer(settings, np.array([[1.0]]), np.array([[y]]), start)


def measure(trainer: Trainer) -> list[dict[str, float]]:
    """Return one record: z, a, cost, the error |a − y|, the slope σ′(z), and their product."""
    (W,), (b,) = trainer.parameters[0]
    y, cost = trainer.Y[0, 0], COSTS[trainer.settings[0].cost]
    z = W[0] + b
    a = sigmoid(z)[0]
    error, slope = abs(a - y), ACTIVATIONS["sigmoid"].slope(a)
    value = float(cost.value(z, trainer.Y[0]))
    return [
        {"z": z[0], "a": a, "cost": value, "error": error, "slope": slope, "product": error * slope}
    ]


def first_right(cost: str, learning_rate: float, *, z: float, y: float, limit: int) -> int | None:
    """Return the first update from `z` on after which |a − y| < ½, or None within `limit` updates.

    The Trainer takes long strides, then single steps through the last of them: what is right once
    stays right, up to an η of 1. With x = 1 only z = w + b counts.
    """
    wrong = 0  # the last update that is known to leave it wrong, at `z`
    for stride in (STRIDE, 1):
        begun, learner = wrong, trainer(cost, learning_rate, w=z, b=0.0, y=y)
        while (now := measure(learner)[0])["error"] >= 0.5:
            wrong, z = begun + learner.step, now["z"]
            if wrong >= limit or learner.stopped:
                return None
            learner.run(stride)
    return begun + learner.step


def first_step(w: float, b: float, y: float) -> float:
    """Return |∂C/∂w| = |a − y|σ′(z) of the quadratic cost at the start (Nielsen, eq. 55)."""
    z = np.array([w + b])
    return float(abs(COSTS["quadratic"].delta(z, np.array([y])))[0])
