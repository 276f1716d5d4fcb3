"""A contest: a network and an SVM fitted to the same subsets of the training examples, in turn."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from time import perf_counter, thread_time
from typing import NamedTuple

import numpy as np
from sklearn.svm import SVC

from core.arrays import Array, as_float
from core.data.handwriting import Examples
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs.experiment import Experiment, Record
from core.runs.statistics import right

SLICE = 0.01  # seconds: how long a network learns before the page may interrupt it
BLOCK = 100  # images that the SVM reads before the page may interrupt it
DECAY = 1e-4  # λ/n of the network, the same at every size, as in Nielsen's size curve


class Subset(NamedTuple):
    """Which training examples, by index (size,), and which draw of this size it is, from 1."""

    rows: Array
    draw: int


class Fit(NamedTuple):
    """What came of one fit: processor seconds of fitting, and which answers are right (n,)."""

    size: int
    draw: int
    seconds: float
    right: Array


Learn = Callable[[Subset], Iterator[Fit | None]]  # None wherever it may be interrupted


def subsets(n: int, sizes: Sequence[int], draws: int, random_state: int) -> list[Subset]:
    """Return `draws` subsets of n examples for each size; a smaller one lies in the larger ones.

    Raises ValueError for a size below 2 or above n: one example shows one class.
    """
    for size in sizes:
        if not 2 <= size <= n:
            raise ValueError(f"size = {size!r} is not possible: from 2 to {n} examples.")
    orders = [np.random.default_rng(random_state + draw).permutation(n) for draw in range(draws)]
    return [Subset(order[:size], draw) for size in sizes for draw, order in enumerate(orders, 1)]


class Contestant:
    """A Learner of an Experiment: each step is the fit to one more subset.

    `fits` begins with `first`, what is known without fitting.
    """

    stopped = False

    def __init__(self, learn: Learn, tasks: Sequence[Subset], first: Fit) -> None:
        self.fits = [first]
        self.diverged: list[int | None] = [None]
        self._learn, self._tasks = learn, tasks
        self._under_way: Iterator[Fit | None] | None = None

    @property
    def step(self) -> int:
        """The number of fits that are done."""
        return len(self.fits) - 1

    def run(self, steps: int, seconds: float = np.inf) -> int:
        """Make `steps` fits, or what fits in `seconds`; return the number."""
        deadline, start = perf_counter() + seconds, self.step
        while self.step < start + steps:
            if self._under_way is None:
                self._under_way = self._learn(self._tasks[self.step])
            fit = next(self._under_way)
            if fit is not None:
                self.fits.append(fit)
                self._under_way = None
            if perf_counter() >= deadline:
                break
        return self.step - start


def network(settings: Settings, updates: int, training: Examples, X: Array, Y: Array) -> Learn:
    """Return how a network learns a subset in `updates` mini-batches, judged on X and Y.

    X (n, n_inputs), Y (n, n_outputs). λ grows with the size, so that λ/n is the same; each draw
    has its own seed. A network that diverges has no answer right.
    """

    def learn(subset: Subset) -> Iterator[Fit | None]:
        size, seed = len(subset.rows), settings.random_state + subset.draw
        own = replace(settings, random_state=seed, l2=DECAY * size)
        trainer = Trainer(own, training.X[subset.rows], training.Y[subset.rows])
        seconds = 0.0
        while trainer.step < updates and not trainer.stopped:
            before = thread_time()
            trainer.run(updates - trainer.step, SLICE)
            seconds += thread_time() - before
            yield None
        yield Fit(size, subset.draw, seconds, right(trainer, X, Y)[0])

    return learn


def svm(C: float, gamma: float | str, training: Examples, X: Array, Y: Array) -> Learn:
    """Return how scikit-learn's SVC learns a subset, judged on X and Y as in `network`."""

    def learn(subset: Subset) -> Iterator[Fit | None]:
        machine, before = SVC(C=C, gamma=gamma), thread_time()
        machine.fit(as_float(training.X[subset.rows]), training.labels[subset.rows])
        seconds = thread_time() - before
        answers = []
        for first in range(0, len(X), BLOCK):
            yield None
            answers.append(machine.predict(as_float(X[first : first + BLOCK])))
        correct = np.concatenate(answers) == Y.argmax(axis=1)
        yield Fit(len(subset.rows), subset.draw, seconds, correct)

    return learn


def contest(
    learners: Mapping[str, Learn], tasks: Sequence[Subset], training: Examples, Y: Array
) -> Experiment[Contestant]:
    """Return the Experiment in which each learner is fitted to each of `tasks`, in their order.

    It begins with what any learner knows from one example: it can only give that one's label.
    """
    guess = Y.argmax(axis=1) == training.labels[tasks[0].rows[0]]
    first = Fit(1, tasks[0].draw, 0.0, guess)
    contestants = {name: Contestant(learn, tasks, first) for name, learn in learners.items()}
    return Experiment(contestants, newest, range(len(tasks) + 1))


def newest(contestant: Contestant) -> list[Record]:
    """Return the newest fit as a record; "network" counts the draws of a size."""
    fit = contestant.fits[-1]
    return [{"size": fit.size, "network": fit.draw, "accuracy": float(fit.right.mean())}]
