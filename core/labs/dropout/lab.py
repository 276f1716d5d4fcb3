"""The run of the page about dropout: five networks with it, five with L2, and five with neither."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from core.arrays import Array
from core.data import handwriting
from core.labs.dropout import thinned_networks
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, compare

L2 = 1.0  # the λ to beat
FIRST = range(1, 6)  # steps that are measured whatever the pace, so that each mask is seen
LARGER, CLEAR = 1.2, 2  # from this factor on z is larger; standard errors of a clear difference


def experiment(
    *, data: str, n_training: int, label_noise: float, **settings: Any
) -> Experiment[Trainer]:
    """Return five networks each of "dropout", "l2" and "neither", which share their five starts.

    `data` (the digits in 8 × 8 pixels), `n_training` and `label_noise` as in `handwriting.load`,
    `settings` as in Settings, dropout included. Accuracy and cost on validation.
    """
    dropping = Settings(**settings)
    neither = replace(dropping, dropout=0.0)
    arms = {"dropout": dropping, "l2": replace(neither, l2=L2), "neither": neither}
    split = handwriting.load(data, n_training, label_noise, dropping.random_state, size=8)
    sets = {"validation": handwriting.sample(split.validation)}
    measure = partial(metrics.learning, sets=sets)
    return compare(arms, split.training.X, split.training.Y, measure, also=FIRST)


def newest(trainer: Trainer, thinned: Sequence[Array]) -> Array:
    """Return the masks of the first network's newest step, (batch_size, h): 0 is dropped.

    Before the first step, and without dropout, the first of the `thinned` networks, as
    `thinning.thin` returns them, stand in. One mask of a whole mini-batch is repeated.
    """
    settings = trainer.settings[0]
    rows = thinned[0][: 1 if settings.dropout_mask == "batch" else settings.batch_size]
    rows = trainer.masks[0][0] if trainer.masks else rows
    return np.broadcast_to(rows, (settings.batch_size, rows.shape[1]))


def findings(run: Experiment[Trainer], X: Array, Y: Array) -> dict[str, float]:
    """Return what the networks came to, medians of five.

    {} before the end of the run, and where all five of an arm ran away.
    The validation accuracy of each arm by its name, "cost_<arm>", and "over_<arm>", the lead of
    dropout, whose standard error is "noise", and "two" of them. On X, Y, the validation examples,
    "right", "fall" and "right_ends" are the accuracy of the rescaled networks, what is lost to it
    as they are used, and the share of their outputs within 0.01 of 0 or 1; "ends" is that share as
    they are used, and "ratio" the size of their z, over that of the rescaled ones.
    Accuracies are rounded to 0.1 %, as they are shown, so that a lead is that of what is shown.
    """
    ends = statistics.medians(run, run.step)
    if not run.done or set(ends) != set(run.trainers):
        return {}
    found = {arm: round(end["accuracy validation"], 3) for arm, end in ends.items()}
    dropout = found["dropout"]
    found |= {f"over_{arm}": dropout - found[arm] for arm in ("l2", "neither")}
    found |= {f"cost_{arm}": end["cost validation"] for arm, end in ends.items()}
    five, settings = run.trainers["dropout"].parameters, run.trainers["dropout"].settings[0]
    used = thinned_networks.median_reading(settings, five, X, Y)
    right = thinned_networks.median_reading(thinned_networks.rescaled(settings), five, X, Y)
    found |= {"right": round(right.accuracy, 3), "ratio": used.size / right.size}
    found |= {"ends": used.saturated, "right_ends": right.saturated}
    noise = statistics.standard_error(dropout, len(X))
    return found | {"fall": found["right"] - dropout, "noise": noise, "two": CLEAR * noise}


def kind(found: dict[str, float], scaling: str) -> str:
    """Return which of the page's sentences the `findings` of a run with this `scaling` support.

    With "none": "falls", "stays" (z grows, accuracy does not fall clearly) or "same". Otherwise
    dropout is "better", "even" or "worse" than neither. Clear is more than CLEAR standard errors.
    """
    if scaling == "none":
        grown = "same" if found["ratio"] < LARGER else "stays"
        return "falls" if found["fall"] > found["two"] else grown
    if abs(found["over_neither"]) <= found["two"]:
        return "even"
    return "better" if found["over_neither"] > 0 else "worse"
