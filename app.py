"""Improving the way neural networks learn: the pages, the language, the data."""

import gc
import sys

import streamlit as st
from threadpoolctl import threadpool_limits

from pages.common import contents, controls, data_choice
from pages.common.visit import language
from pages.common.visit.address import EVERYWHERE, address

STYLE = """<style>
.stMainBlockContainer {padding-top: 4rem}    /* Streamlit leaves 6rem */
.st-key-linked {padding-right: 4.2rem}       /* see charts.show */
.stApp [data-testid=stCaptionContainer] {opacity: 0.75}  /* 0.6 is too pale to read */
button[kind=primary] {color: light-dark(white, black)}  /* on blue, which is paler in the dark */
/* one gray does not suit both themes, and Streamlit's of axes is too pale in the light one */
.stVegaLiteChart :is([class*=role-axis] text, [class*=role-legend] text, text[fill=gray]) {
  fill: light-dark(#595959, #c4c4c4);
}
[data-stale="true"] {opacity: 1 !important}  /* a live picture must not fade between two ticks */
@media (min-width: 640px) {.st-key-words {position: sticky; top: 4.5rem}}
@media (max-width: 640px) {
  .stMarkdown table {display: block; overflow-x: auto}
  .stMarkdown :is(td, th) {padding: 0.25rem; font-size: 0.8rem}
  .stMarkdown td:not(:last-child) {white-space: nowrap}
}
</style>"""


@st.cache_resource
def prepare_server() -> dict[str, bool]:
    """Set what the whole process shares, once, and return what is still to be done once."""
    threadpool_limits(1)  # more only hurt at these sizes
    sys.setswitchinterval(0.0005)  # a training thread gives way to a slider sooner
    gc.freeze()  # the imports live for ever; do not scan them again and again
    return {"navigated": False}


def navigation() -> st.Page:
    """Draw the menu, and return the page that the address asks for."""
    home = contents.page("home", default=True)
    menu = {name: [contents.page(n) for n in names] for name, names in contents.sections().items()}
    return st.navigation({"": [home], **menu}, position="top")


st.set_page_config(
    page_title="Neural Learning Lab", layout="wide", initial_sidebar_state="collapsed"
)
st.html(STYLE)
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
with st.sidebar:
    language.choose()
    data_choice.choose()
chosen = navigation()
for key in EVERYWHERE:
    controls.tell_refused(key, st.session_state[key])
data_choice.tell_missing()
st.session_state["app_is_running"] = True
try:
    chosen.run()
    contents.onward()
    address().end()
finally:
    st.session_state["app_is_running"] = False
