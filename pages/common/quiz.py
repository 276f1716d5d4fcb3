"""Questions before the run, and challenges after it: what makes a reader think before looking."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from pages.common import frame
from pages.common.controls import Scene
from pages.common.labels import label
from pages.common.prose import Words, pick


class Question(NamedTuple):
    """What the reader answered, or None, and whether the controls are where it was asked."""

    guess: str | None
    asked: bool


def predict(
    say: Words,
    scene: Scene,
    options: Sequence[str],
    asked: Mapping[str, Any] = {},
    name: str = "predict",
) -> Question:
    """Ask section `name` of the page; an answer sets the controls that it speaks of, `asked`.

    They are drawn before. The others may be anywhere.
    """
    key = f"{say.path.stem.split('.')[0]}.{name}"
    guesses = st.session_state.setdefault("guesses", {})  # which option, in any language
    if key in guesses and st.session_state.get(key) not in options:
        st.session_state[key] = options[guesses[key]]
    here = scene.holds(asked)
    with frame.places().card:
        st.markdown(f"**{label('predict')}.** {say.text(name)}")
        guess = st.radio(
            label("predict"),
            options,
            index=None,
            horizontal=True,
            key=key,
            on_change=st.session_state.update,
            args=(asked,),
            persist_state="session",
            label_visibility="collapsed",
        )
        if guess is not None and not here:
            st.button(
                pick("You changed the settings: back to the question", "设置已改动：回到这个问题"),
                key=f"{name}.back",
                icon=":material/undo:",
                type="tertiary",
                on_click=st.session_state.update,
                args=(asked,),
            )
    if guess is not None:
        guesses[key] = options.index(guess)
    return Question(guess, here)


def verdict(question: Question | None, right: str | None, claim: str) -> None:
    """Write what the run showed, and how the guess compares, on the card of the question.

    `right` is None where the run cannot tell; a run of another scene, or of no question, answers
    none.
    """
    guess = question.guess if question and question.asked else None
    if right is None or guess is None:
        opening, icon, show = "", "science", st.info
    elif guess == right:
        opening = pick(f"You said **{guess}**, and so it is. ", f"你猜的是 **{guess}**，猜对了。")
        icon, show = "check_circle", st.success
    else:
        opening = pick(
            f"You said **{guess}**; it is **{right}**. ",
            f"你猜的是 **{guess}**，结果是 **{right}**。",
        )
        icon, show = "lightbulb", st.warning
    with frame.places().card:
        show(opening + claim, icon=f":material/{icon}:")


def challenge(text: str, met: bool, news: str) -> None:
    """Write a challenge, whether the present scene meets it, and what it reached."""
    icon = ":material/check_circle:" if met else ":material/flag:"
    with frame.places().challenge, st.container(border=True):
        st.markdown(f"**{label('challenge')}.** {text}")
        st.markdown(f"{icon} {news}")
