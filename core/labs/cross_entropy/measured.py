"""The numbers that the words of the page state."""

from statistics import median

import numpy as np

from core.labs.cross_entropy import lab
from core.network.functions import COSTS
from core.runs.measured import Measured


def _largest_push() -> float:
    """Return the greatest ∂C/∂z of the quadratic cost over z, for y = 0."""
    z = np.linspace(-5, 5, 10_001)
    return float(COSTS["quadratic"].delta(z, np.zeros_like(z)).max())


def _stuck_at_the_start() -> float:
    rates, start = {"cross_entropy": 0.5}, "standard"
    run = lab.experiment(
        data="digits", n_training=500, learning_rates=rates, weight_init=start, random_state=0
    )
    return float(median(record["stuck"] for record in run.records))


MEASURED = {
    "largest_push": Measured(0.148, 0.0005, _largest_push),
    "stuck_at_the_start": Measured(0.10, 0.02, _stuck_at_the_start),
}
