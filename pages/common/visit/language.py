"""The reader's language: the choice of it, and what browsers and screen readers are told."""

from pathlib import Path

import streamlit as st
from streamlit.components.v1 import declare_component

from pages.common import prose
from pages.common.visit.address import address

NAMES = {"en": "EN", "zh": "中文"}

# Streamlit calls every page English. A file of its own may set that right under a policy that
# allows no inline script; every other way of Streamlit runs one.
tell_browser = declare_component("page_language", path=Path(__file__).with_name("page_language"))


def begin() -> None:
    """Know the language before anything is written. Back and Forward leave it alone."""
    if "lang" not in st.session_state:
        st.session_state["lang"] = asked() or prose.browser_language()
        if "lang" in st.query_params and not asked():
            address().refuse("lang", st.query_params["lang"], st.session_state["lang"])


def choose() -> None:
    """Draw the choice of the language."""
    chosen = st.segmented_control(
        "Language 语言",
        prose.LANGUAGES,
        default=prose.browser_language(),
        required=True,
        key="lang",
        format_func=NAMES.__getitem__,
        label_visibility="collapsed",
        persist_state="session",
    )
    address().say("lang", chosen, prose.browser_language())


def tell() -> None:
    """Tell the browser, and screen readers, which language the page is in."""
    tell_browser(language=prose.language(), key="browser")


def wants_rest() -> bool:
    """Return True if the reader's system asks that nothing moves by itself."""
    return bool(st.session_state.get("browser"))


def asked() -> str | None:
    """Return the language that the address asks for, zh for zh-CN too, or None."""
    text = st.query_params.get("lang", "").lower().replace("_", "-").split("-")[0]
    return text if text in prose.LANGUAGES else None
