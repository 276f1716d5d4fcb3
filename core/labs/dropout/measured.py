"""The numbers that the words of the page state."""

from functools import lru_cache
from statistics import median
from typing import Any

import numpy as np

from core.arrays import as_float
from core.data import handwriting
from core.labs.dropout import lab, thinned_networks
from core.labs.dropout.lab import Findings
from core.network.settings import Settings
from core.network.textbook import classify, forward
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


@lru_cache
def _after_20_epochs() -> dict[str, float]:
    """Return what networks with dropout, p = ½, read of 300 clean digits and of new ones.

    Median shares: "thinned", of the training digits, a mask each; "training" and "validation", of
    the whole networks.
    """
    split = handwriting.digits(8, 300)
    X, labels = as_float(split.training.X), split.training.labels
    new = as_float(split.validation.X), split.validation.labels
    common: dict[str, Any] = {"dropout": 0.5, "dropout_scaling": "test", "learning_rate": 0.5}
    several = [Settings(hidden_layer_sizes=(100,), **common, random_state=i) for i in range(5)]
    trainer = Trainer(several, split.training.X, split.training.Y)
    trainer.run_epochs(20)
    first = several[0]
    masks = thinned_networks.thin(first, len(X), np.random.default_rng(0))
    read: dict[str, list[float]] = {"thinned": [], "training": [], "validation": []}
    for own in trainer.parameters:
        thinned = forward(first, own, X, masks)[-1]
        read["thinned"].append(float((classify(thinned) == labels).mean()))
        for name, (inputs, right) in {"training": (X, labels), "validation": new}.items():
            outputs = forward(first, own, inputs)[-1]
            read[name].append(float((classify(outputs) == right).mean()))
    return {name: median(shares) for name, shares in read.items()}


MEASURED = {
    "longer_at_half": Measured(4, 1e-9, lambda: _longer(0.5)),
    "longer_at_four_fifths": Measured(25, 1e-9, lambda: _longer(0.8)),
    "fall_at_half": Measured(0.015, 0.007, lambda: _fall(0.5)),
    "fall_at_four_fifths": Measured(0.09, 0.03, lambda: _fall(0.8)),
    "gain_on_clean_labels": Measured(0.010, 0.004, lambda: found(noise=0.0).over_neither.value),
    "thinned_training": Measured(0.87, 0.015, lambda: _after_20_epochs()["thinned"]),
    "whole_training": Measured(0.94, 0.01, lambda: _after_20_epochs()["training"]),
    "whole_validation": Measured(0.89, 0.01, lambda: _after_20_epochs()["validation"]),
}
