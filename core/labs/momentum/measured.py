"""The numbers that the words of the page state."""

from functools import lru_cache
from math import log

import numpy as np

from core.labs.momentum import network, stability
from core.network.trainer import Trainer
from core.runs.experiment import Experiment
from core.runs.measured import Measured
from core.runs.statistics import medians

PLAIN, BALL, NESTEROV = (
    stability.best(name, 100) for name in ("gradient_descent", "heavy_ball", "nesterov")
)


@lru_cache
def ran(eta: float, mu: float) -> Experiment[Trainer]:
    """Return the page's networks after ten epochs of 500 digits."""
    return network.experiment(
        data="digits", n_training=500, learning_rate=eta, momentum=mu, epochs=10, random_state=0
    ).finish()


def _read(mu: float, arm: str = "with_momentum") -> float:
    run = ran(0.05, mu)
    return float(medians(run, run.step)[arm]["accuracy validation"])


def _noise_kept() -> float:
    """Return how large the noise is in the mean of past gradients at μ = 0.9, as a share."""
    return float(np.linalg.norm((1 - 0.9) * 0.9 ** np.arange(1000)))


def _saturated() -> float:
    """Return the share of saturated neurons after the first epoch with steps that come to 5."""
    first = [r for r in ran(0.5, 0.9).records if (r["name"], r["epoch"]) == ("with_momentum", 1)]
    return float(np.mean([record["flat"] for record in first]))


MEASURED = {
    "plain_rate": Measured(0.980, 0.0005, lambda: PLAIN.rate),
    "plain_tenfold": Measured(115, 0.5, lambda: log(10) / -log(PLAIN.rate)),
    "ball_rate": Measured(0.818, 0.0005, lambda: BALL.rate),
    "ball_mu": Measured(0.669, 0.0005, lambda: BALL.mu),
    "ball_eta": Measured(3.31, 0.005, lambda: BALL.eta),
    "ball_tenfold": Measured(11.5, 0.05, lambda: log(10) / -log(BALL.rate)),
    "nesterov_rate": Measured(0.885, 0.0005, lambda: NESTEROV.rate),
    "noise_kept": Measured(0.23, 0.005, _noise_kept),
    "terabytes": Measured(400, 0.5, lambda: (10**7) ** 2 * 4 / 10**12),
    "read_plain": Measured(0.79, 0.015, lambda: _read(0.9, "no_momentum")),
    "read_05": Measured(0.89, 0.015, lambda: _read(0.5)),
    "read_09": Measured(0.94, 0.015, lambda: _read(0.9)),
    "read_099": Measured(0.20, 0.06, lambda: _read(0.99)),
    "read_longer": Measured(0.94, 0.015, lambda: _read(0.9, "longer_step")),
    "saturated": Measured(0.99, 0.02, _saturated),
}
