"""A map of two settings: the cells of a grid and the points of a random search, each tried."""

from functools import lru_cache

import altair as alt
import pandas as pd

from pages.common.charts.encoding import ACCURACY, DATA, scale, specification
from pages.common.charts.picture import Domain, Picture, Spec

Axis = tuple[str, Domain, tuple[float, ...]]  # its title, its ends, and where it has a tick


def candidate_map(
    cells: pd.DataFrame, points: pd.DataFrame, x: Axis, y: Axis, most: float
) -> Picture:
    """Return `cells` with "x", "x2", "y", "y2", and `points` with "x", "y", on two log axes.

    The column "missed" of both, a share, is the colour, full at `most`, the least. Where "best"
    holds, a cell has a frame and a point a cross.
    """
    return Picture(_map(x, y, most), {"d": cells, "points": points})


@lru_cache(maxsize=64)
def _map(x: Axis, y: Axis, most: float) -> Spec:
    places = [
        channel(f"{name}:Q", title=title, scale=scale(ends, "log"), axis=alt.Axis(values=[*ticks]))
        for channel, name, (title, ends, ticks) in ((alt.X, "x", x), (alt.Y, "y", y))
    ]
    shades = alt.Scale(type="log", domain=[1, most], scheme="viridis", clamp=True)
    shown = alt.Legend(
        orient="top",
        title=None,
        values=[1, 0.5, 0.2, 0.1, 0.05],
        labelExpr=ACCURACY,
        gradientLength=210,
    )
    colours = alt.Color("missed:Q", scale=shades, legend=shown)
    cell = alt.Chart(DATA).mark_rect().encode(*places, x2="x2:Q", y2="y2:Q", color=colours)
    # Cells have the same colours in both themes, so white in black is seen on all of them.
    framed = cell.transform_filter("datum.best").mark_rect(filled=False, strokeWidth=5)
    frame = framed.encode(color=alt.value("white"))
    inner = framed.mark_rect(filled=False, strokeWidth=2).encode(color=alt.value("black"))
    point = alt.Chart(alt.NamedData("points")).encode(*places)
    rim = point.mark_point(filled=True, size=110, color="white", opacity=1)
    dot = point.mark_point(filled=True, size=60, stroke="black", strokeWidth=1, opacity=1)
    dot = dot.encode(color=alt.Color("missed:Q", scale=shades))
    best = point.transform_filter("datum.best").mark_point(
        shape="cross", size=260, fill="white", stroke="black", strokeWidth=2, opacity=1
    )
    layers = alt.layer(cell, frame, inner, rim, dot, best)
    return specification(layers)
