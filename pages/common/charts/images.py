"""Small square pictures of pixels in a mosaic: handwriting, or the weights that read it."""

from base64 import b64encode
from io import BytesIO

import numpy as np
from PIL import Image

POSITIVE, NEGATIVE = (213, 94, 0), (0, 114, 178)  # vermilion and blue, of Okabe and Ito
INK = 128  # the grey of both themes' words beside a chart


def mosaic(pixels: np.ndarray, columns: int, most: float, larger: int = 1) -> str:
    """Return rows of `pixels` (n, side²) as squares in a mosaic: the address that holds it.

    Orange is positive, blue negative, and 0 is clear, so that both themes can be behind it; full
    colour is at `most`. Each pixel becomes `larger` times as wide and as high, not to be blurred.
    """
    return _address(_colours(_mosaic(pixels, columns, larger) / most))


def ink(pixels: np.ndarray, columns: int = 1, larger: int = 1) -> str:
    """Return a mosaic of `pixels` from 0 to 1 as `mosaic` does, in the grey of the words."""
    opacity = 255 * _mosaic(pixels, columns, larger)
    return _address(np.stack([np.full_like(opacity, INK), opacity], axis=-1).astype(np.uint8))


def _address(colours: np.ndarray) -> str:
    return "data:image/png;base64," + b64encode(_png(colours)).decode()


def _mosaic(pixels: np.ndarray, columns: int, larger: int = 1) -> np.ndarray:
    """Return one array (rows·(side + 1), columns·(side + 1)), with a clear line between squares."""
    side = round(pixels.shape[1] ** 0.5)
    rows = -(-len(pixels) // columns)
    board = np.zeros((rows * columns, side + 1, side + 1))
    board[: len(pixels), :side, :side] = pixels.reshape(-1, side, side)
    board = board.reshape(rows, columns, side + 1, side + 1).swapaxes(1, 2)
    board = board.reshape(rows * (side + 1), columns * (side + 1))
    return board.repeat(larger, axis=0).repeat(larger, axis=1)


def _colours(values: np.ndarray) -> np.ndarray:
    """Return RGBA bytes (..., 4): the sign as the colour, |value| up to 1 as how much of it."""
    colour = np.where(values[..., None] < 0, NEGATIVE, POSITIVE)
    opacity = 255 * np.clip(np.abs(values), 0, 1)[..., None]
    return np.concatenate([colour, opacity], axis=-1).astype(np.uint8)


def _png(colours: np.ndarray) -> bytes:
    """Return bytes of grey and opacity, or RGBA, as a file, hardly compressed: much faster."""
    file = BytesIO()
    Image.fromarray(colours).save(file, "PNG", compress_level=1)
    return file.getvalue()
