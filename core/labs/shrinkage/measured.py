"""The numbers that the words of the page state."""

from functools import lru_cache, partial
from statistics import median
from typing import Any

import numpy as np

from core.arrays import as_float
from core.data import handwriting
from core.labs.shrinkage import lab, sparsity
from core.network.penalties import decay_factor
from core.network.textbook import forward
from core.network.trainer import Trainer
from core.reproduce.table import reproduced
from core.runs import metrics
from core.runs.experiment import Experiment
from core.runs.measured import Measured


@lru_cache
def finished(
    penalties: tuple[str, ...],
    strength: float,
    start: str,
    label_noise: float = 0.0,
    data: str = "digits",
) -> Experiment[Trainer]:
    """Return the page's run at its end: 100 examples, η = 0.5, 100 epochs."""
    scene: dict[str, Any] = {"data": data, "n_training": 100, "label_noise": label_noise}
    scene |= {"strengths": {"no_penalty": 0.0} | dict.fromkeys(penalties, strength), "near": 0.5}
    scene |= {"weight_init": start, "learning_rate": 0.5, "epochs": 100, "random_state": 0}
    return lab.experiment(**scene).finish()


def _gain(strength: float, start: str, label_noise: float = 0.0) -> float:
    return lab.findings(finished(("l2",), strength, start, label_noise)).gains["l2"].value


def _by_heart(name: str) -> float:
    """Return the median share of wrong labels that the networks of `name` give back."""
    trainer = finished(("l2",), 0.5, "scaled", 0.2).trainers[name]
    told = handwriting.digits(n_training=100, label_noise=0.2).training
    wrong = told.labels != told.true_labels
    X, labels = as_float(told.X[wrong]), told.labels[wrong]
    pairs = zip(trainer.settings, trainer.parameters, strict=True)
    return median(metrics.memorised(settings, own, X, labels) for settings, own in pairs)


def _moved(name: str) -> float:
    """Return the root mean square of what noise of SD 0.1 on pixels adds to the outputs' z."""
    trainer = finished(("l2",), 0.5, "scaled", 0.2).trainers[name]
    X = as_float(handwriting.digits().validation.X)
    noisy = X + 0.1 * np.random.default_rng(0).standard_normal(X.shape)
    moves = [
        forward(settings, own, noisy)[-1] - forward(settings, own, X)[-1]
        for settings, own in zip(trainer.settings, trainer.parameters, strict=True)
    ]
    return median(float(np.sqrt(np.square(move).mean())) for move in moves)


def _on_mnist(experiment: str, column: str = "median") -> Measured:
    """Return what the table has for the highest test accuracy of an experiment, in %."""
    place = (experiment, "accuracy test", "highest")
    row = next(r for r in reproduced() if (r.experiment, r.series, r.statistic) == place)
    value = getattr(row, column)
    return Measured(value, 0, lambda: value)


def _blank_inputs() -> float:
    return float(1 - sparsity.ever_on(handwriting.digits(n_training=100).training.X).mean())


MEASURED = {
    "blank_inputs": Measured(0.52, 0.005, _blank_inputs),
    "broken_factor": Measured(-9, 0, lambda: decay_factor(10, 1000, 1000)),
    "gain": Measured(0.032, 0.008, lambda: _gain(0.2, "standard")),
    "noisy_gain_standard": Measured(0.067, 0.015, lambda: _gain(0.5, "standard", 0.2)),
    "noisy_gain_scaled": Measured(0.048, 0.015, lambda: _gain(0.5, "scaled", 0.2)),
    "by_heart_plain": Measured(1.0, 0.05, partial(_by_heart, "no_penalty")),
    "by_heart_l2": Measured(0.50, 0.15, partial(_by_heart, "l2")),
    "moved_plain": Measured(0.45, 0.03, partial(_moved, "no_penalty")),
    "moved_l2": Measured(0.19, 0.015, partial(_moved, "l2")),
    "mnist_slow": _on_mnist("note_cross_entropy"),
    "mnist_runs": _on_mnist("note_cross_entropy", "seeds"),
    "mnist_fast": _on_mnist("cross_entropy_30"),
    "mnist_l2": _on_mnist("full_l2"),
    "mnist_scaled": _on_mnist("full_scaled"),
    "mnist_both": _on_mnist("full_l2_scaled"),
}
