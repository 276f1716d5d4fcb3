"""The bench: a page's run, what it showed, and the earlier runs that stay in the pictures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

import pandas as pd

from core.runs.experiment import Experiment, Lab, Record
from core.runs.statistics import counted


class Setup(NamedTuple):
    """What makes a run: a lab, and the choices that its experiment is called with."""

    lab: Lab
    choices: Mapping[str, Any]

    def start(self) -> Experiment[Any]:
        """Return the experiment at its start."""
        return self.lab.experiment(**self.choices)


@dataclass
class Bench:
    """A page's run: what makes it, its experiment, and the earlier runs beside it."""

    setup: Setup
    experiment: Experiment[Any]
    running: bool = False
    finishing: bool = False
    notice: str = ""
    before: list[Record] = field(default_factory=list)
    pins: dict[str, tuple[str, list[Record]]] = field(default_factory=dict)  # A: (scene, records)
    scene: object = None  # the language and the controls that the pictures are made for
    kept: tuple[object, Any] | None = None  # what was shown, and what was made of it
    judged: tuple[object, Any] = (None, None)  # a finished experiment, and what it showed
    training: Lock = field(default_factory=Lock)  # quick clicks can bring two threads at once

    @property
    def begun(self) -> bool:
        """True once anything has been trained."""
        return self.experiment.step > 0

    @property
    def done(self) -> bool:
        """True when the run is over."""
        return self.experiment.done

    @property
    def found(self) -> Any:
        """What the run showed, the lab's `findings`, once it is over; None before."""
        if not self.done:
            return None
        if self.judged[0] is not self.experiment:
            self.judged = (self.experiment, self.setup.lab.findings(self.experiment))
        return self.judged[1]

    @property
    def runs(self) -> dict[str, list[Record]]:
        """Records of this run, "now", of the one "before" it, and of each pin by its letter."""
        pinned = {letter: records for letter, (_, records) in self.pins.items()}
        return {"now": self.experiment.records, "before": self.before, **pinned}

    @property
    def frame(self) -> pd.DataFrame:
        """Records of this run ("now", its newest marked `latest`), of "before" and of the pins.

        A network that diverged has one too: its accuracy is 0 (see `statistics.counted`).
        """
        return self._frame(self.runs)

    def table(self, names: Mapping[str, str]) -> pd.DataFrame:
        """Return `frame` with a column "series", what the page calls a trainer; no other ones."""
        named = {k: [r for r in records if r["name"] in names] for k, records in self.runs.items()}
        return self._frame(named).assign(series=lambda frame: frame["name"].map(names))

    def _frame(self, runs: Mapping[str, list[Record]]) -> pd.DataFrame:
        rows = [{"run": run, **r} for run, records in runs.items() for r in counted(records)]
        frame = pd.DataFrame(rows)
        frame["latest"] = (frame["run"] == "now") & (frame["step"] == self.experiment.step)
        return frame

    def once(self, make: Callable[[], Any]) -> Any:
        """Return make(), made anew only when there are new records or the `scene` is another.

        Pictures cost more than the training of a tick, and with many visitors few ticks bring one;
        Pause shows what is there already.
        """
        run = self.experiment
        shown = (run, len(run.records), run.done, [*self.pins.values()], self.scene)
        if self.kept is None or self.kept[0] != shown:
            self.kept = (shown, make())
        return self.kept[1]

    def restart(self, setup: Setup) -> None:
        """Put the experiment of `setup` on the bench; what was there stays as "before"."""
        if self.begun:
            self.before = self.experiment.records
        self.setup, self.experiment, self.notice = setup, setup.start(), ""
