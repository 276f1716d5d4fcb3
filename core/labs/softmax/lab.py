"""The run of the page about softmax: gradient descent turns the sharpness c of one softmax."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from core.labs.softmax import temperature
from core.labs.softmax.sharpness import Sharpness
from core.network.functions import softmax
from core.runs.experiment import Experiment, marks


class Moment(NamedTuple):
    """The sharpness, the cost in nats and the share of the right class at one mark."""

    c: float
    cost: float
    share: float


class Findings(NamedTuple):
    """What a finished run showed: its `first` and `last` mark, and what the right class can get.

    `limit` is what its share approaches as c grows: 1, or 1/m if m inputs tie for the largest, or
    0 if its own is smaller.
    """

    first: Moment
    last: Moment
    limit: float


def experiment(
    *, z: Sequence[float], target: int, c: float, learning_rate: float, steps: int
) -> Experiment[Sharpness]:
    """Return the sharpness of the softmax of `z`, from `c` on, that learns for `steps` steps.

    `target` is the right class, counted from 0. Records hold "c", the "cost" in nats and the
    "shares". Raises ValueError for impossible numbers.
    """
    return Experiment({"c": Sharpness(z, target, c, learning_rate)}, measure, marks(steps))


def measure(learner: Sharpness) -> list[dict[str, Any]]:
    """Return one record: "c", "cost", and "shares" as a tuple."""
    z, y, c = learner.z, learner.y, learner.c
    shares = tuple(softmax(z, c).tolist())
    return [{"c": c, "cost": temperature.cost(z, y, c), "shares": shares}]


def findings(run: Experiment[Sharpness]) -> Findings:
    """Return what a finished `run` showed."""
    learner = run.trainers["c"]
    right = int(learner.y.argmax())
    first, last = (
        Moment(record["c"], record["cost"], record["shares"][right])
        for record in (run.records[0], run.records[-1])
    )
    return Findings(first, last, float(temperature.limit(learner.z, 1)[right]))
