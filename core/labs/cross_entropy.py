"""The run of the page about the two costs: five networks of each cost, on handwriting."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from core import experiment as experiments
from core import handwriting, measures, monitoring, stopping
from core.experiment import Experiment, Record
from core.settings import Settings

PARTS = ("training", "validation")
NETWORKS = 5  # of each cost


def experiment(
    *, data: str, n_training: int, learning_rates: Mapping[str, float], **settings: Any
) -> Experiment:
    """Return five networks for each cost of `learning_rates`, which share their five starts.

    `data` and `n_training` as in `handwriting.load`, `settings` as in Settings. Accuracy and cost
    on PARTS; "stuck" is the share of outputs on validation that are flat at the wrong end.
    """
    network = Settings(**settings)
    split = handwriting.load(data, n_training)
    sets = {part: handwriting.sample(getattr(split, part)) for part in PARTS}
    arms = {c: replace(network, cost=c, learning_rate=eta) for c, eta in learning_rates.items()}
    X, Y = sets["validation"]
    measure = partial(monitoring.learning, sets=sets, stuck=partial(measures.stuck, X=X, Y=Y))
    training = split.training
    return experiments.compare(arms, training.X, training.Y, measure, seeds=NETWORKS)


def findings(records: Sequence[Record], other: str, n_validation: int) -> dict[str, float]:
    """Return the median validation accuracies at the end, shares, and what lies between them.

    "entropy" of the cross-entropy, "other" of the cost of that name, "lead" = entropy − other, and
    "noise", one standard error of the first on `n_validation` examples. A network that ran away
    has no record at the end, and counts as 0.
    """
    end = max(record["step"] for record in records)
    medians = []
    for cost in ("cross_entropy", other):
        rows = [r for r in records if r["name"] == cost and r["step"] == end]
        accuracies = [row["accuracy validation"] for row in rows]
        medians.append(float(np.median(accuracies + [0.0] * (NETWORKS - len(rows)))))
    entropy, against = medians
    noise = stopping.standard_error(entropy, n_validation)
    return {"entropy": entropy, "other": against, "lead": entropy - against, "noise": noise}
