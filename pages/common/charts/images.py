"""Small square pictures of pixels in a mosaic: handwriting, or the weights that read it."""

from base64 import b64encode
from io import BytesIO

import numpy as np
import streamlit as st
from PIL import Image

INK = 128  # the grey of both themes' words beside a chart
POSITIVE, NEGATIVE = (213, 94, 0), (0, 114, 178)  # vermilion and blue, of Okabe and Ito


def images(
    title: str, pixels: np.ndarray, *, columns: int, alternative: str, most: float | None = None
) -> None:
    """Write rows of `pixels` (n, side²) as squares in a mosaic under a title.

    Orange is positive, blue negative, and 0 is clear, so that both themes can be behind it;
    full colour is at `most`, or at the largest |value|.
    """
    st.markdown(f"**{title}**")
    most = float(np.abs(pixels).max()) or 1.0 if most is None else most
    png = _png(_colours(_mosaic(pixels, columns) / most))
    st.image(png, width="stretch", output_format="PNG", alt=alternative)


def _mosaic(pixels: np.ndarray, columns: int) -> np.ndarray:
    """Return one array (rows·(side + 1), columns·(side + 1)), with a clear line between squares."""
    side = round(pixels.shape[1] ** 0.5)
    rows = -(-len(pixels) // columns)
    board = np.zeros((rows * columns, side + 1, side + 1))
    board[: len(pixels), :side, :side] = pixels.reshape(-1, side, side)
    board = board.reshape(rows, columns, side + 1, side + 1).swapaxes(1, 2)
    return board.reshape(rows * (side + 1), columns * (side + 1))


def _colours(values: np.ndarray) -> np.ndarray:
    """Return RGBA bytes (..., 4): the sign as the colour, |value| up to 1 as how much of it."""
    colour = np.where(values[..., None] < 0, NEGATIVE, POSITIVE)
    opacity = 255 * np.clip(np.abs(values), 0, 1)[..., None]
    return np.concatenate([colour, opacity], axis=-1).astype(np.uint8)


def _png(colours: np.ndarray) -> bytes:
    """Return RGBA bytes (..., 4) as a file, hardly compressed: four times as fast."""
    file = BytesIO()
    Image.fromarray(colours).save(file, "PNG", compress_level=1)
    return file.getvalue()


def url(pixels: np.ndarray) -> str:
    """Return a picture (side²,), from 0 to 1, as an address that holds it: what is 0 is clear."""
    side = round(len(pixels) ** 0.5)
    board = np.full((side, side, 2), INK, dtype=np.uint8)
    board[..., 1] = 255 * pixels.reshape(side, side)
    file = BytesIO()
    Image.fromarray(board, "LA").save(file, "png")
    return "data:image/png;base64," + b64encode(file.getvalue()).decode()
