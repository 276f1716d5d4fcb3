"""The numbers that the words of the page state."""

from functools import partial

import numpy as np
from scipy.integrate import quad
from scipy.special import expit

from core.labs.learning_slowdown import neuron
from core.runs.measured import Measured

LARGEST_STEP = 4 / 27  # of the quadratic cost, for the target 0, where a = 2/3


def _largest_step() -> float:
    return max(neuron.first_step(z, 0.0, 0.0) for z in np.linspace(-4, 6, 10_001))


def _place_of_the_largest_step() -> float:
    z = np.linspace(-4, 6, 10_001)
    return float(expit(z[np.argmax([neuron.first_step(one, 0.0, 0.0) for one in z])]))


def _mean_slope() -> float:
    """Return σ′ = a(1 − a), averaged over all outputs a."""
    return float(quad(lambda a: a * (1 - a), 0, 1)[0])


def _end(learning_rate: float, w: float, b: float) -> float:
    """Return the output after 300 updates of the cross-entropy towards 0."""
    trainer = neuron.trainer("cross_entropy", learning_rate, w=w, b=b, y=0.0)
    trainer.run(300)
    return float(neuron.measure(trainer)[0]["a"])


MEASURED = {
    "largest_step": Measured(0.1481, 0.00005, _largest_step),
    "its_output": Measured(2 / 3, 0.001, _place_of_the_largest_step),
    "mean_slope": Measured(1 / 6, 1e-9, _mean_slope),
    "end_at_the_books_eta": Measured(0.78, 0.005, partial(_end, 0.005, w=2.0, b=2.0)),
}
