"""The run of the page on network against SVM: both are fitted to more and more examples."""

from statistics import median
from typing import Any

from core.data import handwriting
from core.data.published import PUBLISHED
from core.data.published import SIZES as PUBLISHED_SIZES
from core.labs.svm import comparison, learning_curves, rbf_kernel
from core.labs.svm.learning_curves import Fit
from core.network.settings import Settings
from core.runs.experiment import Experiment

POOL = {"digits": 1000, "mnist": 50_000}  # training images that the subsets are drawn from
SIZES = (20, 50, 100, 200, 500, 1000, 2000)  # at 2000 a fit takes 0.3 s and cannot be stopped
LEARNERS = ("svm", "network")
SEEN = 500  # validation images that judge, at most
PAIRS = 200  # training images whose likeness is shown


def experiment(
    *,
    data: str,
    C: float,
    gamma: float | str,
    updates: int,
    largest: int,
    draws: int,
    **settings: Any,
) -> Experiment:
    """Return both LEARNERS before their first subset; each step fits both to one subset more.

    There are `draws` subsets of each of SIZES up to `largest`, of the training images of `data`.
    `C` and `gamma` are those of scikit-learn's SVC; the network learns each subset in as many
    `updates`, and has the other `settings` as in Settings.
    """
    network = Settings(**settings)
    split = handwriting.load(data, POOL[data])
    X, Y = handwriting.sample(split.validation, SEEN)
    judged = (split.training, X, Y.argmax(axis=1))
    sizes = [size for size in SIZES if size <= largest]
    learners = {
        "svm": learning_curves.svm(C, gamma, *judged),
        "network": learning_curves.network(network, updates, *judged),
    }
    tasks = learning_curves.subsets(POOL[data], sizes, draws, network.random_state)
    return learning_curves.contest(learners, tasks, split.training, judged[2])


def fits(run: Experiment) -> dict[str, list[Fit]]:
    """Return the fits of each of LEARNERS so far, the guess from one example first."""
    stand_ins: Any = run.trainers  # each a Contestant
    return {name: stand_ins[name].fits for name in LEARNERS}


def findings(run: Experiment) -> dict[str, Any]:
    """Return what a finished run showed of both LEARNERS.

    "n": its largest size. "count": how often the lead changes; "after" leads beyond "turn", the
    size of the last change (0 if there is none), "before" the other one; "crossing" is "turn" to
    two digits. "winner" leads at n by "lead", that is "errors" standard errors, which is "real" or
    luck. For each learner its median accuracy at n, its errors there "_many" and at n/10 "_few",
    shares all, and the processor "_seconds" of a fit at n.
    """
    both = fits(run)
    curves = {name: comparison.medians(own) for name, own in both.items()}
    n = max(curves["svm"])
    turns, end = comparison.crossings(*curves.values()), _lead(both, n)
    ahead = sum(curves["svm"].values()) > sum(curves["network"].values())
    turn = turns[-1] if turns else comparison.Crossing(0.0, 1 if ahead else -1)
    after, before = LEARNERS[:: turn.sign]
    found = {"n": n, "count": len(turns), "turn": turn.size, "after": after, "before": before}
    found |= {"crossing": float(f"{turn.size:.2g}"), "winner": LEARNERS[end.value <= 0]}
    found |= {"lead": abs(end.value), "errors": end.errors, "real": end.real}
    for name, curve in curves.items():
        seconds = median(fit.seconds for fit in both[name] if fit.size == n)
        errors = {f"{name}_few": 1 - curve[n // 10], f"{name}_many": 1 - curve[n]}
        found |= {name: curve[n], f"{name}_seconds": seconds} | errors
    return found


def leader(run: Experiment, size: int) -> str:
    """Return who leads at `size` by more than luck, of LEARNERS, or "tie"."""
    end = _lead(fits(run), size)
    return LEARNERS[end.value <= 0] if end.real else "tie"


def _lead(both: dict[str, list[Fit]], size: int) -> comparison.Lead:
    return comparison.paired(both["svm"], both["network"], size)


def likeness(data: str, gamma: float | str) -> rbf_kernel.Likeness:
    """Return what the kernel says of all pairs of PAIRS training images; `gamma` as for SVC."""
    X, Y = handwriting.sample(handwriting.load(data, POOL[data]).training, PAIRS)
    return rbf_kernel.likeness(X, Y.argmax(axis=1), rbf_kernel.gamma_value(gamma, X))


def published() -> list[dict[str, Any]]:
    """Return the book's curves on MNIST as rows of "name", "size" and "accuracy", a share."""
    return [
        {"name": name, "size": size, "accuracy": read / 100}
        for name in LEARNERS
        for size, read in zip(PUBLISHED_SIZES, PUBLISHED[name], strict=True)
    ]
