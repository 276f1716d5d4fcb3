"""The run of the page about L1 and L2: five networks of each penalty, and one of their weights."""

from collections.abc import Mapping
from functools import partial
from math import isnan
from typing import Any, NamedTuple

from core.arrays import Array
from core.data import handwriting
from core.labs.shrinkage import single_weight, sparsity
from core.network.settings import Settings
from core.network.textbook import Parameters
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, Record, compare, marks
from core.runs.statistics import Difference

PARTS = ("training", "validation")
MARKS = 40  # at which the networks are measured
FEW, MANY = 0.05, 0.75  # share of zeros up to which it is none, and from which it is nearly all
NON_ZERO, WORTH = 0.4, 0.5  # what the challenge allows, and what must be read without a penalty


class Arm(NamedTuple):
    """The networks of one penalty at the end, as medians.

    Shares from 0 to 1: of live weights that are exactly 0, `zeros`, or `near` it, and validation
    `accuracy`. The training cost of the `data`, and what is `paid` for weights.
    """

    zeros: float
    near: float
    accuracy: float
    data: float
    paid: float

    @property
    def alive(self) -> float:
        """The share of live weights that are not 0."""
        return 1 - self.zeros


class Findings(NamedTuple):
    """What a finished run showed, by penalty: its networks, and their gain over "no_penalty"."""

    arms: dict[str, Arm]
    gains: dict[str, Difference]


def experiment(
    *,
    data: str,
    n_training: int,
    label_noise: float,
    strengths: Mapping[str, float],
    near: float,
    **settings: Any,
) -> Experiment[Trainer]:
    """Return five networks for each penalty of `strengths`, which share their five starts.

    `strengths` are λ by the name of a penalty in `single_weight.STEPS`, "no_penalty" among them;
    `data`, `n_training` and `label_noise` as in `handwriting.load`, `settings` as in Settings. The
    seed does not draw the wrong labels: they are the same for each. Accuracy and cost on PARTS;
    "exact" and "near" are the shares of live weights at 0, and at most the greatest ηλ/n from it;
    "weight" is one of a blank input, in the first network the nearest to `near` at the start. It
    alone is also measured at every step while L1 lands on 0.
    Raises ValueError for an unknown penalty.
    """
    network = Settings(**settings)
    split = handwriting.load(data, n_training, label_noise)
    sets = {part: handwriting.sample(getattr(split, part)) for part in PARTS}
    X, Y = split.training.X, split.training.Y
    live = sparsity.ever_on(X)
    pull = network.learning_rate * max(strengths.values()) / len(X)
    place, landing = _followed(Trainer(network, X, Y), live, near, pull)
    weight = partial(sparsity.weight_at, place=place)
    exact = partial(sparsity.share_of_zeros, live=live)
    close = partial(exact, within=pull)

    def measure(trainer: Trainer) -> list[Record]:
        if trainer.step in landing:
            return metrics.learning(trainer, {}, weight=weight)
        return metrics.learning(trainer, sets, weight=weight, exact=exact, near=close)

    arms = {name: single_weight.penalise(network, name, lam) for name, lam in strengths.items()}
    return compare(arms, X, Y, measure, most=MARKS, also=sorted(landing), sets=sets)


def _followed(
    untrained: Trainer, live: Array, near: float, pull: float
) -> tuple[sparsity.Place, set[int]]:
    """Return the place of a blank input's weight, and the steps between marks at which it lands."""
    weights, steps = untrained.parameters[0].weights[0], untrained.steps_per_epoch
    last = untrained.settings[0].epochs * steps
    place = sparsity.blank_place(weights, live, near)
    landing = single_weight.landing(float(weights[place]), pull, last)
    return place, set(landing) - set(marks(last, MARKS))


def firsts(run: Experiment[Trainer]) -> dict[str, Parameters]:
    """Return the first network of each penalty, by name."""
    return {name: trainer.parameters[0] for name, trainer in run.trainers.items()}


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    arms = {
        name: Arm(
            zeros=end["exact"],
            near=end["near"],
            accuracy=end["accuracy validation"],
            data=end["cost training"],
            paid=end["penalty"],
        )
        for name, end in statistics.medians(run, run.step).items()
    }
    return Findings(arms, {name: statistics.lead(run, name, "no_penalty") for name in arms})


def won(found: Findings, penalty: str) -> bool:
    """Return whether few weights read as well as all: at most NON_ZERO are not exactly 0.

    As well is no clear loss against no penalty, which must read at least WORTH.
    """
    few = found.arms[penalty].alive <= NON_ZERO
    return few and found.arms["no_penalty"].accuracy >= WORTH and found.gains[penalty].sign >= 0


def answer(found: Findings) -> str | None:
    """Return how much of "l1_sgn" is exactly 0: "none", "half" or "all".

    None if all its networks diverged.
    """
    share = found.arms["l1_sgn"].zeros
    if isnan(share):
        return None
    return "none" if share < FEW else "half" if share < MANY else "all"


def kind(found: Findings, pull: float) -> str:
    """Return which of the page's sentences tells a run with ηλ/n = `pull`.

    All networks of "l1_sgn" "diverged"; or else an "l1", or a "jump" where a step is larger than
    most weights.
    """
    if isnan(found.arms["l1_sgn"].zeros):
        return "diverged"
    return "l1" if pull <= 1 else "jump"
