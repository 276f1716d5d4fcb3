"""A heat map of signed numbers, each written in its cell."""

from functools import lru_cache

import altair as alt
import pandas as pd

from pages.common.charts.encoding import DATA, specification
from pages.common.charts.picture import Names, Picture, Spec


def heat(frame: pd.DataFrame, x: str, y: str, value: str, *, most: float) -> Picture:
    """Return a cell at each (x, y) in the order of the table, its colour full at `value` ±`most`.

    The column "text" is written in the cell.
    """
    places = (tuple(frame[x].unique()), tuple(frame[y].unique()))
    return Picture(_heat(x, y, value, *places, most), {"d": frame})


@lru_cache(maxsize=64)
def _heat(x: str, y: str, value: str, columns: Names, rows: Names, most: float) -> Spec:
    base = alt.Chart(DATA).encode(
        x=alt.X(f"{x}:N", title="", sort=list(columns), axis=alt.Axis(labelAngle=0)),
        y=alt.Y(f"{y}:N", title="", sort=list(rows)),
    )
    colours = alt.Scale(scheme="blueorange", domain=[-most, most], clamp=True)
    # The ink is fixed, because the colour of the cell behind it is the same in both themes.
    dark = f"abs(datum['{value}']) > {0.6 * most}"
    ink = alt.condition(dark, alt.value("white"), alt.value("black"))
    cell = base.mark_rect().encode(color=alt.Color(f"{value}:Q", scale=colours, legend=None))
    words = base.mark_text().encode(text="text:N", color=ink)
    return specification(alt.layer(cell, words))
