"""The handwriting that every page learns from: the embedded digits, or MNIST once it is here."""

import streamlit as st

from core.data import handwriting, mnist
from core.data.handwriting import NAMES, load
from pages.common.prose import pick
from pages.common.visit.address import address, came_back


def begin() -> None:
    """Know the data before anything is drawn. Back and Forward bring them back as a scene."""
    if "data" not in st.session_state or came_back():
        asked = st.query_params.get("data", "digits")
        known = asked.lower() in NAMES
        st.session_state["data"] = asked.lower() if known else "digits"
        if not known:
            address().refuse("data", asked, "digits")


def choose() -> None:
    """Draw the choice of data."""
    chosen = st.segmented_control(
        pick("Handwriting", "手写数字"),
        NAMES,
        default="digits",
        required=True,
        key="data",
        persist_state="session",
    )
    address().say("data", chosen, "digits")


def tell_missing() -> None:
    """Where MNIST is chosen and cannot be had, say so, with a button that fetches it."""
    if st.session_state["data"] == "mnist" and source() != "mnist":
        missing = pick(
            "MNIST is not on this server, or damaged; the digits go on.",
            "服务器上没有 MNIST，或文件已损坏；继续用内置数字。",
        )
        _offer(missing, pick("Load MNIST (11 MB)", "载入 MNIST（11 MB）"), "download")


def offer(reason: str) -> None:
    """Unless it is MNIST, write what needs it, with a button that chooses and fetches it."""
    if source() != "mnist":
        _offer(reason, pick("Load MNIST", "载入 MNIST"), "load_mnist")


def _offer(reason: str, text: str, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(reason, width="content")
        wanted = st.button(text, key=key, type="tertiary", on_click=_ask_for_mnist)
    if wanted:  # and still not here
        _download()


def _ask_for_mnist() -> None:
    st.session_state["data"] = "mnist"


def _download() -> None:
    bar = st.progress(0.0)
    try:
        mnist.download_mnist(bar.progress)
    except mnist.DataUnavailableError as error:
        bar.empty()
        failed = pick("MNIST could not be loaded. ", "MNIST 无法载入。")
        st.error(failed + str(error), icon=":material/cloud_off:")
    else:
        st.rerun()


def source() -> str:
    """Return "mnist" if it is chosen, here and sound, else "digits"."""
    if st.session_state.get("data") == "mnist" and mnist.mnist_is_here():
        try:
            handwriting.mnist()
        except mnist.DataUnavailableError:
            return "digits"
        return "mnist"
    return "digits"


def split(
    n_training: int, label_noise: float = 0.0, random_state: int = 0, size: int = 28
) -> handwriting.Split:
    """Return the chosen examples: `core.handwriting.load` of what `source` says."""
    return load(source(), n_training, label_noise, random_state, size)


def sizes(most_digits: int = 1000, most: int = 5000) -> list[int]:
    """Return the training-set sizes that the chosen data offers."""
    limit = most if source() == "mnist" else most_digits
    return [n for n in (50, 100, 200, 500, 1000, 2000, 5000) if n <= limit]
