"""Early stopping: where a curve turns, when a rule stops, and which epoch it keeps."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array
from core.runs.statistics import Difference, paired

TURNED = 0.05  # a cost has turned once it is this share above its lowest value
LAST = 5  # epochs at the end that must all be worse: a single one may just be unlucky


class Stop(NamedTuple):
    """The epoch at which training stops, and the best one until then, which is kept."""

    stop: int
    best: int


class Outcome(NamedTuple):
    """What a rule makes of K networks: the epochs `kept` and at which they `stop`, as medians.

    It `fired` if more than half of the networks stopped before the run was over. `bests` holds the
    epoch that each of the K keeps.
    """

    kept: float
    stop: float
    fired: bool
    bests: Array


class Turn(NamedTuple):
    """The epoch of a curve's best value, that value, the last one, and whether it has `turned`.

    It has if each of the last five epochs is clearly worse than the best one. None: cannot tell.
    """

    epoch: int
    best: float
    last: float
    turned: bool | None

    @property
    def kind(self) -> str:
        """What is said of it: "turned", "flat" or, where it cannot be told, "unclear"."""
        return {True: "turned", False: "flat", None: "unclear"}[self.turned]


def stop_epoch(series: ArrayLike, patience: int, *, greater_is_better: bool) -> Stop:
    """Return where training stops that watches `series` (epochs + 1,), untrained first.

    It stops once `patience` epochs have passed without a strictly better value ("no improvement in
    ten", Nielsen, "How to choose a neural network's hyper-parameters"), else at the last epoch.
    What is no number, after a network diverged, is not better. Raises ValueError for an impossible
    patience, or a series that is empty or does not begin with a number.
    """
    values = np.asarray(series, dtype=float)
    if values.ndim != 1 or not len(values) or np.isnan(values[0]):
        raise ValueError(f"series = {series!r} is not possible: numbers, at least one.")
    if not isinstance(patience, (int, np.integer)) or patience < 1:
        raise ValueError(f"patience = {patience!r} is not possible: a whole number from 1.")
    scores, best = values if greater_is_better else -values, 0
    for epoch, score in enumerate(scores):
        if score > scores[best]:
            best = epoch
        if epoch - best == patience:
            return Stop(epoch, best)
    return Stop(len(values) - 1, best)


def outcome(curve: Array, patience: int, *, greater_is_better: bool) -> Outcome:
    """Return what a rule makes of the `curve` that it watches, (epochs + 1, K)."""
    ends = [stop_epoch(s, patience, greater_is_better=greater_is_better) for s in curve.T]
    stops, bests = np.array(ends).T
    fired = bool(np.mean(stops - bests == patience) > 0.5)
    return Outcome(float(np.median(bests)), float(np.median(stops)), fired, bests)


def kept(curve: Array, epochs: Array) -> Array:
    """Return `curve` (epochs + 1, K, …) at one of the `epochs` for each network, (K, …)."""
    values: Array = curve[epochs, np.arange(len(epochs))]
    return values


def loss(right: Array, epochs: Array) -> Difference:
    """Return how much less often K networks are right at `epochs` than each at its best.

    `right` (epochs + 1, K, n) says which answers are. The best epoch is picked on these very
    images, so luck helps it: a rule that loses nothing clear to it is good enough all the more.
    """
    best = right.mean(axis=2).argmax(axis=0)
    return paired(kept(right, best), kept(right, epochs))


def falls(right: Array) -> list[Difference]:
    """Return how much less often K networks are right in each of the last epochs than at the best.

    `right` as in `loss`. Here the luck of the best epoch would look like a fall. So each half of
    the images judges the epoch that the other half finds best.
    """
    best = np.empty(right.shape[1:], bool)
    for half in (0, 1):
        epochs = right[..., 1 - half :: 2].mean(axis=2).argmax(axis=0)
        best[:, half::2] = kept(right[..., half::2], epochs)
    return [paired(best, last) for last in right[-LAST:]]


def cost_turn(cost: Array) -> Turn:
    """Return where the median of `cost` (epochs + 1, K) turns up: by more than 5 % of its least."""
    curve = np.nanmedian(cost, axis=1)
    epoch = int(curve.argmin())
    least = float(curve[epoch])
    turned = bool(curve[-LAST:].min() > (1 + TURNED) * least)
    return Turn(epoch, least, float(curve[-1]), turned)


def accuracy_turn(right: Array) -> Turn:
    """Return where the median accuracy turns down: each of its `falls` is clear.

    If only some are, it cannot be told. `right` as in `loss`.
    """
    curve = np.median(right.mean(axis=2), axis=1)
    epoch = int(curve.argmax())
    clear = {fall.sign == 1 for fall in falls(right)}
    turned = None if len(clear) == 2 else clear == {True}
    return Turn(epoch, float(curve[epoch]), float(curve[-1]), turned)
