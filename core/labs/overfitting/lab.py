"""The run of the page about overfitting: five networks that are told some wrong labels."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from core.arrays import Array
from core.data import handwriting
from core.data.handwriting import Examples
from core.labs.overfitting import early_stopping
from core.labs.overfitting.early_stopping import Outcome, Turn
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, compare
from core.runs.statistics import Difference

PARTS = ("training", "validation", "test")
MOST = 1000  # examples of each part to measure on
CRITERIA = {"accuracy": True, "cost": False}  # what a rule watches: is greater better?
PATIENCES = (5, 10, 20, 50)
EARLY = 20  # the epoch until which a turn is early


class Rule(NamedTuple):
    """What a rule came to: the accuracies it keeps, on validation and `test`, as medians.

    And its `loss`: how much less often its networks are right than each is at its best epoch.
    """

    outcome: Outcome
    accuracy: float
    test: float
    loss: Difference

    @property
    def good(self) -> bool:
        """Whether it is good enough: it loses nothing clear."""
        return self.loss.sign < 1


class Findings(NamedTuple):
    """What a finished run showed: where validation `cost` and `accuracy` turn, and every rule.

    `change` is that of accuracy from the best epoch to the last ones together. At the end `heart`
    is the share of wrong labels learned by heart, and `gap` the accuracy on training less that on
    validation, as medians. `rules` are by criterion and patience.
    """

    cost: Turn
    accuracy: Turn
    change: Difference
    heart: float
    gap: float
    rules: Mapping[tuple[str, int], Rule]

    @property
    def answer(self) -> str:
        """When validation cost turns: "early", "late" or "never"."""
        if not self.cost.turned:
            return "never"
        return "early" if self.cost.epoch <= EARLY else "late"

    def sooner(self, rule: Rule) -> int:
        """Return how many good rules stop sooner."""
        return sum(r.good and r.outcome.stop < rule.outcome.stop for r in self.rules.values())


def experiment(
    *, data: str, n_training: int, label_noise: float, **settings: Any
) -> Experiment[Trainer]:
    """Return five networks at their starts, to be measured after every epoch.

    `data`, `n_training` and `label_noise` as in `handwriting.load`, `settings` as in Settings.
    Accuracy and cost on PARTS; "heart" is the share of wrong labels that are learned by heart. The
    answers to the validation images are kept.
    """
    network = Settings(**settings)
    split = handwriting.load(data, n_training, label_noise, network.random_state)
    sets = {part: handwriting.sample(getattr(split, part), MOST) for part in PARTS}
    answers = {"validation": list[Array]()}
    X, told = split.training.X, split.training.labels
    wrong = told != split.training.true_labels
    heart = partial(metrics.memorised, X=X[wrong], told=told[wrong])
    measure = partial(metrics.learning, sets=sets, answers=answers, heart=heart)
    arms, Y, most = {"all": network}, split.training.Y, network.epochs
    return compare(arms, X, Y, measure, most=most, sets=sets, answers=answers)


def outcome(run: Experiment[Trainer], criterion: str, patience: int) -> Outcome:
    """Return what a rule makes of a `run` so far."""
    curve = statistics.curve(run.records, f"{criterion} validation")
    return early_stopping.outcome(curve, patience, greater_is_better=CRITERIA[criterion])


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    names = ("accuracy training", "accuracy validation", "cost validation", "heart")
    training, accuracy, cost, heart = (statistics.curve(run.records, name) for name in names)
    right = np.array(run.answers["validation"])[: len(cost)]  # no record where all diverged
    falls = early_stopping.falls(right)
    return Findings(
        cost=early_stopping.cost_turn(cost),
        accuracy=early_stopping.accuracy_turn(right),
        change=Difference(-np.mean([fall.by_image for fall in falls], axis=0)),
        heart=float(np.nanmedian(heart[-1])),
        gap=float(np.median(training[-1] - accuracy[-1])),
        rules={
            (c, p): _judged(run, right, outcome(run, c, p)) for c in CRITERIA for p in PATIENCES
        },
    )


def _judged(run: Experiment[Trainer], right: Array, rule: Outcome) -> Rule:
    accuracy, test = (
        float(np.median(early_stopping.kept(curve, rule.bests)))
        for curve in (right.mean(axis=2), statistics.curve(run.records, "accuracy test"))
    )
    return Rule(rule, accuracy, test, early_stopping.loss(right, rule.bests))


def believed(trainer: Trainer, training: Examples, most: int) -> tuple[Array, Array]:
    """Return the indices of `most` examples, the mislabelled ones first, both (most,).

    And whether the first network answers with the label that it was told.
    """
    right = training.labels == training.true_labels
    shown = np.argsort(right, kind="stable")[:most]
    read = metrics.predictions(trainer.settings[0], trainer.parameters[0], training.X[shown])
    return shown, read == training.labels[shown]
