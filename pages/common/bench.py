"""The bench: Run / Pause, Step, Finish, Reset and Pin, and the live tick through the gate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any, NamedTuple
from uuid import uuid4

import pandas as pd
import streamlit as st

from core.runs.experiment import Experiment, Record
from pages.common.divergence import diagnosis
from pages.common.download import take_along
from pages.common.fair_share import BusyError, Gate
from pages.common.labels import LABELS, label, option
from pages.common.prose import pick

WATCH_SECONDS = 6  # a run takes at least this long to watch; Finish does not wait
PINS = "ABCD"
LIVE_SHARE = 0.35  # of each tick for training; drawing wants as much


@st.cache_resource
def gate() -> Gate:
    """Return the one gate of this server."""
    return Gate()


class Scene(NamedTuple):
    """What makes a run: a function, and the choices that it is called with."""

    make: Callable[..., Experiment]
    choices: Mapping[str, Any]

    def start(self) -> Experiment:
        """Return the experiment at its start."""
        return self.make(**self.choices)


@dataclass
class Bench:
    """A page's run: its scene, its experiment, and the earlier runs that stay in the pictures."""

    scene: Scene
    experiment: Experiment
    running: bool = False
    finishing: bool = False
    notice: str = ""
    before: list[Record] = field(default_factory=list)
    pins: dict[str, tuple[str, list[Record]]] = field(default_factory=dict)  # A: (scene, records)
    kept: tuple[int, Any] | None = None  # how many records there were, and what was made of them
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
    def runs(self) -> dict[str, list[Record]]:
        """Records of this run, "now", of the one "before" it, and of each pin by its letter."""
        pinned = {letter: records for letter, (_, records) in self.pins.items()}
        return {"now": self.experiment.records, "before": self.before, **pinned}

    @property
    def frame(self) -> pd.DataFrame:
        """Records of this run ("now", its newest marked `latest`), of "before" and of the pins."""
        return self._frame(self.runs)

    def table(self, names: Mapping[str, str]) -> pd.DataFrame:
        """Return `frame` with a column "series", what the page calls a trainer; no other ones."""
        named = {k: [r for r in records if r["name"] in names] for k, records in self.runs.items()}
        return self._frame(named).assign(series=lambda frame: frame["name"].map(names))

    def _frame(self, runs: Mapping[str, list[Record]]) -> pd.DataFrame:
        frame = pd.DataFrame([{"run": run, **r} for run, records in runs.items() for r in records])
        frame["latest"] = (frame["run"] == "now") & (frame["step"] == self.experiment.step)
        return frame

    def once(self, make: Callable[[], Any]) -> Any:
        """Return make(), made anew only when there are new records.

        Pictures cost more than the training of a tick, and with many visitors few ticks bring one.
        """
        records = len(self.experiment.records)
        if self.kept is None or self.kept[0] != records:
            self.kept = (records, make())
        return self.kept[1]

    def restart(self, scene: Scene) -> None:
        """Put the experiment of `scene` on the bench; what was there stays as "before"."""
        if self.begun:
            self.before = self.experiment.records
        self.scene, self.experiment, self.notice = scene, scene.start(), ""


def _toggle(bench: Bench) -> None:
    if bench.done:
        bench.restart(bench.scene)
    bench.running, bench.finishing, bench.notice = not bench.running, False, ""


def _step(bench: Bench) -> None:
    bench.running = bench.finishing = False
    with bench.training:
        bench.experiment.advance_to_mark()


def _finish(bench: Bench) -> None:
    if bench.done:
        bench.restart(bench.scene)
    bench.running = bench.finishing = True


def _reset(bench: Bench) -> None:
    bench.running = bench.finishing = False
    bench.experiment, bench.before, bench.pins = bench.scene.start(), [], {}


def _pin(bench: Bench) -> None:
    """Keep this run under the next free letter; the fifth takes the place of the first."""
    chosen = {k: v for k, v in st.query_params.items() if k in LABELS}
    scene = ", ".join(f"{label(k)} {option(v)}" for k, v in chosen.items())
    scene = scene or pick("defaults", "默认")
    free = [letter for letter in PINS if letter not in bench.pins] or [next(iter(bench.pins))]
    bench.pins.pop(free[0], None)
    bench.pins[free[0]] = (scene, list(bench.experiment.records))


def _buttons(bench: Bench) -> None:
    run = ("pause", "pause") if bench.running else ("run", "play_arrow")
    buttons = {  # key: its label, icon, what it does, and whether it can do nothing now
        "run": (*run, partial(_toggle, bench), False),
        "step": ("step", "skip_next", partial(_step, bench), bench.done),
        "finish": ("finish", "fast_forward", partial(_finish, bench), False),
        "reset": ("reset", "replay", partial(_reset, bench), False),
        "pin": ("pin", "keep", partial(_pin, bench), not bench.begun),
    }
    with st.container(horizontal=True, gap="small"):
        for key, (name, icon, action, idle) in buttons.items():
            st.button(
                label(name),
                key=key,
                icon=f":material/{icon}:",
                type="primary" if key == "run" else "secondary",
                on_click=action,
                disabled=idle,
            )
        with st.popover(label("export"), icon=":material/download:", disabled=not bench.begun):
            take_along(*bench.scene, bench.experiment.records)


def _tick(bench: Bench, seconds_between: float) -> None:
    """Train one slice; the end of the run, or a full server, stops it."""
    visitor = st.session_state.setdefault("visitor", uuid4().hex)
    experiment = bench.experiment
    try:
        share = 0.9 if bench.finishing else LIVE_SHARE
        with bench.training, gate().slice(visitor, whole=share) as seconds:
            until = experiment.ahead(seconds_between / WATCH_SECONDS)
            experiment.advance(seconds, float("inf") if bench.finishing else until)
    except BusyError:
        bench.notice = pick(
            "Many readers are training just now. Try again in a few seconds.",
            "现在训练的人很多，请过几秒再试。",
        )
    if experiment.done or bench.notice:
        bench.running = bench.finishing = False
        gate().leave(visitor)


def set_up(
    make: Callable[..., Experiment],
    choices: Mapping[str, Any],
    draw: Callable[[Bench], None],
    diagnose: Callable[[str, Any], str] | None = None,
) -> Bench:
    """Draw the buttons and the live pictures of the page's run, and return its Bench.

    `make(**choices)` is the run, and a reader may take both along; `draw(bench)` draws it, again
    at every tick. Other choices put a new experiment on the bench, and keep the old curves as
    "before". `diagnose` says why a trainer ran away, where `diagnosis` does not know; an empty
    reason is not written.
    """
    key, scene = f"{st.session_state['page']}.bench", Scene(make, choices)
    if key not in st.session_state:
        st.session_state[key] = Bench(scene, scene.start())
    state: Bench = st.session_state[key]
    if state.scene != scene:
        state.restart(scene)
    _buttons(state)
    if state.pins:
        st.caption(" · ".join(f"**{letter}** {scene}" for letter, (scene, _) in state.pins.items()))
    if state.notice:
        st.warning(state.notice, icon=":material/hourglass_top:")
    state.kept = None  # the words or the settings may be others now
    drawn = (state.running, gate().tick())  # what this drawing of the page stands for

    @st.fragment(run_every=drawn[1] if state.running else None)
    def live() -> None:
        if state.running:
            _tick(state, drawn[1])
        if drawn != (state.running, gate().tick()):
            st.rerun()  # the whole page: its buttons, its words, its timer
        if state.finishing:
            st.progress(state.experiment.step / state.experiment.steps)
        else:
            draw(state)

    live()
    if state.finishing:  # the pictures wait, outside what is redrawn
        draw(state)
    for name in state.experiment.diverged:
        reason = (diagnose or diagnosis)(option(name), state.experiment.trainers[name])
        if reason:
            st.warning(reason, icon=":material/error:")
    return state


def silent(_name: str, _trainer: Any) -> str:
    """Say nothing of a network that ran away: for a page that says it in its own place."""
    return ""
