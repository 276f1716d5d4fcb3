"""The bench: Run / Pause, Step, Finish, Reset and Pin, and the live tick through the gate."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import uuid4

import pandas as pd
import streamlit as st

from core.diagnosis import factor
from core.experiment import Experiment, Record
from core.gate import BusyError, Gate
from core.training import Trainer
from pages.common.labels import LABELS, label, option
from pages.common.prose import pick

WATCH_SECONDS = 6  # a run takes at least this long to watch; Finish does not wait
PINS = "ABCD"
LIVE_SHARE = 0.35  # of each tick for training; drawing wants as much


@st.cache_resource
def gate() -> Gate:
    """Return the one gate of this server."""
    return Gate()


@dataclass
class Bench:
    """A page's run: its scene, its experiment, and the earlier runs that stay in the pictures."""

    scene: Any
    experiment: Experiment
    running: bool = False
    finishing: bool = False
    notice: str = ""
    before: list[Record] = field(default_factory=list)
    pins: dict[str, tuple[str, list[Record]]] = field(default_factory=dict)  # A: (scene, records)
    kept: tuple[int, Any] | None = None  # how many records there were, and what was made of them

    @property
    def begun(self) -> bool:
        """True once anything has been trained."""
        return self.experiment.step > 0

    @property
    def done(self) -> bool:
        """True when the run is over."""
        return self.experiment.done

    @property
    def frame(self) -> pd.DataFrame:
        """Records of this run ("now", its newest marked `latest`), of "before" and of the pins."""
        runs = {"now": self.experiment.records, "before": self.before}
        runs |= {letter: records for letter, (_, records) in self.pins.items()}
        frame = pd.DataFrame([{"run": run, **r} for run, records in runs.items() for r in records])
        frame["latest"] = (frame["run"] == "now") & (frame["step"] == self.experiment.step)
        return frame

    def table(self, names: Mapping[str, str]) -> pd.DataFrame:
        """Return `frame` with a column "series", what the page calls a trainer; no other ones."""
        frame = self.frame
        frame["series"] = frame["name"].map(names)
        return frame.dropna(subset="series")

    def once(self, make: Callable[[], Any]) -> Any:
        """Return make(), made anew only when there are new records.

        Pictures cost more than the training of a tick, and with many visitors few ticks bring one.
        """
        records = len(self.experiment.records)
        if self.kept is None or self.kept[0] != records:
            self.kept = (records, make())
        return self.kept[1]

    def restart(self, experiment: Experiment) -> None:
        """Put a new experiment on the bench; what was there stays as "before"."""
        if self.begun:
            self.before = self.experiment.records
        self.experiment, self.notice = experiment, ""


def _toggle(bench: Bench, start: Callable[[], Experiment]) -> None:
    if bench.done:
        bench.restart(start())
    bench.running, bench.finishing, bench.notice = not bench.running, False, ""


def _step(bench: Bench) -> None:
    bench.running = bench.finishing = False
    bench.experiment.advance_to_mark()


def _finish(bench: Bench, start: Callable[[], Experiment]) -> None:
    if bench.done:
        bench.restart(start())
    bench.running = bench.finishing = True


def _reset(bench: Bench, start: Callable[[], Experiment]) -> None:
    bench.running = bench.finishing = False
    bench.experiment, bench.before, bench.pins = start(), [], {}


def _pin(bench: Bench) -> None:
    """Keep this run under the next free letter; the fifth takes the place of the first."""
    chosen = {k: v for k, v in st.query_params.items() if k in LABELS}
    scene = ", ".join(f"{label(k)} {option(v)}" for k, v in chosen.items())
    scene = scene or pick("defaults", "默认")
    free = [letter for letter in PINS if letter not in bench.pins] or [next(iter(bench.pins))]
    bench.pins.pop(free[0], None)
    bench.pins[free[0]] = (scene, list(bench.experiment.records))


def _buttons(bench: Bench, start: Callable[[], Experiment]) -> None:
    run = ("pause", "pause") if bench.running else ("run", "play_arrow")
    buttons = {  # key: its label, icon, what it does, and whether it can do nothing now
        "run": (*run, partial(_toggle, bench, start), False),
        "step": ("step", "skip_next", partial(_step, bench), bench.done),
        "finish": ("finish", "fast_forward", partial(_finish, bench, start), False),
        "reset": ("reset", "replay", partial(_reset, bench, start), False),
        "pin": ("pin", "keep", partial(_pin, bench), not bench.begun),
    }
    with st.container(horizontal=True, gap="small"):
        for key, (name, icon, action, idle) in buttons.items():
            kind = "primary" if key == "run" else "secondary"
            st.button(
                label(name),
                key=key,
                icon=f":material/{icon}:",
                type=kind,
                on_click=action,
                disabled=idle,
            )


def _tick(bench: Bench, seconds_between: float) -> None:
    """Train one slice; the end of the run, or a full server, stops it."""
    visitor = st.session_state.setdefault("visitor", uuid4().hex)
    experiment = bench.experiment
    try:
        with gate().slice(visitor, whole=0.9 if bench.finishing else LIVE_SHARE) as seconds:
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


def bench(
    scene: Any,
    start: Callable[[], Experiment],
    draw: Callable[[Bench], None],
    diagnose: Callable[[str, Any], str] | None = None,
) -> Bench:
    """Draw the buttons and the live pictures of the page's run, and return its Bench.

    `start()` makes the experiment of `scene`; `draw(bench)` draws it, again at every tick. A
    changed scene puts a new experiment on the bench, and keeps the old curves as "before".
    `diagnose` says why a trainer ran away, where `diagnosis` does not know.
    """
    key = f"{st.session_state['page']}.bench"
    if key not in st.session_state:
        st.session_state[key] = Bench(scene, start())
    state: Bench = st.session_state[key]
    if state.scene != scene:
        state.restart(start())
        state.scene = scene
    _buttons(state, start)
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
        st.warning(reason, icon=":material/error:")
    return state


def diagnosis(name: str, trainer: Trainer) -> str:
    """Return in the reader's language why a network of the trainer called `name` ran away."""
    factors = [factor(settings, trainer.n_training) for settings in trainer.settings]
    ended = sum(step is not None for step in trainer.diverged)
    if min(factors) < -1:
        product = f"1 − ηλ/n = {min(factors):.3g}".replace("-", "−")
        return pick(
            f"{name}: {ended} of {len(factors)} networks ran away. Each step multiplies the "
            f"weights by {product}, below −1. Take a smaller η or λ.",
            f"{name}：{len(factors)} 个网络中有 {ended} 个发散。每一步权重都乘以 {product}，"
            "小于 −1。请减小 η 或 λ。",
        )
    return pick(
        f"{name}: {ended} of {len(factors)} networks ran away: η is too large, each step goes "
        "further past the target. The curves end where they were still sound.",
        f"{name}：{len(factors)} 个网络中有 {ended} 个发散：η 太大，每一步都冲得更远。"
        "曲线停在还正常的地方。",
    )
