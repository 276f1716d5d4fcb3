"""The run of the page about the two costs: five networks of each cost, on handwriting."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from core.arrays import Array
from core.data import handwriting
from core.network import textbook
from core.network.functions import ACTIVATIONS, COSTS
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, compare
from core.runs.statistics import Difference

PARTS = ("training", "validation")


class Arm(NamedTuple):
    """The networks of one cost at the end, as medians: two shares, of the validation set."""

    accuracy: float
    stuck: float


class Findings(NamedTuple):
    """What a finished run showed: the cross-entropy, its `rival`, and its lead in accuracy."""

    cross_entropy: Arm
    rival: Arm
    lead: Difference


def experiment(
    *, data: str, n_training: int, learning_rates: Mapping[str, float], **settings: Any
) -> Experiment[Trainer]:
    """Return five networks for each cost of `learning_rates`, which share their five starts.

    One is the cross-entropy. `data` and `n_training` as in `handwriting.load`, `settings` as in
    Settings. Accuracy and cost on PARTS; "stuck" is the share of outputs on validation that are
    saturated on the wrong side.
    """
    network = Settings(**settings)
    split = handwriting.load(data, n_training)
    sets = {part: handwriting.sample(getattr(split, part)) for part in PARTS}
    arms = {c: replace(network, cost=c, learning_rate=eta) for c, eta in learning_rates.items()}
    X, Y = sets["validation"]
    stuck = partial(metrics.saturated_wrong, X=X, Y=Y)
    measure = partial(metrics.learning, sets=sets, stuck=stuck)
    return compare(arms, split.training.X, split.training.Y, measure, sets=sets)


def rival(run: Experiment[Trainer]) -> str:
    """Return the name of the cost beside the cross-entropy."""
    return next(cost for cost in run.trainers if cost != "cross_entropy")


class Answer(NamedTuple):
    """What one network makes of one image: its hidden neurons (h,), its outputs a and δ, (10,)."""

    hidden: Array
    outputs: Array
    delta: Array


def answers(run: Experiment[Trainer], digit: int) -> tuple[Array, dict[str, Answer]]:
    """Return a validation image of a `digit`, (784,), and each first network's answer to it."""
    X, Y = run.sets["validation"]
    place = Y[:, digit].argmax()
    x, y = X[place : place + 1], Y[place : place + 1]
    found = {}
    for cost, trainer in run.trainers.items():
        settings, own = trainer.settings[0], trainer.parameters[0]
        z_hidden, z = textbook.forward(settings, own, x)
        kind = COSTS[cost]
        hidden = ACTIVATIONS[settings.activation].value(z_hidden)
        found[cost] = Answer(hidden[0], kind.output(z)[0], kind.delta(z, y)[0])
    return x[0], found


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    ends = {
        cost: Arm(end["accuracy validation"], end["stuck"])
        for cost, end in statistics.medians(run, run.step).items()
    }
    lead = statistics.lead(run, "cross_entropy", rival(run))
    return Findings(ends["cross_entropy"], ends[rival(run)], lead)
