"""The book's first toy: one neuron with one input, x = 1, that must learn to answer y."""

from functools import lru_cache

import numpy as np

from core.network.functions import ACTIVATIONS, COSTS, sigmoid
from core.network.settings import Settings
from core.network.textbook import Parameters
from core.network.trainer import Trainer


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


@lru_cache(maxsize=256)
def first_right(
    cost: str, learning_rate: float, *, w: float, b: float, y: float, limit: int
) -> int | None:
    """Return the first update after which |a − y| < ½, or None within `limit` updates.

    With x = 1 the weight and the bias move alike, so z moves by −2η·delta.
    """
    z, target = np.array([w + b]), np.array([y])
    for step in range(limit + 1):
        if abs(sigmoid(z)[0] - y) < 0.5:
            return step
        z = z - 2 * learning_rate * COSTS[cost].delta(z, target)
    return None


def first_step(w: float, b: float, y: float) -> float:
    """Return |∂C/∂w| = |a − y|σ′(z) of the quadratic cost at the start (Nielsen, eq. 55)."""
    z = np.array([w + b])
    return float(abs(COSTS["quadratic"].delta(z, np.array([y])))[0])
