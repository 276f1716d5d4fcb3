"""Questions before the run, and challenges after it: what makes a reader think before looking."""

from collections.abc import Sequence

import streamlit as st

from pages.common.labels import label
from pages.common.prose import Words, pick


def predict(say: Words, options: Sequence[str], name: str = "predict") -> str | None:
    """Ask section `name` of the page; return the reader's option, or None before an answer."""
    key = f"{say.path.stem.split('.')[0]}.{name}"
    places = st.session_state.setdefault("guesses", {})  # which option, in any language
    if key in places and st.session_state.get(key) not in options:
        st.session_state[key] = options[places[key]]
    with st.container(border=True):
        st.markdown(f"**{label('predict')}.** {say.text(name)}")
        guess = st.radio(
            label("predict"),
            options,
            index=None,
            horizontal=True,
            key=key,
            persist_state="session",
            label_visibility="collapsed",
        )
    if guess is not None:
        places[key] = options.index(guess)
    return guess


def verdict(guess: str | None, right: str | None, claim: str) -> None:
    """Write what the run showed, and how the guess compares; `right` None: it asked otherwise."""
    if right is None:
        opening = ""
    elif guess is None:
        opening = pick("You made no prediction. ", "你没有预测。")
    elif guess == right:
        opening = pick(f"You said {guess}: right. ", f"你猜 {guess}：对了。")
    else:
        opening = pick(f"You said {guess}. ", f"你猜的是 {guess}。")
    show = st.success if guess is not None and guess == right else st.info
    show(opening + claim, icon=":material/science:")


def challenge(text: str, met: bool, news: str) -> None:
    """Write a challenge, whether the present scene meets it, and what it reached."""
    icon = ":material/check_circle:" if met else ":material/flag:"
    with st.container(border=True):
        st.markdown(f"**{label('challenge')}.** {text}")
        st.markdown(f"{icon} {news}")
