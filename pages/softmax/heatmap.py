"""A heat map of signed numbers, each written in its cell."""

from functools import lru_cache

import altair as alt
import pandas as pd

from pages.common.charts.encoding import DATA, specification
from pages.common.charts.picture import HEIGHT, Domain, Names, Picture, Spec
from pages.common.labels import label


def heat(
    frame: pd.DataFrame,
    x: str,
    y: str,
    value: str,
    *,
    domain: Domain,
    x_title: str | None = None,
    y_title: str | None = None,
    scheme: str = "blueorange",
) -> Picture:
    """Return a cell at each (x, y) in the order of the table, coloured by `value` over `domain`.

    The column "text" is written in the cell. The scheme "blueorange" is for signed numbers (a
    symmetric domain), "blues" for shares. A cell that is not in the table stays empty.
    """
    titles = (label(x) if x_title is None else x_title, label(y) if y_title is None else y_title)
    places = (tuple(frame[x].unique()), tuple(frame[y].unique()))
    return Picture(_heat(x, y, value, *places, *titles, domain, scheme), {"d": frame})


@lru_cache(maxsize=64)
def _heat(
    x: str,
    y: str,
    value: str,
    columns: Names,
    rows: Names,
    x_title: str,
    y_title: str,
    domain: Domain,
    scheme: str,
) -> Spec:
    base = alt.Chart(DATA).encode(
        x=alt.X(f"{x}:N", title=x_title, sort=list(columns), axis=alt.Axis(labelAngle=0)),
        y=alt.Y(f"{y}:N", title=y_title, sort=list(rows)),
    )
    colours = alt.Scale(scheme=scheme, domain=list(domain), clamp=True)
    low, high = domain
    dark = f"datum['{value}'] > {low + 0.8 * (high - low)}"
    if low < 0:
        dark += f" || datum['{value}'] < {low + 0.2 * (high - low)}"
    # The ink is fixed, because the colour of the cell behind it is the same in both themes.
    ink = alt.condition(dark, alt.value("white"), alt.value("black"))
    cell = base.mark_rect().encode(color=alt.Color(f"{value}:Q", scale=colours, legend=None))
    words = base.mark_text().encode(text="text:N", color=ink)
    return specification(alt.layer(cell, words).properties(height=HEIGHT))
