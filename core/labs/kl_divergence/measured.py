"""The numbers that the words of the page state."""

from functools import partial

import numpy as np
from scipy.stats import entropy

from core.labs.kl_divergence import learned_distribution
from core.runs.measured import Measured

DIGITS = 0.00005


def _entropy(y: float) -> float:
    return float(entropy([y, 1 - y]))


def _steps(p1: float, q1: float) -> float:
    """Return the steps at η = 0.2 after which KL is below 10⁻³ nats."""
    steps = learned_distribution.first_close((p1, 1 - p1), (q1, 1 - q1), 0.2, 5000)
    return np.inf if steps is None else steps


MEASURED = {
    "soft_floor": Measured(0.3251, DIGITS, partial(_entropy, 0.9)),
    "even_floor": Measured(0.6931, DIGITS, partial(_entropy, 0.5)),
    "hard_steps": Measured(2506, 1, partial(_steps, 1.0, 0.7)),
    "soft_steps": Measured(63, 1, partial(_steps, 0.9, 0.2)),
    "bits": Measured(1.4427, DIGITS, lambda: float(entropy([0.5, 0.5], base=2) / np.log(2))),
}
