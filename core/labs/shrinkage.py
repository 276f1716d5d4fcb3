"""The run of the page about L1 and L2: five networks of each penalty, and one of their weights."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from core import experiment as experiments
from core import handwriting, monitoring, single_weight, sparsity, stopping
from core.experiment import Experiment
from core.settings import Settings
from core.training import Trainer

PARTS = ("training", "validation")
MARKS = 40  # at which the networks are measured
SHARES = {"exact": "zeros", "near": "near", "accuracy validation": "accuracy"}
FEW, MANY = 0.05, 0.75  # share of zeros up to which it is none, and from which it is nearly all
NON_ZERO, WORTH = 0.4, 0.5  # what the challenge allows, and what a network must read at least


def experiment(
    *,
    data: str,
    n_training: int,
    label_noise: float,
    strengths: Mapping[str, float],
    near: float,
    **settings: Any,
) -> Experiment:
    """Return five networks for each penalty of `strengths`, which share their five starts.

    `strengths` are λ by the name of a penalty in `single_weight.STEPS`; `data`, `n_training` and
    `label_noise` as in `handwriting.load`, `settings` as in Settings. Accuracy and cost on PARTS;
    "exact" and "near" are the shares of live weights at 0, and at most the greatest ηλ/n from it;
    "weight" is one of a blank input, in the first network the nearest to `near` at the start.
    Raises ValueError for an unknown penalty.
    """
    network = Settings(**settings)
    split = handwriting.load(data, n_training, label_noise)
    sets = {part: handwriting.sample(getattr(split, part)) for part in PARTS}
    X, Y = split.training.X, split.training.Y
    live = sparsity.ever_on(X)
    untrained = Trainer(network, X, Y).parameters.weights[0]
    pull = network.learning_rate * max(strengths.values()) / len(X)
    measure = partial(
        monitoring.learning,
        sets=sets,
        weight=partial(sparsity.weight_at, place=sparsity.blank_place(untrained, live, near)),
        exact=partial(sparsity.share_of_zeros, live=live),
        near=partial(sparsity.share_of_zeros, live=live, within=pull),
    )
    arms = {name: single_weight.penalise(network, name, lam) for name, lam in strengths.items()}
    return experiments.compare(arms, X, Y, measure, most=MARKS)


def findings(run: Experiment, penalty: str, n_validation: int) -> dict[str, float]:
    """Return what the networks came to, medians of five; {} where all five of an arm ran away.

    "zeros", "near" (see `experiment`) and "accuracy", on validation, as shares: of `penalty`, and
    of each arm as "<arm>_zeros" and so on. Of `penalty` also "data" and "paid", the training cost
    without and of the penalty; "alive", the share that is not 0; and "gain", its accuracy less
    that of "no_penalty", whose standard error on `n_validation` examples is "noise".
    Shares are rounded to 0.1 %, as they are shown, so that a difference is that of what is shown.
    """
    ends = monitoring.medians(run.records, run.step)
    if set(ends) != set(run.trainers):
        return {}
    shares = {
        name: {short: round(end[long], 3) for long, short in SHARES.items()}
        for name, end in ends.items()
    }
    found = {f"{name}_{kind}": x for name, own in shares.items() for kind, x in own.items()}
    found |= shares[penalty]
    plain = shares["no_penalty"]["accuracy"]
    found |= {"data": ends[penalty]["cost training"], "paid": ends[penalty]["penalty"]}
    found |= {"gain": found["accuracy"] - plain, "alive": 1 - found["zeros"]}
    return found | {"noise": stopping.standard_error(plain, n_validation)}


def answer(found: Mapping[str, float]) -> str:
    """Return how much of "l1_sgn" is exactly 0 in the `findings`: "none", "half" or "all"."""
    share = found["l1_sgn_zeros"]
    return "none" if share < FEW else "half" if share < MANY else "all"


def met(found: Mapping[str, float]) -> bool:
    """Return whether `findings` meet the challenge: few live weights, as much read as without.

    As much is within one standard error, and no_penalty must read at least WORTH.
    """
    worth = found["no_penalty_accuracy"] >= WORTH
    return worth and found["alive"] <= NON_ZERO and found["gain"] >= -found["noise"]
