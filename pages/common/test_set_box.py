"""The test set, sealed behind a button that counts how often it was opened."""

from collections.abc import Mapping

import streamlit as st

from pages.common.labels import option
from pages.common.prose import Words
from pages.common.visit import memory

SHOWN = 5  # of the latest openings


def sealed(say: Words, result: Mapping[str, object]) -> None:
    """Draw the button, and a note of each opening: the page's section "test.note" with `result`.

    Without a result there is nothing to open yet. The count belongs to the reader: no other scene
    resets it. From the second opening on the section "test.again" says what that means.
    """
    notes = openings()
    with st.container(border=True):
        say("test")
        st.button(
            say.text("test.open"),
            key="open_test",
            icon=":material/lock_open:",
            disabled=not result,
            on_click=notes.append,
            args=(dict(result),),
        )
        if notes:
            say("test.count", count=len(notes))
            first = max(0, len(notes) - SHOWN)
            for number, note in enumerate(notes[first:], first + 1):
                shown = {k: option(v) if isinstance(v, str) else v for k, v in note.items()}
                st.caption(f"{number}. {say.text('test.note', **shown)}")
        if len(notes) > 1:
            st.caption(f":material/warning: {say.text('test.again')}")


def openings() -> list[dict[str, object]]:
    """Return the result of each opening of the test set on this page, oldest first."""
    notes: list[dict[str, object]] = memory("test set").setdefault("openings", [])
    return notes
