"""What a page remembers of a visit: earlier runs of the reader, for as long as the tab is open."""

from typing import Any

import streamlit as st


def memory(name: str) -> dict[Any, Any]:
    """Return what this page remembers under `name`, to be read and added to; {} at first."""
    kept: dict[Any, Any] = st.session_state.setdefault(f"{st.session_state['page']}.{name}", {})
    return kept
