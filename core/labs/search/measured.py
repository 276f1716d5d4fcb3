"""The numbers that the words of the page state."""

import numpy as np

from core.runs.measured import Measured


def _chance(draws: int) -> float:
    """Return how often the best of some draws is among the best tenth, in 20,000 trials."""
    ranks = np.random.default_rng(0).random((20_000, draws))
    return float((ranks.max(axis=1) > 0.9).mean())


MEASURED = {
    "chance_of_12": Measured(0.72, 0.01, lambda: _chance(12)),
    "chance_of_25": Measured(0.93, 0.01, lambda: _chance(25)),
}
