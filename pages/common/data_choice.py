"""The handwriting that every page learns from: the embedded digits, or MNIST once it is here."""

import streamlit as st

from core.data import handwriting, mnist
from core.data.handwriting import NAMES, load
from pages.common.prose import pick


def choose() -> None:
    """Draw the choice of data, and the download where MNIST is chosen and not here."""
    asked = st.segmented_control(
        pick("Handwriting", "手写数字"),
        NAMES,
        default="digits",
        required=True,
        key="data",
        bind="query-params",
        persist_state="session",
    )
    if asked == "mnist" and source() != "mnist":
        st.caption(
            pick(
                "MNIST is not on this server, or damaged; the digits go on.",
                "服务器上没有 MNIST，或文件已损坏；继续用内置数字。",
            )
        )
        if st.button(pick("Download MNIST (11 MB)", "下载 MNIST（11 MB）"), key="download"):
            _download()
        _tell_failure()


def offer(reason: str) -> None:
    """Unless it is MNIST, write what needs it, with a button that chooses and fetches it."""
    if source() == "mnist":
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(reason, width="content")
        text = pick("Load MNIST", "载入 MNIST")
        wanted = st.button(text, key="load_mnist", type="tertiary", on_click=_ask_for_mnist)
    if wanted:  # and still not here
        _download()
        _tell_failure()


def _ask_for_mnist() -> None:
    st.session_state["data"] = "mnist"


def _tell_failure() -> None:
    if error := st.session_state.get("download_error"):
        failed = pick("MNIST could not be loaded. ", "MNIST 无法载入。")
        st.error(failed + error, icon=":material/cloud_off:")


def _download() -> None:
    bar = st.progress(0.0)
    try:
        mnist.download_mnist(bar.progress)
    except mnist.DataUnavailableError as error:
        st.session_state["download_error"] = str(error)
        bar.empty()
    else:
        st.session_state["download_error"] = ""
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
