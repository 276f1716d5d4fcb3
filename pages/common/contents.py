"""The one list of pages, in reading order: the menu and the map on the first page come from it."""

from pathlib import Path

import streamlit as st

from pages.common import prose
from pages.common.visit.address import address

PAGES = {
    ("Costs and outputs", "代价与输出"): [
        "learning_slowdown",
        "kl_divergence",
        "cross_entropy",
        "softmax",
    ],
    ("Generalising", "泛化"): ["overfitting", "shrinkage", "dropout", "more_data", "svm"],
    ("Starts and hyper-parameters", "初始化与超参数"): [
        "weight_init",
        "hyper_parameters",
        "schedules",
        "mini_batches",
        "search",
    ],
    ("Other optimisers, other neurons", "其他优化方法与神经元"): ["momentum", "activations"],
    ("Looking back", "回顾"): ["facts"],
}
PATHS = {  # for who has not the time for all, in the order to read them
    ("In 45 minutes", "45 分钟"): ["learning_slowdown", "overfitting", "weight_init"],
    ("Four classics", "四个经典方法"): ["cross_entropy", "shrinkage", "dropout", "more_data"],
    ("What overfitting is", "什么是过拟合"): ["overfitting", "svm", "dropout"],
}
FOLDER = Path(__file__).parents[1]


def script(name: str) -> Path:
    """Return the script of a page; its words lie beside it."""
    return FOLDER / f"{name}.py"


def page(name: str, *, default: bool = False) -> st.Page:
    """Return the page `name`, titled as its words say."""
    title = prose.Words(script(name)).text("menu")
    return st.Page(script(name), title=title, url_path="" if default else name, default=default)


def link(name: str, *, text: str | None = None, icon: str) -> None:
    """Draw a link to a page, which takes along the language, the data and the scene left there."""
    there = page(name, default=name == "home")
    st.page_link(there, label=text, icon=icon, query_params=address().carried(name))


def sections() -> dict[str, list[str]]:
    """Return the names of the pages by section, each section named in the reader's language."""
    return {prose.pick(*names): pages for names, pages in PAGES.items()}


def onward() -> None:
    """Draw the links to the pages before and after this one, in reading order."""
    order = ["home", *(name for names in PAGES.values() for name in names)]
    here = order.index(st.session_state["page"])
    sides = {"back": order[:here][-1:], "forward": order[here + 1 :][:1]}
    with st.container(horizontal=True, horizontal_alignment="distribute", key="onward"):
        for way, names in sides.items():
            for name in names:
                link(name, icon=f":material/arrow_{way}:")
