"""The frame of a page: its head, and of a lab the places of card, settings, words and pictures.

What a page draws goes to the place where a reader looks for it, on a wide screen, on a phone and
on a projector; the places themselves are arranged by frame.css.
"""

import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.runs.measured import Measured
from pages.common import data_choice
from pages.common.prose import ROOT, Source, Words, glossary, pick, source
from pages.common.visit import language, projector
from pages.common.visit.address import address

STYLES = Path(__file__).parent


class Places(NamedTuple):
    """Where a lab draws: the question and its answer, the controls, the words, the pictures."""

    card: DeltaGenerator
    settings: DeltaGenerator
    words: DeltaGenerator
    stage: DeltaGenerator
    challenge: DeltaGenerator


def begin(script: str, measured: Mapping[str, Measured] | None = None) -> Words:
    """Write the head of a page and return its words, which may state the numbers of `measured`.

    On a fresh server a deep link runs the bare page, since Streamlit meets `pages/` before the
    first `st.navigation`. Then the whole app is run here instead, once.
    """
    if not st.session_state.get("app_is_running"):
        runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
        st.stop()
    st.session_state["page"] = Path(script).stem
    address().enter(Path(script).stem)
    st.html(STYLES / "frame.css")
    if projector.chosen():
        st.html(STYLES / "projector.css")
    say = Words(script, measured)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="head"):
        st.markdown(f"## {say.text('title')}")
        with st.container(horizontal=True, width="content", gap="small", key="tools"):
            language.choose()
            with st.popover(pick("Data", "数据"), icon=":material/database:"):
                data_choice.choose()
            share = st.container(width="content", key="share")
            with share.popover(pick("Share", "分享"), icon=":material/link:"):
                address().link = st.container()
                projector.choose()
            with st.popover(pick("Glossary", "术语表"), icon=":material/menu_book:"):
                st.markdown(glossary())
    data_choice.tell_missing()
    return say


def lab(script: str, measured: Mapping[str, Measured] | None = None) -> Words:
    """Write the head of a lab, its sentence and its words, make its places, return its words."""
    say = begin(script, measured)
    with st.container(key="sentence"):
        say("sentence")
    with st.container(key="frame"):
        left, right = st.container(key="left"), st.container(key="right")
    with left:
        card = st.container(key="card", border=True, gap="small")
        settings, words = st.container(key="settings"), st.container(key="words")
    with right:
        stage, challenge = st.container(key="stage"), st.container(key="challenge")
    with words:
        say("idea")
    st.session_state["places"] = Places(card, settings, words, stage, challenge)
    return say


def places() -> Places:
    """Return the places of the lab that is being drawn."""
    known: Places = st.session_state["places"]
    return known


def settings() -> DeltaGenerator:
    """Return the place of the controls."""
    return places().settings


def close(say: Words, *code: Source) -> None:
    """Write what stands below every lab: the mathematics, the source of `code`, the sources.

    The mathematics is closed but for the line that says what it shows; `?mathematics=open` in the
    address opens it.
    """
    opened = address().choice("mathematics", ("closed", "open"), "closed") == "open"
    title = pick("The mathematics: ", "数学推导：") + say.text("shows")
    with st.container(key="below"):
        with st.expander(title, expanded=opened):
            say("mathematics")
        with st.expander(pick("The code that ran", "运行的代码")):
            st.code("\n\n".join(map(source, code)), "python")
        st.caption(say.text("sources"))
