"""The run of the page about L1 and L2: five networks of each penalty, and one of their weights."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from core.arrays import Array
from core.data import handwriting
from core.data.handwriting import Examples
from core.labs.shrinkage import single_weight, sparsity
from core.network.settings import Settings
from core.network.textbook import Parameters
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, Record, compare, marks

PARTS = ("training", "validation")
MARKS = 40  # at which the networks are measured
SHARES = {"exact": "zeros", "near": "near", "accuracy validation": "accuracy"}
FEW, MANY = 0.05, 0.75  # share of zeros up to which it is none, and from which it is nearly all
NON_ZERO, WORTH = 0.4, 0.5  # what the challenge allows, and what must be read without a penalty


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

    `strengths` are λ by the name of a penalty in `single_weight.STEPS`; `data`, `n_training` and
    `label_noise` as in `handwriting.load`, `settings` as in Settings. Accuracy and cost on PARTS;
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
    return compare(arms, X, Y, measure, most=MARKS, also=sorted(landing))


def _followed(
    untrained: Trainer, live: Array, near: float, pull: float
) -> tuple[sparsity.Place, set[int]]:
    """Return the place of a blank input's weight, and the steps between marks at which it lands."""
    weights, steps = untrained.parameters[0].weights[0], untrained.steps_per_epoch
    last = untrained.settings[0].epochs * steps
    place = sparsity.blank_place(weights, live, near)
    landing = single_weight.landing(float(weights[place]), pull, last)
    return place, set(landing) - set(marks(last, MARKS))


def firsts(run: Experiment[Trainer], penalty: str) -> dict[str, Parameters]:
    """Return the first network without a penalty and the first one with `penalty`, by name."""
    return {name: run.trainers[name].parameters[0] for name in ("no_penalty", penalty)}


def findings(run: Experiment[Trainer], penalty: str, validation: Examples) -> dict[str, Any]:
    """Return what the networks came to, medians of five.

    {} before the end of the run, and where all five of an arm ran away.

    "zeros", "near" (see `experiment`) and "accuracy", on validation, as shares: of `penalty`, and
    of each arm as "<arm>_zeros" and so on. Of `penalty` also "data" and "paid", the training cost
    without and of the penalty; "alive", the share that is not 0; and "gain", its accuracy less
    that of "no_penalty", whose standard error on the `validation` examples is "noise".
    "won": at most NON_ZERO are alive and, within that error, as much is read, at least WORTH of it.
    Shares are rounded to 0.1 %, as they are shown, so that a difference is that of what is shown.
    """
    ends = statistics.medians(run, run.step)
    if not run.done or set(ends) != set(run.trainers):
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
    noise = statistics.standard_error(plain, len(handwriting.sample(validation)[0]))
    as_good = plain >= WORTH and found["gain"] >= -noise
    return found | {"noise": noise, "won": found["alive"] <= NON_ZERO and as_good}


def answer(found: Mapping[str, float]) -> str:
    """Return how much of "l1_sgn" is exactly 0 in the `findings`: "none", "half" or "all"."""
    share = found["l1_sgn_zeros"]
    return "none" if share < FEW else "half" if share < MANY else "all"


def kind(penalty: str, pull: float, starts: int) -> str:
    """Return which of the page's sentences tells a run of `penalty` with ηλ/n = `pull`.

    L1 is an "l1", or a "jump" where a step is larger than most weights; L2 is "both" when runs
    from both `starts` can be compared.
    """
    if penalty in ("l1_sgn", "l1_proximal"):
        return "l1" if pull <= 1 else "jump"
    return "both" if penalty == "l2" and starts > 1 else penalty
