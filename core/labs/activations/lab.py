"""The run of the page about other neurons: five networks of each, that differ in f alone."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from core.data import handwriting
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, compare
from core.runs.statistics import Difference

MOST, FEW = 500, 200  # examples of each part to measure on; of training, for the gradient
EARLY = 0.1  # of the run
WIDTH = 30  # neurons a layer, as the page has them


class Arm(NamedTuple):
    """The networks of one activation: shares from 0 to 1 as medians, and how many diverged.

    `early` and `accuracy` are validation accuracy a tenth through the run and at its end; of the
    hidden `neurons`, `born` are dead before the first step and `dead` at the end; `begun` and
    `saturated` are the shares of saturated values then. `fade` is the output layer's gradient over
    the first layer's before the first step; nan over 0.
    """

    early: float
    accuracy: float
    neurons: int
    born: float
    dead: float
    begun: float
    saturated: float
    fade: float
    diverged: int


class Findings(NamedTuple):
    """What a finished run showed: the `chosen` neuron, σ beside it, and the lead over σ."""

    chosen: Arm
    sigmoid: Arm
    lead: Difference


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
    sets = {"validation": handwriting.sample(split.validation, MOST)}
    measure = partial(
        metrics.learning,
        sets=sets,
        dead=partial(metrics.dead, X=X),
        saturated=partial(metrics.saturated, X=X),
        gradient=partial(metrics.gradient_sizes, X=X[:FEW], Y=Y[:FEW]),
    )
    return compare(arms, split.training.X, split.training.Y, measure, sets=sets)


def arm(run: Experiment[Trainer], activation: str) -> Arm:
    """Return what the networks of one `activation` showed."""
    trainer = run.trainers[activation]
    neurons = sum(trainer.settings[0].hidden_layer_sizes)
    steps = sorted({record["step"] for record in run.records})
    moments = (0, steps[round(EARLY * (len(steps) - 1))], run.step)
    begun, early, ended = (statistics.medians(run, at)[activation] for at in moments)
    return Arm(
        early=early["accuracy validation"],
        accuracy=ended["accuracy validation"],
        neurons=neurons,
        born=neurons * begun["dead"],
        dead=neurons * ended["dead"],
        begun=begun["saturated"],
        saturated=ended["saturated"],
        fade=_over_first(begun["gradient"]),
        diverged=sum(end is not None for end in trainer.diverged),
    )


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` of σ and one other neuron showed."""
    chosen = next(name for name in run.trainers if name != "sigmoid")
    lead = statistics.lead(run, chosen, "sigmoid")
    return Findings(arm(run, chosen), arm(run, "sigmoid"), lead)


def _over_first(sizes: Any) -> float:
    """Return the last of the `sizes` by layer over the first; nan of none, or over 0."""
    sizes = np.atleast_1d(sizes)
    return float(sizes[-1] / sizes[0]) if sizes[0] > 0 else float("nan")
