"""The numbers that the words of the page state."""

from math import exp

from scipy.stats import binom, entropy

from core.data.handwriting import N_VALIDATION
from core.labs.hyper_parameters import diagnosis
from core.network.penalties import decay_factor
from core.network.settings import Settings
from core.runs.measured import Measured

SHARE = 0.92  # an accuracy, for example


def _kept() -> float:
    """Return the part of a weight that an epoch of L2 alone leaves at η = 1, λ = 20, m = 10."""
    return diagnosis.kept(Settings(learning_rate=1, l2=20, batch_size=10), 1000)


def _guessing() -> float:
    """Return the cost of ten sigmoid outputs that always say 1 in 10."""
    return float(10 * entropy([0.1, 0.9]))


def _error(n: int) -> float:
    """Return the standard error of an accuracy of SHARE, measured on n images, in points."""
    return float(100 * binom(n, SHARE).std() / n)


MEASURED = {
    "kept": Measured(0.1326, 0.00005, _kept),
    "about": Measured(0.1353, 0.00005, lambda: exp(-2)),
    "harmless": Measured(0.98, 1e-9, lambda: decay_factor(1, 20, 1000)),
    "guessing": Measured(3.25, 0.005, _guessing),
    "noticeable": Measured(0.08, 0.002, lambda: diagnosis.NOTICEABLE),
    "noticeable_share": Measured(0.025, 1e-9, lambda: diagnosis.NOTICEABLE / diagnosis.GUESSING),
    "signal": Measured(0.15, 1e-9, lambda: diagnosis.SIGNAL),
    "error_at": Measured(SHARE, 1e-9, lambda: SHARE),
    "error_of_100": Measured(2.7, 0.05, lambda: _error(100)),
    "error_of_validation": Measured(1.4, 0.05, lambda: _error(N_VALIDATION)),
}
