"""The networks of the page about momentum: η alone, η with μ, and η/(1 − μ) alone."""

from functools import partial
from typing import Any, NamedTuple

from core.data import handwriting
from core.labs.momentum import stability
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, compare
from core.runs.statistics import Difference

ARMS = ("no_momentum", "with_momentum", "longer_step")
MOST, FEW = 1000, 200  # examples of each part to measure on; validation examples for saturation


class Arm(NamedTuple):
    """Five networks at the end, as medians.

    Validation accuracy, root mean square of the weights, and the share of hidden neurons that are
    saturated.
    """

    accuracy: float
    size: float
    saturated: float


class Findings(NamedTuple):
    """What a finished run showed; `lead` is that of momentum over η alone, `step` is η/(1 − μ)."""

    no_momentum: Arm
    with_momentum: Arm
    longer_step: Arm
    lead: Difference
    step: float


def experiment(
    *, data: str, n_training: int, learning_rate: float, momentum: float, **settings: Any
) -> Experiment[Trainer]:
    """Return five networks of each of ARMS: η alone, η with μ, and η/(1 − μ) alone.

    `data` and `n_training` as in `handwriting.load`, the others as in Settings. Accuracy and cost
    on training and validation; "size" is the root mean square of the weights, "flat" the share of
    saturated hidden neurons.
    """
    split = handwriting.load(data, n_training)
    parts = {"training": split.training, "validation": split.validation}
    sets = {name: handwriting.sample(part, MOST) for name, part in parts.items()}
    flat = partial(metrics.saturated, X=sets["validation"][0][:FEW])
    measure = partial(metrics.learning, sets=sets, flat=flat, size=metrics.weight_size)
    longer = stability.effective_step(learning_rate, momentum)
    pairs = [(learning_rate, 0.0), (learning_rate, momentum), (longer, 0.0)]
    arms = {
        name: Settings(learning_rate=eta, momentum=mu, **settings)
        for name, (eta, mu) in zip(ARMS, pairs, strict=True)
    }
    return compare(arms, split.training.X, split.training.Y, measure, most=30, sets=sets)


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    arms = {
        name: Arm(end["accuracy validation"], end["size"], end["flat"])
        for name, end in statistics.medians(run, run.step).items()
    }
    return Findings(
        **arms,
        lead=statistics.lead(run, "with_momentum", "no_momentum"),
        step=run.trainers["longer_step"].settings[0].learning_rate,
    )
