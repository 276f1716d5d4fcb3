"""The number that the words of the page state."""

from math import pi, sqrt

from core.labs.more_data.augmentation import SIGMA
from core.runs.measured import Measured


def _displacement() -> float:
    """Return the standard deviation of a displacement at α = 20, in pixels, by the formula."""
    return 20 / (sqrt(3) * 2 * sqrt(pi) * SIGMA)


MEASURED = {"displacement": Measured(0.81, 0.005, _displacement)}
