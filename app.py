"""Improving the way neural networks learn: the pages, the language, the data."""

import gc
import sys
from pathlib import Path

import streamlit as st
from threadpoolctl import threadpool_limits

from pages.common import examples, prose

PAGES = {
    ("Costs", "代价"): ["learning_slowdown", "cross_entropy"],
}
FOLDER = Path(__file__).parent / "pages"
STYLE = """<style>
.stMainBlockContainer {padding-top: 4rem}    /* Streamlit leaves 6rem */
.st-key-linked {padding-right: 4.2rem}       /* see charts.show */
</style>"""


@st.cache_resource
def prepare_server() -> None:
    """Set what the whole process shares, once: threads only hurt at these sizes."""
    threadpool_limits(1)
    sys.setswitchinterval(0.0005)  # a training thread gives way to a slider sooner
    gc.freeze()  # the imports live for ever; do not scan them again and again


def page(name: str, *, default: bool = False) -> st.Page:
    """Return the page of a script, titled as its words say."""
    script = FOLDER / f"{name}.py"
    title = prose.Words(script).text("menu")
    return st.Page(script, title=title, url_path="" if default else name, default=default)


st.set_page_config(
    page_title="Neural Learning Lab", layout="wide", initial_sidebar_state="collapsed"
)
st.html(STYLE)
prepare_server()
with st.sidebar:
    st.segmented_control(
        "Language 语言",
        prose.LANGUAGES,
        default=prose.browser_language(),
        required=True,
        key="lang",
        bind="query-params",
        persist_state="session",
    )
    examples.choose()
sections = {prose.pick(*names): [page(n) for n in pages] for names, pages in PAGES.items()}
chosen = st.navigation({"": [page("home", default=True)], **sections}, position="top")
st.session_state["app_is_running"] = True
try:
    chosen.run()
finally:
    st.session_state["app_is_running"] = False
