"""The run of the page about softmax: one layer at three values of c, all from zero weights."""

from functools import partial
from typing import Any, NamedTuple

from core.data import handwriting
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, compare

CS = (0.1, 1, 10)  # softmax_c of the three


class Arm(NamedTuple):
    """The networks of one c at the end, as medians: validation accuracy, and how sure they are."""

    accuracy: float
    confidence: float


class Findings(NamedTuple):
    """What a finished run showed, at each of CS, from the `soft` to the `sharp` one.

    `factor` is how many times as far the first step moved cz at the sharp one as at 1; `apart` is
    the largest accuracy less the least.
    """

    soft: Arm
    plain: Arm
    sharp: Arm
    factor: float
    apart: float


def experiment(
    *, data: str, n_training: int, learning_rate: float, divided: bool, **settings: Any
) -> Experiment[Trainer]:
    """Return five softmax layers of each c in CS, "c = 0.1" and so on, with zero weights.

    `data` and `n_training` as in `handwriting.load`, `settings` as in Settings. The rate η is
    `learning_rate`, or `divided` by c². Cost and accuracy on validation; "confidence" and
    "exponent" as in `metrics`, after the first step too. ValueError for an impossible choice.
    """
    split = handwriting.load(data, n_training)
    X, Y = handwriting.sample(split.validation)
    sets = {"validation": (X, Y)}
    base = {"hidden_layer_sizes": (), "cost": "log_likelihood", "weight_init": "zeros"} | settings
    arms = {}
    for c in CS:
        eta = learning_rate / c**2 if divided else learning_rate
        arms[f"c = {c}"] = Settings(softmax_c=c, learning_rate=eta, **base)
    measure = partial(
        metrics.learning,
        sets=sets,
        confidence=partial(metrics.confidence, X=X),
        exponent=partial(metrics.exponent_size, X=X),
    )
    return compare(arms, split.training.X, split.training.Y, measure, also=(1,), sets=sets)


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    ends, first = statistics.medians(run, run.step), statistics.medians(run, 1)
    soft, plain, sharp = (
        Arm(end["accuracy validation"], end["confidence"]) for end in ends.values()
    )
    _, moved, moved_sharp = (measured["exponent"] for measured in first.values())
    reads = [arm.accuracy for arm in (soft, plain, sharp)]
    return Findings(soft, plain, sharp, moved_sharp / moved, max(reads) - min(reads))
