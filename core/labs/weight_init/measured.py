"""The numbers that the words of the page state: formulas, and medians of five networks."""

from functools import lru_cache, partial
from statistics import median
from typing import Any

import numpy as np
import scipy.special

from core.data import handwriting
from core.labs.weight_init import lab
from core.network import penalties
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import statistics
from core.runs.experiment import Experiment
from core.runs.measured import Measured

REPAIR = {"learning_rate": 0.5, "n_training": 100, "epochs": 100, "l2": 0.3}  # the preset
ON_MNIST = {"data": "mnist", "learning_rate": 0.5, "epochs": 30, "l2": 1.0}
SCENE: dict[str, Any] = {"data": "digits", "n_training": 1000, "learning_rate": 0.1}
SCENE |= {"epochs": 10, "l2": 0.0, "random_state": 0}


def begun(start: str, **others: Any) -> Experiment[Trainer]:
    """Return the page's run at its beginning: its first scene, with `others` changed."""
    return lab.experiment(**SCENE | {"weight_init": start} | others)


@lru_cache(maxsize=3)
def ran(start: str, **others: Any) -> Experiment[Trainer]:
    """Return the same run at its end."""
    return begun(start, **others).finish()


def moved(start: str) -> float:
    """Return how far first weights on ink move in ten epochs, as a share of their size."""
    ink = handwriting.digits(n_training=1000).training.X.any(axis=0)
    runs = begun("standard"), ran("standard")
    fresh, learned = ([own.weights[0] for own in run.trainers[start].parameters] for run in runs)
    shares = [
        float(np.linalg.norm((after - before)[ink]) / np.linalg.norm(before[ink]))
        for before, after in zip(fresh, learned, strict=True)
    ]
    return median(shares)


def _of_z(field: str, start: str, share_on: float = 0.5) -> float:
    numbers, _, _ = lab.neurons(Settings(weight_init=start), 1000, share_on)
    return float(getattr(numbers.theory, field))


def _behind(epoch: int) -> float:
    """Return how many points the standard start is behind the scaled one."""
    run = ran("standard")
    at = statistics.medians(run, epoch * run.steps // 10)
    return 100 * float(at["scaled"]["accuracy validation"] - at["standard"]["accuracy validation"])


def _at_the_end(measure: str, name: str, scene: dict[str, Any]) -> float:
    run = ran("standard", **scene)
    return float(statistics.medians(run, run.step)[name][measure])


def _read_on_mnist(name: str) -> float:
    """Return the median accuracy on all 10,000 validation images."""
    validation = handwriting.mnist(n_training=1000).validation
    scores = ran("standard", **ON_MNIST).trainers[name].evaluate(validation.X, validation.Y)
    return float(median(score.accuracy for score in scores))


def _squares(*, inverted: bool) -> float:
    """Return the mean over 1000 digits of the sum of their squared pixels."""
    X = handwriting.digits(n_training=1000).training.X
    return float(np.square(1 - X if inverted else X).sum(axis=1).mean())


@lru_cache
def _read_by_scaled(eta: float, *, inverted: bool) -> float:
    """Return what the scaled start reads after ten epochs of 1000 digits, perhaps inverted."""
    split = handwriting.digits(n_training=1000)
    X, new = split.training.X, split.validation.X
    if inverted:
        X, new = 1 - X, 1 - new
    several = [Settings(learning_rate=eta, random_state=seed) for seed in range(5)]
    trainer = Trainer(several, X, split.training.Y)
    trainer.run_epochs(10)
    return median(score.accuracy for score in trainer.evaluate(new, split.validation.Y))


def _early(name: str) -> float:
    """Return the size of first weights on ink after ten of the preset's epochs, as a share."""
    run = ran("standard", **REPAIR)
    before, after = (statistics.medians(run, step)[name]["ink"] for step in (0, run.steps // 10))
    return float(after / before)


_read = partial(_at_the_end, "accuracy validation")
_ink = partial(_at_the_end, "ink")
_read_mnist = partial(Measured, tolerance=0.01, needs="mnist")

MEASURED = {
    "standard_sd": Measured(22.4, 0.05, partial(_of_z, "sd", "standard")),
    "scaled_sd": Measured(1.22, 0.005, partial(_of_z, "sd", "scaled")),
    "all_on_sd": Measured(31.6, 0.05, partial(_of_z, "sd", "standard", 1.0)),
    "standard_saturated": Measured(0.84, 0.005, partial(_of_z, "saturated", "standard")),
    "scaled_saturated": Measured(0.0002, 0.00005, partial(_of_z, "saturated", "scaled")),
    "standard_slope": Measured(0.0178, 0.00005, partial(_of_z, "slope", "standard")),
    "scaled_slope": Measured(0.193, 0.0005, partial(_of_z, "slope", "scaled")),
    "flat_from": Measured(4.6, 0.05, lambda: float(scipy.special.logit(0.99))),
    "scaled_weight": Measured(0.036, 0.0005, lambda: 784**-0.5),
    "moved_standard": Measured(0.08, 0.01, partial(moved, "standard")),
    "moved_scaled": Measured(2.4, 0.1, partial(moved, "scaled")),
    "behind_early": Measured(13, 2, partial(_behind, 2)),
    "behind_late": Measured(6, 2, partial(_behind, 10)),
    "kept": Measured(0.223, 0.0005, lambda: float(penalties.l2_decay(1000, 0.5, 0.003))),
    "repair_standard": Measured(0.86, 0.01, partial(_read, "standard", REPAIR)),
    "repair_l2": Measured(0.91, 0.01, partial(_read, "standard+l2", REPAIR)),
    "repair_scaled": Measured(0.91, 0.01, partial(_read, "scaled", REPAIR)),
    "mnist_standard": _read_mnist(0.83, compute=partial(_read_on_mnist, "standard")),
    "mnist_l2": _read_mnist(0.88, compute=partial(_read_on_mnist, "standard+l2")),
    "mnist_scaled": _read_mnist(0.89, compute=partial(_read_on_mnist, "scaled")),
    "ink_l2": Measured(0.24, 0.01, partial(_ink, "standard+l2", REPAIR)),
    "ink_scaled": Measured(0.15, 0.01, partial(_ink, "scaled", REPAIR)),
    "ink_squares": Measured(86, 0.5, lambda: _squares(inverted=False)),
    "paper_squares": Measured(605, 0.5, lambda: _squares(inverted=True)),
    "longer_step": Measured(
        7, 0.05, lambda: (1 + _squares(inverted=True)) / (1 + _squares(inverted=False))
    ),
    "plain_read": Measured(0.95, 0.01, partial(_read_by_scaled, 0.5, inverted=False)),
    "inverted_read": Measured(0.09, 0.03, partial(_read_by_scaled, 0.5, inverted=True)),
    "inverted_slow": Measured(0.84, 0.02, partial(_read_by_scaled, 0.05, inverted=True)),
    "early_ink": Measured(0.862, 0.003, partial(_early, "standard+l2")),
    "early_without": Measured(0.002, 0.001, lambda: _early("standard") - 1),
    "early_decay": Measured(0.861, 0.0005, lambda: float(np.exp(-0.5 * 0.3 / 10 * 10))),
    "nielsens_end": Measured(0.0065, 0.00005, lambda: 23820**-0.5),
}
