"""The run of the page about entropy and KL: a q that learns p, and what is said of the two."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from core.labs.kl_divergence import learned_distribution
from core.labs.kl_divergence.information import NATS
from core.labs.kl_divergence.learned_distribution import Sizes
from core.network.trainer import Trainer
from core.runs.experiment import Experiment, marks

DECIMALS = 4


class Findings(NamedTuple):
    """What a finished run showed: sizes in nats at its `first` and `last` mark, and q₁ there.

    `close` is the step at which q was first as close to p as `learned_distribution.CLOSE`, or None.
    """

    first: Sizes
    last: Sizes
    q1: float
    close: int | None


def experiment(
    *, p: Sequence[float], q: Sequence[float], learning_rate: float, steps: int
) -> Experiment[Trainer]:
    """Return a learner called "q" that takes `q` towards `p` in `steps` steps on its logits.

    Both are distributions over the same outcomes; records hold q and the Sizes in nats. Raises
    ValueError where `p` or `q` is no distribution.
    """
    learner = learned_distribution.trainer(p, q, learning_rate)
    return Experiment({"q": learner}, learned_distribution.measure, marks(steps))


def rounded(sizes: Sizes, unit: str) -> Sizes:
    """Return sizes in nats in `unit` of `information.NATS`, with DECIMALS.

    The cross-entropy is the sum of entropy and KL as they are rounded: a reader may add them up.
    """
    short = Sizes(*(round(size / NATS[unit], DECIMALS) + 0.0 for size in sizes))  # + 0: no −0
    return short._replace(cross_entropy=short.entropy + short.kl)


def sizes(record: dict[str, Any]) -> Sizes:
    """Return the Sizes that a record of the run holds."""
    return Sizes(*(record[name] for name in Sizes._fields))


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    first, last, (learner,) = run.records[0], run.records[-1], run.trainers.values()
    p, eta = learner.Y[0], learner.settings[0].learning_rate
    close = learned_distribution.first_close(p, first["q"], eta, run.steps)
    return Findings(sizes(first), sizes(last), last["q"][0], close)


def zeros(p: Sequence[float], q: Sequence[float]) -> dict[str, list[int]]:
    """Return the outcomes, counted from 1, at which a 0 in p or q matters; no empty lists.

    "infinite": it happens and q is 0, so CE and KL are ∞. "start": q is 0, so that a run must
    start it at `learned_distribution.START`. "never": q expects it and p is 0, so KL(q‖p) is ∞.
    """
    scene = list(enumerate(zip(p, q, strict=True), start=1))
    found = {
        "infinite": [k for k, (happens, expected) in scene if happens > 0 == expected],
        "start": [k for k, (_, expected) in scene if expected == 0],
        "never": [k for k, (happens, expected) in scene if happens == 0 < expected],
    }
    return {name: outcomes for name, outcomes in found.items() if outcomes}
