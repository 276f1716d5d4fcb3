"""The buttons of the bench, Run / Pause, Step, Finish, Reset and Pin, and its live tick."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import uuid4

import streamlit as st

from core.runs.experiment import Lab
from pages.common import frame
from pages.common.bench import Bench, Setup
from pages.common.labels import label, option
from pages.common.live import download
from pages.common.live.divergence import diagnosis
from pages.common.live.fair_share import BusyError, FairShare
from pages.common.prose import language, pick
from pages.common.visit.address import address

WATCH_SECONDS = 6  # a run takes at least this long to watch; Finish does not wait
PINS = "ABCD"
LIVE_SHARE = 0.35  # of each tick for training; drawing wants as much


@st.cache_resource
def fair_share() -> FairShare:
    """Return the one of this server, through which all its readers train."""
    return FairShare()


def _toggle(bench: Bench) -> None:
    if bench.done:
        bench.restart(bench.setup)
    bench.running, bench.finishing, bench.notice = not bench.running, False, ""


def _step(bench: Bench) -> None:
    bench.running = bench.finishing = False
    with bench.training:
        bench.experiment.advance_to_mark()


def _finish(bench: Bench) -> None:
    if bench.done:
        bench.restart(bench.setup)
    bench.running = bench.finishing = True


def _reset(bench: Bench) -> None:
    bench.running = bench.finishing = False
    bench.experiment, bench.before, bench.pins = bench.setup.start(), [], {}


def _pin(bench: Bench) -> None:
    """Keep this run under the next free letter; the fifth takes the place of the first."""
    chosen = address().scenes[address().page]
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
    with st.container(horizontal=True, gap="small", key="buttons"):
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
            download.offer(*bench.setup, bench.experiment.records)


def _tick(bench: Bench, seconds_between: float) -> None:
    """Train one slice; the end of the run, or a full server, stops it."""
    visitor = st.session_state.setdefault("visitor", uuid4().hex)
    experiment = bench.experiment
    try:
        share = 0.9 if bench.finishing else LIVE_SHARE
        with bench.training, fair_share().slice(visitor, whole=share) as seconds:
            until = experiment.ahead(seconds_between / WATCH_SECONDS)
            experiment.advance(seconds, float("inf") if bench.finishing else until)
    except BusyError:
        bench.notice = pick(
            "Many readers are training just now. Try again in a few seconds.",
            "现在训练的人很多，请过几秒再试。",
        )
    if experiment.done or bench.notice:
        bench.running = bench.finishing = False
        fair_share().leave(visitor)


def set_up(
    lab: Lab,
    choices: Mapping[str, Any],
    draw: Callable[[Bench], None],
    diagnose: Callable[[str, Any], str] | None = None,
) -> Bench:
    """Draw the buttons and the live pictures of the page's run, and return its Bench.

    `lab.experiment(**choices)` is the run, and a reader may take both along; `draw(bench)` draws
    it, again at every tick. Other choices put a new experiment on the bench, and keep the old
    curves as "before". `diagnose` says why a trainer diverged, where `diagnosis` does not know; an
    empty reason is not written.
    """
    key, setup = f"{st.session_state['page']}.bench", Setup(lab, choices)
    if key not in st.session_state:
        st.session_state[key] = Bench(setup, setup.start())
    state: Bench = st.session_state[key]
    if state.setup != setup:
        state.restart(setup)
    with frame.places().stage:
        _draw(state, draw)
        _explain(state, diagnose or diagnosis)
    return state


def _draw(state: Bench, draw: Callable[[Bench], None]) -> None:
    """Draw the buttons, and the pictures: again at every tick while the run goes on."""
    _buttons(state)
    earlier = [pick("Pale: the run before", "浅色：上一次运行")] if state.before else []
    earlier += [f"**{letter}** {scene}" for letter, (scene, _) in state.pins.items()]
    if earlier:
        st.caption(" · ".join(earlier))
    if state.notice:
        st.warning(state.notice, icon=":material/hourglass_top:")
    state.scene = (language(), dict(address().said))
    seconds = fair_share().tick()

    @st.fragment(run_every=seconds)
    def live() -> None:
        if state.running:
            _tick(state, seconds)
        if not state.running or fair_share().tick() != seconds:
            st.rerun()  # the whole page: its buttons, its words, its timer
        if state.finishing:
            st.progress(state.experiment.step / state.experiment.steps)
        else:
            draw(state)

    with st.container():  # its own place: if a fragment's is lost on the way, the next moves up
        if state.running:
            live()
        else:  # no fragment: a tick that comes late finds none, and takes nothing away
            with st.container():  # where the fragment has one, so that the pictures stay in place
                draw(state)
    if state.finishing:  # the pictures wait, outside what is redrawn
        draw(state)


def _explain(state: Bench, diagnose: Callable[[str, Any], str]) -> None:
    """Say of each network that diverged why it did."""
    for name in state.experiment.diverged:
        reason = diagnose(option(name), state.experiment.trainers[name])
        if reason:
            st.warning(reason, icon=":material/error:")


def silent(_name: str, _trainer: Any) -> str:
    """Say nothing of a network that diverged: for a page that says it in its own place."""
    return ""
