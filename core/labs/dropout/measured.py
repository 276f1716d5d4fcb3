"""The numbers that the words of the page state."""

from functools import lru_cache
from typing import Any

from core.labs.dropout import lab
from core.labs.dropout.lab import Findings
from core.network.trainer import Trainer
from core.runs.experiment import Experiment
from core.runs.measured import Measured


@lru_cache
def finished(noise: float = 0.2, **settings: Any) -> Experiment[Trainer]:
    """Return the page's run at its end: 300 examples, 100 hidden neurons, η = 0.5, 100 epochs."""
    scene = {"dropout": 0.5, "dropout_scaling": "test", "random_state": 0} | settings
    scene |= {"hidden_layer_sizes": (100,), "learning_rate": 0.5, "epochs": 100}
    return lab.experiment(data="digits", n_training=300, label_noise=noise, **scene).finish()


def found(**choices: Any) -> Findings:
    """Return what that run showed."""
    return lab.findings(finished(**choices))


def _fall(dropout: float) -> float:
    """Return the accuracy that is lost where the rescale is forgotten, a share."""
    return found(dropout=dropout, dropout_scaling="none").fall.value


def _longer(dropout: float) -> float:
    """Return how many times as long in w = v/(1 − p) a step of η on v is."""
    return 1 / (1 - dropout) ** 2


MEASURED = {
    "longer_at_half": Measured(4, 1e-9, lambda: _longer(0.5)),
    "longer_at_four_fifths": Measured(25, 1e-9, lambda: _longer(0.8)),
    "fall_at_half": Measured(0.015, 0.007, lambda: _fall(0.5)),
    "fall_at_four_fifths": Measured(0.09, 0.03, lambda: _fall(0.8)),
    "gain_on_clean_labels": Measured(0.010, 0.004, lambda: found(noise=0.0).over_neither.value),
}
