"""The numbers that the words of the page state."""

from functools import lru_cache, partial
from statistics import median
from typing import Any

from scipy.stats import entropy

from core.labs.overfitting import lab, polynomials
from core.network.trainer import Trainer
from core.runs import statistics
from core.runs.experiment import Experiment
from core.runs.measured import Measured

VALIDATION = "accuracy validation"
BOOK: dict[str, Any] = {"data": "mnist", "n_training": 1000, "label_noise": 0.0}
BOOK |= {"weight_init": "standard"}
CREEPING = BOOK | {"l2": 0.1, "epochs": 200}  # accuracy creeps up to the end


@lru_cache
def finished(**choices: Any) -> Experiment[Trainer]:
    """Return the page's run at its defaults, but for `choices`."""
    scene: dict[str, Any] = {"data": "digits", "n_training": 500, "label_noise": 0.2}
    scene |= {"hidden_layer_sizes": (30,), "weight_init": "scaled", "learning_rate": 0.5}
    run = lab.experiment(**scene | {"epochs": 100, "random_state": 0} | choices)
    run.advance(float("inf"))
    return run


@lru_cache
def found(**choices: Any) -> lab.Findings:
    """Return what that run showed."""
    return lab.findings(finished(**choices))


def at(name: str, epoch: int, **choices: Any) -> float:
    """Return a measure of that run after an epoch, the median of its networks."""
    return float(median(statistics.curve(finished(**choices).records, name)[epoch]))


def best(**choices: Any) -> float:
    """Return the best validation accuracy of that run, the median of each network's own."""
    curve = statistics.curve(finished(**choices).records, VALIDATION)
    return float(median(curve.max(axis=0)))


def creeping() -> lab.Rule:
    """Return what patience 10 comes to where accuracy creeps."""
    return found(**CREEPING).rules["accuracy", 10]


def _entropy() -> float:
    """Return the entropy of labels of which 0.8 are right and 0.2/9 each other digit."""
    return float(entropy([0.8, 0.2]) + 9 * entropy([0.2 / 9, 1 - 0.2 / 9]))


MEASURED = {
    "line_there": Measured(11, 1e-9, lambda: polynomials.LINE(5.5)),
    "left_out_1": Measured(0.35, 0.005, partial(polynomials.left_out_rms, 1)),
    "left_out_8": Measured(96, 0.5, partial(polynomials.left_out_rms, 8)),
    "entropy": Measured(1.46, 0.005, _entropy),
    "training_cost": Measured(0.53, 0.1, partial(at, "cost training", 100)),
    "heart_0": Measured(0.10, 0.05, partial(at, "heart", 0)),
    "heart_20": Measured(0.07, 0.03, partial(at, "heart", 20)),
    "heart_100": Measured(0.58, 0.08, partial(at, "heart", 100)),
    "heart_more": Measured(0.32, 0.08, partial(at, "heart", 100, n_training=1000)),
    "heart_small": Measured(0.19, 0.06, partial(at, "heart", 100, hidden_layer_sizes=(10,))),
    "best": Measured(0.927, 0.015, best),
    "best_small": Measured(0.897, 0.015, partial(best, hidden_layer_sizes=(10,))),
    "book_turn": Measured(15, 4, lambda: found(**BOOK).cost.epoch, needs="mnist"),
    "creeping_stop": Measured(55, 10, lambda: creeping().outcome.stop, needs="mnist"),
    "creeping_kept": Measured(0.848, 0.01, lambda: creeping().accuracy, needs="mnist"),
    "creeping_200": Measured(0.867, 0.01, partial(at, VALIDATION, 200, **CREEPING), needs="mnist"),
}
