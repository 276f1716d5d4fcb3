"""The numbers that the cards state."""

import numpy as np
from scipy.special import expit
from scipy.stats import binom, entropy

from core.labs.learning_slowdown import lab
from core.runs.measured import Measured


def _slope_at_one() -> float:
    return float(expit(1) * (1 - expit(1)))


def _error_of_a_difference() -> float:
    """Return the standard error of a difference of two accuracies of 95 %, in points."""
    return float(100 * 2**0.5 * binom(10_000, 0.95).std() / 10_000)


def _end_of_the_demo() -> float:
    """Return the output of the book's neuron after 300 steps at its published η."""
    rates = {"cross_entropy": 0.005}
    run = lab.experiment(learning_rates=rates, w=2.0, b=2.0, y=0.0, steps=300)
    run.advance(float("inf"))
    return float(run.records[-1]["a"])


MEASURED = {
    "slope": Measured(0.197, 0.0005, _slope_at_one),
    "error": Measured(0.3, 0.05, _error_of_a_difference),
    "floor": Measured(0.3251, 0.00005, lambda: float(entropy([0.9, 0.1]))),
    "bits": Measured(1.4427, 0.00005, lambda: float(1 / np.log(2))),
    "demo": Measured(0.78, 0.005, _end_of_the_demo),
    "three_halves": Measured(1.5, 1e-9, lambda: float(3 * expit(0))),
}
