"""The run of the page about softmax: one layer at three values of c, all from zero weights."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from core.data import handwriting
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, Record, compare

CS = (0.1, 1, 10)  # softmax_c of the three


def experiment(
    *, data: str, n_training: int, learning_rate: float, divided: bool, **settings: Any
) -> Experiment[Trainer]:
    """Return five softmax layers of each c in CS, "c = 0.1" and so on, with zero weights.

    `data` and `n_training` as in `handwriting.load`, `settings` as in Settings. The rate η is
    `learning_rate`, or `divided` by c². Cost and accuracy on validation; "confidence" and
    "exponent" as in `measures`, after the first step too. ValueError for an impossible choice.
    """
    split = handwriting.load(data, n_training)
    X, Y = handwriting.sample(split.validation)
    base = {"hidden_layer_sizes": (), "cost": "log_likelihood", "weight_init": "zeros"} | settings
    arms = {}
    for c in CS:
        eta = learning_rate / c**2 if divided else learning_rate
        arms[f"c = {c}"] = Settings(softmax_c=c, learning_rate=eta, **base)
    measure = partial(
        metrics.learning,
        sets={"validation": (X, Y)},
        confidence=partial(metrics.confidence, X=X),
        exponent=partial(metrics.exponent_size, X=X),
    )
    return compare(arms, split.training.X, split.training.Y, measure, also=(1,))


def findings(records: Sequence[Record]) -> dict[str, float]:
    """Return what a finished run showed, medians of the networks.

    "factor": how many times as far the first step moved cz at the last of CS as at 1. "right0" to
    "right2": validation accuracy at the end, in the order of CS; "sure0" to "sure2": confidence.
    "apart": the largest accuracy less the least.
    """

    def medians(c: float, measure: str) -> list[float]:
        curve = statistics.curve([r for r in records if r["name"] == f"c = {c}"], measure)
        return list(np.median(curve, axis=1))

    right = [medians(c, "accuracy validation")[-1] for c in CS]
    sure = [medians(c, "confidence")[-1] for c in CS]
    found = {"factor": medians(CS[-1], "exponent")[1] / medians(1, "exponent")[1]}
    found |= {f"right{place}": share for place, share in enumerate(right)}
    found |= {f"sure{place}": share for place, share in enumerate(sure)}
    return found | {"apart": max(right) - min(right)}
