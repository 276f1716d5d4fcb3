"""The numbers that the words of the page state."""

from functools import partial
from statistics import median

import numpy as np
import scipy.special
from scipy.stats import entropy

from core.labs.cross_entropy import lab
from core.network.functions import COSTS
from core.runs.measured import Measured


def _largest_push() -> float:
    """Return the greatest ∂C/∂z of the quadratic cost over z, for y = 0."""
    z = np.linspace(-5, 5, 10_001)
    return float(COSTS["quadratic"].delta(z, np.zeros_like(z)).max())


def _at_the_start(measure: str, start: str) -> float:
    rates = {"cross_entropy": 0.5}
    run = lab.experiment(
        data="digits", n_training=500, learning_rates=rates, weight_init=start, random_state=0
    )
    return float(median(record[measure] for record in run.records))


def _cost_of_ten(a: float) -> float:
    """Return the cross-entropy of ten outputs that are all `a`, where one of them should be 1."""
    z = np.full(10, scipy.special.logit(a))
    return float(COSTS["cross_entropy"].value(z, np.eye(10)[0]))


MEASURED = {
    "largest_push": Measured(0.148, 0.0005, _largest_push),
    "stuck_at_the_start": Measured(0.10, 0.02, partial(_at_the_start, "stuck", "standard")),
    "standard_cost": Measured(13.1, 0.1, partial(_at_the_start, "cost validation", "standard")),
    "scaled_cost": Measured(7.6, 0.05, partial(_at_the_start, "cost validation", "scaled")),
    "halves": Measured(6.93, 0.005, partial(_cost_of_ten, 0.5)),
    "tenths": Measured(3.25, 0.005, partial(_cost_of_ten, 0.1)),
    "shares": Measured(2.30, 0.005, lambda: float(entropy(np.full(10, 0.1)))),
}
