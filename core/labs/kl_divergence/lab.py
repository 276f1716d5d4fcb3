"""The run of the page about entropy and KL: a q that learns p, and what is said of the two."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from core.labs.kl_divergence import learned_distribution
from core.labs.kl_divergence.information import NATS
from core.network.trainer import Trainer
from core.runs.experiment import Experiment, marks

SIZES = ("entropy", "cross_entropy", "kl", "reverse")
DECIMALS = 4


class Findings(NamedTuple):
    """What a finished run showed: SIZES in nats at its `first` and `last` mark, and q there."""

    first: dict[str, float]
    last: dict[str, float]
    q: tuple[float, ...]


def experiment(
    *, p: Sequence[float], q: Sequence[float], learning_rate: float, steps: int
) -> Experiment[Trainer]:
    """Return a learner called "q" that takes `q` towards `p` in `steps` steps on its logits.

    Both are distributions over the same outcomes; sizes are in nats, as `distribution.compare`
    names them. Raises ValueError where `p` or `q` is no distribution.
    """
    learner = learned_distribution.trainer(p, q, learning_rate)
    return Experiment({"q": learner}, learned_distribution.measure, marks(steps))


def rounded(sizes: Mapping[str, Any], unit: str) -> dict[str, float]:
    """Return SIZES, given in nats, in `unit` of `information.NATS`, with DECIMALS.

    The cross-entropy is the sum of entropy and KL as they are rounded: a reader may add them up.
    """
    short = {name: round(sizes[name] / NATS[unit], DECIMALS) + 0.0 for name in SIZES}  # + 0: no −0
    return short | {"cross_entropy": short["entropy"] + short["kl"]}


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    first, last = run.records[0], run.records[-1]
    begun, ended = ({name: record[name] for name in SIZES} for record in (first, last))
    return Findings(begun, ended, last["q"])


def zeros(p: Sequence[float], q: Sequence[float]) -> dict[str, list[int]]:
    """Return the outcomes, counted from 1, at which a 0 in p or q matters; no empty lists.

    "infinite": it happens and q is 0, so CE and KL are ∞. "start": q is 0, so that a run must
    start it at `distribution.START`. "never": q expects it and p is 0, so KL(q‖p) is ∞.
    """
    scene = list(enumerate(zip(p, q, strict=True), start=1))
    found = {
        "infinite": [k for k, (happens, expected) in scene if happens > 0 == expected],
        "start": [k for k, (_, expected) in scene if expected == 0],
        "never": [k for k, (happens, expected) in scene if happens == 0 < expected],
    }
    return {name: outcomes for name, outcomes in found.items() if outcomes}
