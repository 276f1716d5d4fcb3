"""Improving the way neural networks learn: the pages, the language, the data."""

import gc
import sys

import pandas as pd
import streamlit as st
from threadpoolctl import threadpool_limits

from pages.common import contents, controls, data_choice
from pages.common.visit import language
from pages.common.visit.address import EVERYWHERE, address


@st.cache_resource
def prepare_server() -> dict[str, bool]:
    """Set what the whole process shares, once, and return what is still to be done once."""
    threadpool_limits(1)  # more only hurt at these sizes
    pd.set_option("mode.string_storage", "python")  # faster than Arrow's for small tables
    sys.setswitchinterval(0.0005)  # a training thread gives way to a slider sooner
    gc.freeze()  # the imports live for ever; do not scan them again and again
    return {"navigated": False}


def navigation() -> st.Page:
    """Draw the menu, and return the page that the address asks for."""
    home = contents.page("home", default=True)
    menu = {name: [contents.page(n) for n in names] for name, names in contents.sections().items()}
    return st.navigation({"": [home], **menu}, position="top")


st.set_page_config(page_title="Neural Learning Lab", layout="wide")
server = prepare_server()
if "app_is_running" not in st.session_state:
    gc.collect()  # a new reader makes room: the networks of those who left hang in cycles
if not server["navigated"]:
    # Until its first st.navigation the process gives widgets other identities, since there is a
    # folder "pages": the first reader's first click, or its place in the address, would be lost.
    server["navigated"] = True
    navigation()
    st.rerun()
address().begin()
language.begin()
data_choice.begin()
chosen = navigation()
for key in EVERYWHERE:
    controls.tell_refused(key, st.session_state.get(key))
st.session_state["app_is_running"] = True
try:
    chosen.run()
    contents.onward()
    language.tell()
    address().end()
finally:
    st.session_state["app_is_running"] = False
