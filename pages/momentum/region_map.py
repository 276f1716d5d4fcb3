"""A number over two settings: coloured cells up to an exact edge, and two points to compare."""

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, scale, specification
from pages.common.charts.picture import HEIGHT, Domain, Picture, Spec

Point = tuple[float, float]


def field(
    values: np.ndarray,
    edge: np.ndarray,
    here: Point,
    best: Point,
    *,
    limits: tuple[float, ...],
    x_title: str,
    x_domain: Domain,
    y_title: str,
    y_domain: Domain,
    beyond: str,
) -> Picture:
    """Return a cell for each of `values`: a row for each y, from the lowest, a column for each x.

    Colours change at each of `limits`; from the last one on there is no cell. `edge` (n, 2) is the
    exact line at which the cells end, and `beyond` is written on its far side. `here` is marked
    with a circle, `best` with a cross.
    """
    y, x = np.indices(values.shape)
    band = np.searchsorted(limits, values, side="right")
    cells = pd.DataFrame({"x": x.ravel(), "y": y.ravel(), "band": band.ravel()}, dtype=np.int16)
    tables = {
        "d": cells[cells["band"] < len(limits)],
        "edge": pd.DataFrame(edge, columns=["x", "y"]),
        "points": pd.DataFrame([(*best, "best"), (*here, "here")], columns=["x", "y", "place"]),
    }
    return Picture(
        _field(values.shape, limits, x_title, x_domain, y_title, y_domain, beyond), tables
    )


@lru_cache(maxsize=64)
def _field(
    shape: tuple[int, int],
    limits: tuple[float, ...],
    x_title: str,
    x_domain: Domain,
    y_title: str,
    y_domain: Domain,
    beyond: str,
) -> Spec:
    x = alt.X("x:Q", title=x_title, scale=scale(x_domain))
    y = alt.Y("y:Q", title=y_title, scale=scale(y_domain))

    def side(name: str, domain: Domain, cells: int, after: int) -> str:
        low, high = domain
        return f"{low} + (datum.{name} + {after}) * {(high - low) / cells}"

    names = [f"<{limit:.2g}".replace("0.", ".") for limit in limits]
    colours = alt.Scale(domain=names, scheme="viridis")
    shown = alt.Legend(
        orient="top", title=None, symbolType="square", columns=len(names), columnPadding=5
    )
    cell = alt.Chart(DATA).mark_rect(strokeWidth=0.5)
    cell = cell.transform_calculate(
        x2=side("x", x_domain, shape[1], 1),
        y2=side("y", y_domain, shape[0], 1),
        name=f"{names}[datum.band]",
    ).transform_calculate(x=side("x", x_domain, shape[1], 0), y=side("y", y_domain, shape[0], 0))
    cell = cell.encode(
        x=x,
        x2="x2:Q",
        y=y,
        y2="y2:Q",
        color=alt.Color("name:N", scale=colours, legend=shown),
        stroke=alt.Stroke("name:N", scale=colours, legend=shown),  # no seams between the cells
    )
    line = alt.Chart(alt.NamedData("edge")).mark_line(clip=True, color="gray", strokeWidth=2)
    corner = alt.Chart(alt.Data(values=[{"x": x_domain[1], "y": y_domain[0]}])).mark_text(
        align="right", baseline="bottom", dx=-4, dy=-4, color="gray", text=beyond
    )
    # Cells have the same colours in both themes, so white in black is seen on all of them.
    point = alt.Chart(alt.NamedData("points")).mark_point(
        size=90, opacity=1, fill="white", stroke="black", strokeWidth=1.5
    )
    shapes = alt.Scale(domain=["here", "best"], range=["circle", "cross"])
    point = point.encode(shape=alt.Shape("place:N", scale=shapes, legend=None))
    layers = alt.layer(cell, *(layer.encode(x=x, y=y) for layer in (line, corner, point)))
    return specification(layers.properties(height=HEIGHT))
