"""The run of the page about the two costs: five networks of each cost, on handwriting."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from core.data import handwriting
from core.network.settings import Settings
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, Record, compare

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
    measure = partial(metrics.learning, sets=sets, stuck=partial(metrics.stuck, X=X, Y=Y))
    training = split.training
    return compare(arms, training.X, training.Y, measure, seeds=NETWORKS)


def findings(records: Sequence[Record], rival: str, n_validation: int) -> dict[str, float]:
    """Return medians over the networks at the end of a run, all of them shares from 0 to 1.

    Validation accuracy of the cross-entropy, "entropy", and of the cost `rival`, "other"; the
    "lead" of the first, and its "noise", the standard error on `n_validation` examples; and
    "stuck_entropy" and "stuck_other". A network that ran away has an accuracy of 0.
    """
    end = max(record["step"] for record in records)
    found = {}
    for name, cost in (("entropy", "cross_entropy"), ("other", rival)):
        rows = [r for r in records if r["name"] == cost and r["step"] == end]
        away = [0.0] * (NETWORKS - len(rows))
        found[name] = float(np.median([*(r["accuracy validation"] for r in rows), *away]))
        found[f"stuck_{name}"] = float(np.median([r["stuck"] for r in rows] or [np.nan]))
    noise = statistics.standard_error(found["entropy"], n_validation)
    return found | {"lead": found["entropy"] - found["other"], "noise": noise}
