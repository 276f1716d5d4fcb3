"""Early stopping: where a curve turns, when a rule stops, and which epoch it keeps."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array
from core.runs.statistics import standard_error

CRITERIA = {"accuracy": True, "cost": False}  # what a rule watches: is greater better?
TURNED = 0.05  # a cost has turned once it is this share above its lowest value
LAST = 5  # epochs at the end that must all be worse: a single one may just be unlucky

Rule = tuple[str, int]  # criterion and patience


class Stop(NamedTuple):
    """The epoch at which training stops, and the best one until then, which is kept."""

    stop: int
    best: int


class Outcome(NamedTuple):
    """What a rule makes of K networks, as medians over them.

    `kept` and `stop` are epochs, `accuracy` is the validation accuracy kept (a share). It `fired`
    if more than half of the networks stopped before the run was over. `bests` holds the epoch that
    each of the K keeps.
    """

    kept: float
    stop: float
    accuracy: float
    fired: bool
    bests: Array


class Turn(NamedTuple):
    """The epoch of a curve's best value, that value, the last one, and whether it has `turned`.

    It has if each of the last five epochs is clearly worse than the best one.
    """

    epoch: int
    best: float
    last: float
    turned: bool


def stop_epoch(series: ArrayLike, patience: int, *, greater_is_better: bool) -> Stop:
    """Return where training stops that watches `series` (epochs + 1,), untrained first.

    It stops once `patience` epochs have passed without a strictly better value ("no improvement in
    ten", Nielsen, "How to choose a neural network's hyper-parameters"), else at the last epoch.
    Raises ValueError for an impossible patience, or a series that is empty or not finite.
    """
    values = np.asarray(series, dtype=float)
    if values.ndim != 1 or not len(values) or not np.isfinite(values).all():
        raise ValueError(f"series = {series!r} is not possible: finite numbers, at least one.")
    if not isinstance(patience, (int, np.integer)) or patience < 1:
        raise ValueError(f"patience = {patience!r} is not possible: a whole number from 1.")
    scores, best = values if greater_is_better else -values, 0
    for epoch, score in enumerate(scores):
        if score > scores[best]:
            best = epoch
        if epoch - best == patience:
            return Stop(epoch, best)
    return Stop(len(values) - 1, best)


def outcome(curves: Mapping[str, Array], criterion: str, patience: int) -> Outcome:
    """Return what a rule makes of the validation curves "accuracy" and "cost".

    Each is (epochs + 1, K), a column for each network. Raises ValueError for another criterion.
    """
    if criterion not in CRITERIA:
        raise ValueError(f"criterion = {criterion!r} is not possible: {' or '.join(CRITERIA)}.")
    better = CRITERIA[criterion]
    ends = [stop_epoch(s, patience, greater_is_better=better) for s in curves[criterion].T]
    stops, bests = np.array(ends).T
    return Outcome(
        kept=float(np.median(bests)),
        stop=float(np.median(stops)),
        accuracy=kept_value(curves["accuracy"], bests),
        fired=bool(np.mean(stops - bests == patience) > 0.5),
        bests=bests,
    )


def outcomes(curves: Mapping[str, Array], patiences: Sequence[int]) -> dict[Rule, Outcome]:
    """Return the outcome of every rule, a criterion and a patience; `curves` as in `outcome`."""
    return {(c, p): outcome(curves, c, p) for c in CRITERIA for p in patiences}


def good_rules(
    curves: Mapping[str, Array], patiences: Sequence[int], n: int
) -> dict[Rule, Outcome]:
    """Return the rules that keep a `good_enough` accuracy, the soonest to stop first.

    `curves` as in `outcome`; `n` is the number of validation examples.
    """
    least = good_enough(curves["accuracy"], n)
    tried = sorted(outcomes(curves, patiences).items(), key=lambda item: item[1].stop)
    return {rule: end for rule, end in tried if end.accuracy >= least}


def kept_value(curve: Array, bests: Array) -> float:
    """Return the median over K networks of `curve` (epochs + 1, K), each at its own epoch."""
    return float(np.median(curve[bests, np.arange(len(bests))]))


def good_enough(accuracy: Array, n: int) -> float:
    """Return one standard error, for n examples, below the best accuracy (epochs + 1, K) reached.

    The best is that of each network over all epochs, and of these the median.
    """
    best = kept_value(accuracy, accuracy.argmax(axis=0))
    return best - standard_error(best, n)


def cost_turn(cost: Array) -> Turn:
    """Return where the median of `cost` (epochs + 1, K) turns up: by more than 5 % of its least."""
    curve = np.median(cost, axis=1)
    epoch = int(curve.argmin())
    least = float(curve[epoch])
    turned = bool(curve[-LAST:].min() > (1 + TURNED) * least)
    return Turn(epoch, least, float(curve[-1]), turned)


def accuracy_turn(accuracy: Array, n: int) -> Turn:
    """Return where the median of `accuracy` (epochs + 1, K) turns down.

    By more than one standard error of its greatest value, which was measured on n examples.
    """
    curve = np.median(accuracy, axis=1)
    epoch = int(curve.argmax())
    best = float(curve[epoch])
    turned = bool(best - curve[-LAST:].max() > standard_error(best, n))
    return Turn(epoch, best, float(curve[-1]), turned)
