"""The run of the page about other neurons: five networks of each, that differ in f alone."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from core.data import handwriting
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, compare

MOST, FEW = 500, 200  # examples of each part to measure on; of training, for the gradient
EARLY = 0.1  # of the run


def experiment(
    *, data: str, n_training: int, learning_rates: Mapping[str, float], **settings: Any
) -> Experiment[Trainer]:
    """Return five softmax networks of each activation in `learning_rates`, at the same starts.

    `data` and `n_training` as in `handwriting.load`, `settings` as in Settings. Accuracy and cost
    on validation; the shares "dead" and "saturated" of the hidden neurons on training images, and
    the size of the "gradient" of each layer there.
    """
    split = handwriting.load(data, n_training)
    X, Y = handwriting.sample(split.training, MOST)
    arms = {
        name: Settings(activation=name, learning_rate=eta, cost="log_likelihood", **settings)
        for name, eta in learning_rates.items()
    }
    measure = partial(
        metrics.learning,
        sets={"validation": handwriting.sample(split.validation, MOST)},
        dead=partial(metrics.dead, X=X),
        saturated=partial(metrics.saturated, X=X),
        gradient=partial(metrics.gradient_sizes, X=X[:FEW], Y=Y[:FEW]),
    )
    return compare(arms, split.training.X, split.training.Y, measure)


def findings(run: Experiment[Trainer], activation: str) -> dict[str, float]:
    """Return what the networks of one activation showed in a finished `run`, as medians.

    The accuracy "early", a tenth through the run, and at the end, "right"; the number of hidden
    neurons, "units", and of them the dead ones before the first step, "born", and at the end,
    "dead"; the share of saturated ones then, "start" and "flat". "fade" is the output layer's
    gradient over the first layer's before the first step, "last" at the end; nan over 0.
    Raises ValueError if one of the networks ran away: there are no five to take medians of.
    """
    trainer = run.trainers[activation]
    if activation in run.diverged:
        raise ValueError(f"activation = {activation!r} has no medians: a network of it ran away.")
    units = sum(trainer.settings[0].hidden_layer_sizes)
    steps = sorted({record["step"] for record in run.records})
    marks = (0, steps[round(EARLY * (len(steps) - 1))], run.step)
    begun, early, ended = (statistics.medians(run, at)[activation] for at in marks)
    return {
        "early": early["accuracy validation"],
        "right": ended["accuracy validation"],
        "units": units,
        "born": units * begun["dead"],
        "dead": units * ended["dead"],
        "start": begun["saturated"],
        "flat": ended["saturated"],
        "fade": _over_first(begun["gradient"]),
        "last": _over_first(ended["gradient"]),
    }


def _over_first(sizes: np.ndarray) -> float:
    return float(sizes[-1] / sizes[0]) if sizes[0] else float("nan")
