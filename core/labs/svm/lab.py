"""The run of the page on network against SVM: both are fitted to more and more examples."""

from statistics import median
from typing import Any, NamedTuple

from core.data import handwriting
from core.labs.svm import comparison, learning_curves, rbf_kernel
from core.labs.svm.comparison import Crossing
from core.labs.svm.learning_curves import Contestant
from core.network.settings import Settings
from core.runs.experiment import Experiment
from core.runs.statistics import Difference

POOL = {"digits": 1000, "mnist": 50_000}  # training images that the subsets are drawn from
SIZES = (20, 50, 100, 200, 500, 1000, 2000)  # at 2000 a fit takes 0.3 s and cannot be stopped
LEARNERS = ("svm", "network")
SEEN = 500  # validation images that judge, at most
PAIRS = 200  # training images whose similarity is shown


class Learned(NamedTuple):
    """A learner at the largest size, as medians of its draws: accuracy, and seconds of fitting."""

    accuracy: float
    seconds: float


class Findings(NamedTuple):
    """What a finished run showed: both LEARNERS at its largest size `n`, and who leads where.

    `lead` says how much more often the SVM is right than the network at n. It changes as many
    times as `changes` says, last at `turn`, None if it never does; beyond `turn`, or everywhere,
    `after` is ahead of `before`.
    """

    n: int
    svm: Learned
    network: Learned
    lead: Difference
    changes: int
    turn: Crossing | None
    after: str
    before: str


def experiment(
    *,
    data: str,
    C: float,
    gamma: float | str,
    updates: int,
    largest: int,
    draws: int,
    **settings: Any,
) -> Experiment[Contestant]:
    """Return both LEARNERS before their first subset; each step fits both to one subset more.

    There are `draws` subsets of each of SIZES up to `largest`, of the training images of `data`.
    `C` and `gamma` are those of scikit-learn's SVC; the network learns each subset in as many
    `updates`, and has the other `settings` as in Settings.
    """
    network = Settings(**settings)
    split = handwriting.load(data, POOL[data])
    X, Y = handwriting.sample(split.validation, SEEN)
    sizes = [size for size in SIZES if size <= largest]
    learners = {
        "svm": learning_curves.svm(C, gamma, split.training, X, Y),
        "network": learning_curves.network(network, updates, split.training, X, Y),
    }
    tasks = learning_curves.subsets(POOL[data], sizes, draws, network.random_state)
    return learning_curves.contest(learners, tasks, split.training, Y)


def findings(run: Experiment[Contestant]) -> Findings:
    """Return what a finished `run` showed."""
    svm, network = (run.trainers[name] for name in LEARNERS)
    curve, rival = comparison.medians(svm.fits), comparison.medians(network.fits)
    n = max(curve)
    turns = comparison.crossings(curve, rival)
    turn = turns[-1] if turns else None
    svm_ahead = turn.sign > 0 if turn else sum(curve.values()) > sum(rival.values())
    return Findings(
        n=n,
        svm=_learned(svm, n),
        network=_learned(network, n),
        lead=comparison.lead(svm.fits, network.fits, n),
        changes=len(turns),
        turn=turn,
        after="svm" if svm_ahead else "network",
        before="network" if svm_ahead else "svm",
    )


def _learned(contestant: Contestant, n: int) -> Learned:
    seconds = median(fit.seconds for fit in contestant.fits if fit.size == n)
    return Learned(comparison.medians(contestant.fits)[n], seconds)


def similarity(data: str, gamma: float | str) -> rbf_kernel.Similarity:
    """Return what the kernel says of all pairs of PAIRS training images; `gamma` as for SVC."""
    X, Y = handwriting.sample(handwriting.load(data, POOL[data]).training, PAIRS)
    return rbf_kernel.similarity(X, Y.argmax(axis=1), rbf_kernel.gamma_value(gamma, X))
