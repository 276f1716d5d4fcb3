"""The run of the page about dropout: five networks with it, five with L2, and five with neither."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from core.arrays import Array
from core.data import handwriting
from core.labs.dropout import thinned_networks
from core.labs.dropout.thinned_networks import Outputs
from core.network.settings import Settings
from core.network.textbook import evaluate
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, compare
from core.runs.statistics import Difference

L2 = 1.0  # the λ to beat
FIRST = range(1, 6)  # steps that are measured whatever the pace, so that each mask is seen
LARGER = 1.2  # from this factor on z is larger


class Arm(NamedTuple):
    """The networks of one arm at the end, as medians: accuracy and cost on validation."""

    accuracy: float
    cost: float


class Findings(NamedTuple):
    """What a finished run showed: the arms, the leads of dropout, and what rescaling changes.

    Of the networks with dropout: the outputs on validation, as the networks are `used` and
    `rescaled`; the accuracy of the rescaled, a median; and its `fall` to that of the used.
    """

    dropout: Arm
    l2: Arm
    neither: Arm
    over_l2: Difference
    over_neither: Difference
    used: Outputs
    rescaled: Outputs
    rescaled_accuracy: float
    fall: Difference

    @property
    def ratio(self) -> float:
        """How many times as large z is as that of the rescaled networks."""
        return self.used.size / self.rescaled.size


def experiment(
    *, data: str, n_training: int, label_noise: float, **settings: Any
) -> Experiment[Trainer]:
    """Return five networks each of "dropout", "l2" and "neither", which share their five starts.

    `data` (the digits in 8 × 8 pixels), `n_training` and `label_noise` as in `handwriting.load`,
    `settings` as in Settings, dropout included. Their seed also draws the wrong labels, so another
    seed makes other ones. Accuracy and cost on validation.
    """
    dropping = Settings(**settings)
    neither = replace(dropping, dropout=0.0)
    arms = {"dropout": dropping, "l2": replace(neither, l2=L2), "neither": neither}
    split = handwriting.load(data, n_training, label_noise, dropping.random_state, size=8)
    sets = {"validation": handwriting.sample(split.validation)}
    measure = partial(metrics.learning, sets=sets)
    return compare(arms, split.training.X, split.training.Y, measure, also=FIRST, sets=sets)


def newest(trainer: Trainer, thinned: Sequence[Array]) -> Array:
    """Return the masks of the first network's newest step, (batch_size, h): 0 is dropped.

    Before the first step, and without dropout, the first of the `thinned` networks, as
    `thinned_networks.thin` returns them, stand in. One mask of a whole mini-batch is repeated.
    """
    settings = trainer.settings[0]
    rows = thinned[0][: 1 if settings.dropout_mask == "batch" else settings.batch_size]
    rows = trainer.masks[0][0] if trainer.masks else rows
    return np.broadcast_to(rows, (settings.batch_size, rows.shape[1]))


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    arms = {
        name: Arm(end["accuracy validation"], end["cost validation"])
        for name, end in statistics.medians(run, run.step).items()
    }
    trainer = run.trainers["dropout"]
    settings = trainer.settings[0]
    rescaled = thinned_networks.rescaled(settings)
    X, Y = run.sets["validation"]
    networks = list(zip(trainer.parameters, trainer.diverged, strict=True))
    sound = [own for own, end in networks if end is None]
    right = np.array([evaluate(rescaled, own, X, Y).right & (end is None) for own, end in networks])
    return Findings(
        dropout=arms["dropout"],
        l2=arms["l2"],
        neither=arms["neither"],
        over_l2=statistics.lead(run, "dropout", "l2"),
        over_neither=statistics.lead(run, "dropout", "neither"),
        used=thinned_networks.median_outputs(settings, sound, X),
        rescaled=thinned_networks.median_outputs(rescaled, sound, X),
        rescaled_accuracy=float(np.median(right.mean(axis=1))),
        fall=statistics.paired(right, statistics.right(trainer, X, Y)),
    )


def kind(found: Findings, scaling: str) -> str:
    """Return which of the page's sentences the `findings` of a run with this `scaling` support.

    With "none": accuracy clearly "falls", or "stays" while z grows, or all is the "same".
    Otherwise dropout is clearly "better" or "worse" than neither, or "even".
    """
    if scaling != "none":
        return {1: "better", 0: "even", -1: "worse"}[found.over_neither.sign]
    if found.fall.sign == 1:
        return "falls"
    return "stays" if found.ratio >= LARGER else "same"
