"""The view for a projector: title, question, Run and one picture, in large type, nothing else."""

import streamlit as st

from pages.common.prose import pick
from pages.common.visit.address import address

VIEWS = ("page", "projector")


def chosen() -> bool:
    """Return True if the reader, or the address, asks for the view for a projector."""
    if "projector" not in st.session_state:
        st.session_state["projector"] = st.query_params.get("view", "").lower() == VIEWS[1]
    return bool(st.session_state["projector"])


def choose() -> None:
    """Draw the switch, and have the address say what it is."""
    text = pick("Projector: one large picture", "投影：只有一张大图")
    on = st.toggle(text, key="projector", persist_state="session")
    address().say("view", VIEWS[on], VIEWS[0])
