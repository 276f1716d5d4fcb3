"""Small pictures of pixels in rows, each with words below and a frame that says its kind."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, colour, dash, legend, specification
from pages.common.charts.images import ink
from pages.common.charts.picture import Names, Picture, Spec

COLUMNS = 6  # images in a row


def gallery(
    pixels: np.ndarray, texts: Sequence[str], obeys: np.ndarray, kinds: tuple[str, str]
) -> Picture:
    """Return `pixels` (n, side²), from 0 to 1, as pictures with `texts` below.

    The frame of each is of the colour and the dash of the first of `kinds` where it `obeys`.
    """
    places = np.arange(len(pixels))
    table = {"column": places % COLUMNS, "row": places // COLUMNS, "text": texts}
    table |= {"series": np.where(obeys, *kinds), "url": [ink(image[None]) for image in pixels]}
    return Picture(_gallery(kinds, -(-len(pixels) // COLUMNS)), {"d": pd.DataFrame(table)}, kinds)


@lru_cache(maxsize=64)
def _gallery(series: Names, rows: int) -> Spec:
    side = f"min(width / {COLUMNS}, height / {rows} - 18)"
    base = alt.Chart(DATA).encode(
        x=alt.X("column:O", axis=None),
        y=alt.Y("row:O", axis=None),
    )
    inside, area = alt.expr(f"{side} - 8"), alt.expr(f"pow({side} - 4, 2)")
    image = base.mark_image(width=inside, height=inside).encode(url="url:N")
    frame = base.mark_square(filled=False, strokeWidth=2.5, opacity=1, size=area)
    frame = frame.encode(color=colour(series, legend=legend()), strokeDash=dash(series))
    words = base.mark_text(dy=alt.expr(f"{side} / 2 + 2"), baseline="top", color="gray").encode(
        text="text:N"
    )
    return specification(alt.layer(image, frame, words))
