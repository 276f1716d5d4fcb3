"""The run of the page about overfitting: five networks that are told some wrong labels."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from core.arrays import Array
from core.data import handwriting
from core.data.handwriting import Examples
from core.labs.overfitting import early_stopping
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, Record, compare

PARTS = ("training", "validation", "test")
MOST = 1000  # examples of each part to measure on
PATIENCES = (5, 10, 20, 50)


def experiment(
    *, data: str, n_training: int, label_noise: float, **settings: Any
) -> Experiment[Trainer]:
    """Return five networks at their starts, to be measured after every epoch.

    `data`, `n_training` and `label_noise` as in `handwriting.load`, `settings` as in Settings.
    Accuracy and cost on PARTS; "heart" is the share of wrong labels that are learned by heart.
    """
    network = Settings(**settings)
    split = handwriting.load(data, n_training, label_noise, network.random_state)
    sets = {part: handwriting.sample(getattr(split, part), MOST) for part in PARTS}
    X, told = split.training.X, split.training.labels
    wrong = told != split.training.true_labels
    heart = partial(metrics.memorised, X=X[wrong], told=told[wrong])
    measure = partial(metrics.learning, sets=sets, heart=heart)
    return compare({"all": network}, X, split.training.Y, measure, most=network.epochs)


def watched(records: Sequence[Record]) -> dict[str, Array]:
    """Return the validation curves that a rule can watch, each (epochs so far + 1, K)."""
    return {
        name: statistics.curve(records, f"{name} validation") for name in early_stopping.CRITERIA
    }


def findings(records: Sequence[Record], n_validation: int) -> dict[str, Any]:
    """Return where validation turns, and the shares "heart" and "gap" at the end, as medians.

    "cost_epoch", "cost_best", "cost_last" and "cost_turned" as in `early_stopping.Turn`, and the
    same of accuracy, whose standard error comes from `n_validation` examples. "turned" is
    "both", "cost", "accuracy" or "none"; "gap" is the accuracy on training less that on validation.
    """
    curves = watched(records)
    turns = {
        "cost": early_stopping.cost_turn(curves["cost"]),
        "accuracy": early_stopping.accuracy_turn(curves["accuracy"], n_validation),
    }
    found = {f"{name}_{k}": v for name, turn in turns.items() for k, v in turn._asdict().items()}
    training, heart = (statistics.curve(records, k)[-1] for k in ("accuracy training", "heart"))
    gap = np.median(training - curves["accuracy"][-1])
    turned = [name for name, turn in turns.items() if turn.turned] or ["none"]
    found |= {"turned": "both" if len(turned) == 2 else turned[0]}
    return found | {"heart": float(np.median(heart)), "gap": float(gap)}


def judged(
    records: Sequence[Record], criterion: str, patience: int, n_validation: int
) -> dict[str, Any]:
    """Return what a rule came to in a finished run, beside the rules of CRITERIA and PATIENCES.

    "stop", and the accuracy "kept" on validation and on "test", as medians; the "least" accuracy
    that is good enough, and how many good rules stop "sooner"; "won" if it is good, and none does.
    """
    curves = watched(records)
    rule = early_stopping.outcome(curves, criterion, patience)
    good = early_stopping.good_rules(curves, PATIENCES, n_validation)
    sooner = sum(other.stop < rule.stop for other in good.values())
    return {
        "stop": rule.stop,
        "kept": rule.accuracy,
        "test": early_stopping.kept_value(statistics.curve(records, "accuracy test"), rule.bests),
        "least": early_stopping.good_enough(curves["accuracy"], n_validation),
        "sooner": sooner,
        "won": (criterion, patience) in good and not sooner,
    }


def answers(trainer: Trainer, training: Examples, most: int) -> tuple[Array, Array]:
    """Return the indices of `most` examples, the mislabelled ones first, both (most,).

    And whether the first network answers with the label that it was told.
    """
    right = training.labels == training.true_labels
    shown = np.argsort(right, kind="stable")[:most]
    read = metrics.predictions(trainer.settings[0], trainer.parameters[0], training.X[shown])
    return shown, read == training.labels[shown]
