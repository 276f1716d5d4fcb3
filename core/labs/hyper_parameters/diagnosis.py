"""What went wrong in a run, as far as its settings and what was measured can tell."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

import numpy as np
from scipy.stats import entropy

from core.arrays import Array
from core.data.handwriting import N_CLASSES
from core.network.penalties import decay_factor
from core.network.settings import Settings

DIAGNOSES = (
    "runs_away",  # 1 − ηλ/n < −1: L2 alone makes every weight longer at every step
    "overflows",  # it diverges without that: η is too large
    "flips",  # −1 ≤ 1 − ηλ/n < 0: every step turns the sign of all weights
    "forgets",  # an epoch of L2 alone leaves less than half of a weight
    "oscillates",  # η is too large: the cost goes up and down
    "slow",  # η is too small, or the epochs are too few: the cost still falls at the end
    "no_signal",  # none of these, and it reads no better than chance
    "signal",  # none of these, and it does
)
HALF = 0.5
SIGNAL = 1.5 / N_CLASSES  # an accuracy of chance and half as much again
GUESSING = N_CLASSES * float(entropy([1 / N_CLASSES, 1 - 1 / N_CLASSES]))  # 3.25 nats: see `cost`
NOTICEABLE = 0.025 * GUESSING  # of the cost

Records = Sequence[Mapping[str, Any]]


def kept(settings: Settings, n: int) -> float:
    """Return |1 − ηλ/n|^(n/m), the part of a weight that an epoch of L2 alone leaves."""
    factor = decay_factor(settings.learning_rate, settings.l2, n)
    with np.errstate(over="ignore"):
        return float(np.power(abs(factor), n / settings.batch_size))


def borders(n: int, batch_size: int) -> dict[str, float]:
    """Return the product ηλ from which an epoch forgets, each step flips, the weights run away.

    They are those of DIAGNOSES: an epoch leaves HALF of a weight, and the factor is 0, then −1.
    """
    return {"forgets": n * (1 - HALF ** (batch_size / n)), "flips": n, "runs_away": 2 * n}


def cost(record: Mapping[str, Any]) -> float:
    """Return the training cost with its penalty: what the steps make smaller.

    Ten sigmoid outputs that always say 1 in 10 have a cross-entropy of GUESSING.
    """
    return float(record["cost training"] + record["penalty"])


def diagnose(settings: Settings, n: int, records: Records) -> str:
    """Return the first of DIAGNOSES that fits a finished run on `n` training examples.

    `records` are those of `metrics.learning` for one trainer, whose networks have these
    settings but for their seeds, with a set "training" and a set "validation". A network whose
    records end before the last epoch diverged. Raises ValueError for no records.
    """
    networks = _by_network(records)
    costs = [np.array([cost(record) for record in records]) for records in networks]
    factor = decay_factor(settings.learning_rate, settings.l2, n)
    if factor < -1:
        return "runs_away"
    if any(records[-1]["epoch"] < settings.epochs for records in networks):
        return "overflows"
    if factor < 0:
        return "flips"
    if kept(settings, n) < HALF:
        return "forgets"
    if median(map(_climb, costs)) > NOTICEABLE:
        return "oscillates"
    if median(map(_fall, costs)) > NOTICEABLE:
        return "slow"
    return "signal" if accuracy(settings, records) >= SIGNAL else "no_signal"


def accuracy(settings: Settings, records: Records) -> float:
    """Return the median validation accuracy at the end of a run, over its networks.

    One that diverged counts as 0. `records` and errors as in `diagnose`.
    """
    last = [own[-1] for own in _by_network(records)]
    read = [r["accuracy validation"] if r["epoch"] >= settings.epochs else 0 for r in last]
    return float(median(read))


def _by_network(records: Records) -> list[Records]:
    if not records:
        raise ValueError(f"records = {records!r} is not possible: give those of a finished run.")
    numbers = sorted({record["network"] for record in records})
    return [[r for r in records if r["network"] == number] for number in numbers]


def _climb(costs: Array) -> float:
    """Return how far the cost goes up from one look to the next, on average over the second half.

    A look that finds it lower counts as 0.
    """
    later = costs[len(costs) // 2 :]
    return float(np.diff(later, prepend=later[0]).clip(0).mean())


def _fall(costs: Array) -> float:
    """Return by how much the cost falls along the straight line that fits its last quarter."""
    last = costs[min(3 * len(costs) // 4, len(costs) - 2) :]
    slope = np.polyfit(np.arange(len(last)), last, 1)[0]
    return float(-slope * (len(last) - 1))
