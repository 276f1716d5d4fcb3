"""An experiment: trainers side by side, stepped together and measured at fixed steps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any, Generic, Protocol, Self, TypeVar

import numpy as np

from core.arrays import Array
from core.network.settings import Settings
from core.network.trainer import Trainer

NETWORKS = 5  # of each arm: enough for a median and a band

Record = dict[str, Any]
Sets = Mapping[str, tuple[Array, Array]]
Answers = Mapping[str, list[Array]]


class Learner(Protocol):
    """What an experiment takes from mark to mark: a Trainer, or what stands in for one."""

    @property
    def step(self) -> int:
        """Steps taken."""

    @property
    def stopped(self) -> bool:
        """True once every network has diverged."""

    @property
    def diverged(self) -> list[int | None]:
        """For each network the step at which it diverged, or None."""

    def run(self, steps: int, seconds: float = np.inf) -> int:
        """Take `steps` steps, or what fits in `seconds`; return the number."""


L = TypeVar("L", bound=Learner)


def marks(steps: int, most: int = 150) -> list[int]:
    """Return at most `most` + 1 evenly spread whole steps from 0 to `steps`, both included."""
    return sorted({round(mark) for mark in np.linspace(0, steps, most + 1)})


class Experiment(Generic[L]):
    """Takes named trainers from mark to mark, and measures all of them at each.

    `marks` are step numbers, rising from 0. `measure(trainer)` returns one dict a network; each
    becomes a record with "name", "network" and "step". `records` holds them all, oldest first.
    `sets` are the examples, X (n, n_inputs) and Y (n, n_outputs), that findings are judged on, and
    `answers` the lists where `measure` keeps which answers to them are right, if it does.
    """

    def __init__(
        self,
        trainers: Mapping[str, L],
        measure: Callable[[L], Sequence[Record]],
        marks: Sequence[int],
        sets: Sets | None = None,
        answers: Answers | None = None,
    ) -> None:
        self.trainers, self.sets, self.answers = dict(trainers), sets or {}, answers or {}
        self.records: list[Record] = []
        self._measure, self._marks, self._next = measure, list(marks), 0
        self.advance_to_mark()

    @property
    def step(self) -> int:
        """The step of the newest records."""
        return self._marks[self._next - 1]

    @property
    def steps(self) -> int:
        """The step at which it ends."""
        return self._marks[-1]

    def ahead(self, share: float) -> int:
        """Return the step of the mark that is `share` of all marks ahead, and at least the next."""
        last = len(self._marks) - 1
        return self._marks[min(last, self._next - 1 + max(1, round(share * last)))]

    @property
    def done(self) -> bool:
        """True when the last mark is measured, or every network has diverged."""
        return self._next == len(self._marks) or all(t.stopped for t in self.trainers.values())

    @property
    def diverged(self) -> list[str]:
        """Names of the trainers of which a network diverged."""
        return [n for n, t in self.trainers.items() if any(d is not None for d in t.diverged)]

    def advance(self, seconds: float, until: float = np.inf) -> None:
        """Train and measure for about `seconds`, but not past the first mark from `until` on."""
        deadline = perf_counter() + seconds
        while not self.done and self.step < until and perf_counter() < deadline:
            if not self._reach(self._marks[self._next], deadline):
                return

    def finish(self) -> Self:
        """Train and measure to the end, and return itself."""
        self.advance(np.inf)
        return self

    def advance_to_mark(self) -> None:
        """Train to the next mark, and measure there."""
        if self._next < len(self._marks):
            self._reach(self._marks[self._next], np.inf)

    def _reach(self, mark: int, deadline: float) -> bool:
        for trainer in self.trainers.values():
            if trainer.step < mark:
                trainer.run(mark - trainer.step, deadline - perf_counter())
            if trainer.step < mark and not trainer.stopped:
                return False
        for name, trainer in self.trainers.items():
            for network, (record, end) in enumerate(
                zip(self._measure(trainer), trainer.diverged, strict=True)
            ):
                if end is None:
                    self.records.append({"name": name, "network": network, "step": mark, **record})
        self._next += 1
        return True


def compare(
    arms: Mapping[str, Settings],
    X: Array,
    Y: Array,
    measure: Callable[[Trainer], Sequence[Record]],
    *,
    seeds: int = NETWORKS,
    most: int = 40,
    also: Sequence[int] = (),
    sets: Sets | None = None,
    answers: Answers | None = None,
) -> Experiment[Trainer]:
    """Return an Experiment of `seeds` networks for each named Settings, measured `most` times.

    The networks of every arm have the seeds from its `random_state` on, so that arms of one
    `random_state` share their starts. All arms train for the epochs of the first. The steps `also`
    are measured too. `sets` and `answers` as in Experiment.
    """
    trainers = {
        name: Trainer([replace(arm, random_state=arm.random_state + k) for k in range(seeds)], X, Y)
        for name, arm in arms.items()
    }
    first = next(iter(trainers.values()))
    evenly = marks(first.settings[0].epochs * first.steps_per_epoch, most)
    return Experiment(trainers, measure, sorted({*evenly, *also}), sets, answers)


class Lab(Protocol):
    """The module of a page's run (see core/labs)."""

    __name__: str

    @property
    def experiment(self) -> Callable[..., Experiment[Any]]:
        """Called with a reader's choices, returns the run at its start."""

    @property
    def findings(self) -> Callable[[Any], Any]:
        """Called with a finished run, returns what it showed, as a record."""
