"""A digit turned step by step, and below it what networks read it as."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, colour, legend, specification
from pages.common.charts.images import ink
from pages.common.charts.picture import Names, Picture, Spec

LARGER = 3  # pixels a pixel


def turned(
    pixels: np.ndarray,
    turns: Sequence[float],
    read: Mapping[str, Sequence[int | None]],
    label: int,
    kinds: tuple[str, str],
) -> Picture:
    """Return `pixels` (turns, side²) in a row, each under its turn, and rows of what is `read`.

    What is read as `label` has the colour of the first of `kinds`, anything else that of the
    second.
    """
    columns = [f"{turn}°" for turn in turns]
    images = pd.DataFrame({"column": columns, "row": " "})
    images["url"] = [ink(image[None], 1, LARGER) for image in pixels]
    rows = []
    for name, digits in read.items():
        texts = ["–" if digit is None else str(digit) for digit in digits]
        series = [kinds[digit != label] for digit in digits]
        rows.append(pd.DataFrame({"column": columns, "row": name, "text": texts, "series": series}))
    return Picture(
        _turned((" ", *read), len(turns), kinds), {"d": pd.concat([images, *rows])}, kinds
    )


@lru_cache(maxsize=16)
def _turned(rows: Names, columns: int, kinds: Names) -> Spec:
    side = f"min(width / {columns}, height / {len(rows)})"
    plain = {"ticks": False, "domain": False, "title": None, "labelAngle": 0}
    base = alt.Chart(DATA).encode(
        x=alt.X("column:N", sort=None, axis=alt.Axis(orient="top", **plain)),
        y=alt.Y("row:N", scale=alt.Scale(domain=list(rows)), axis=alt.Axis(**plain)),
    )
    high = alt.expr(side)
    image = base.transform_filter("datum.url").mark_image(width=high, height=high)
    words = base.transform_filter("datum.text").mark_text(
        fontSize=alt.expr(f"0.6 * {side}"), fontWeight="bold"
    )
    words = words.encode(text="text:N", color=colour(kinds, legend=legend(symbol="square")))
    return specification(alt.layer(image.encode(url="url:N"), words))
