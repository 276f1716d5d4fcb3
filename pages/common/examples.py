"""The handwriting that every page learns from: the embedded digits, or MNIST once it is here."""

import streamlit as st

from core import data, mnist
from pages.common.prose import pick

SOURCES = ("digits", "mnist")


def choose() -> None:
    """Draw the choice of data, and the download where MNIST is chosen and not here."""
    source = st.segmented_control(
        pick("Handwriting", "手写数字"),
        SOURCES,
        default="digits",
        required=True,
        key="data",
        bind="query-params",
        persist_state="session",
    )
    if source == "mnist" and not mnist.mnist_is_here():
        st.caption(pick("MNIST is not on this server yet.", "服务器上还没有 MNIST。"))
        if st.button(pick("Download MNIST (11 MB)", "下载 MNIST（11 MB）"), key="download"):
            _download()


def _download() -> None:
    bar = st.progress(0.0)
    try:
        mnist.download_mnist(bar.progress)
    except mnist.DataUnavailableError as error:
        st.error(
            pick(
                "MNIST could not be loaded; the digits go on. ", "MNIST 无法载入；继续用内置数字。"
            )
            + str(error)
        )
    else:
        st.rerun()


def source() -> str:
    """Return "mnist" if it is chosen and here, else "digits"."""
    chosen = st.session_state.get("data") == "mnist" and mnist.mnist_is_here()
    return "mnist" if chosen else "digits"


def split(n_training: int, label_noise: float = 0.0, random_state: int = 0) -> data.Split:
    """Return the chosen examples, of 784 inputs, with `n_training` to learn from."""
    load = data.mnist if source() == "mnist" else data.digits
    return load(n_training=n_training, label_noise=label_noise, random_state=random_state)
