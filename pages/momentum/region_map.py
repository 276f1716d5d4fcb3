"""A rate over η and μ: coloured cells up to an exact edge, and two points to compare."""

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, scale, specification
from pages.common.charts.picture import Picture, Spec

Point = tuple[float, float]

ETA, MU = (0.0, 4.0), (0.0, 1.0)  # the ends of the axes
RATES = (0.8, 0.9, 0.95, 0.98, 1.0)  # where the colour changes


def region_map(
    values: np.ndarray, edge: np.ndarray, here: Point, best: Point, beyond: str
) -> Picture:
    """Return a cell for each of `values`: a row for each μ, from the lowest, a column for each η.

    From the last of RATES on there is no cell. `edge` (n, 2) is the exact line at which the cells
    end, and `beyond` is written on its far side. `here` is marked with a circle, `best` with a
    cross.
    """
    y, x = np.indices(values.shape)
    band = np.searchsorted(RATES, values, side="right")
    cells = pd.DataFrame({"x": x.ravel(), "y": y.ravel(), "band": band.ravel()}, dtype=np.int16)
    tables = {
        "d": cells[cells["band"] < len(RATES)],
        "edge": pd.DataFrame(edge, columns=["x", "y"]),
        "points": pd.DataFrame([(*best, "best"), (*here, "here")], columns=["x", "y", "place"]),
    }
    return Picture(_region_map(values.shape, beyond), tables)


@lru_cache(maxsize=64)
def _region_map(shape: tuple[int, int], beyond: str) -> Spec:
    x = alt.X("x:Q", title="η", scale=scale(ETA))
    y = alt.Y("y:Q", title="μ", scale=scale(MU))

    def side(name: str, end: float, cells: int, after: int) -> str:
        return f"(datum.{name} + {after}) * {end / cells}"

    names = [f"<{limit:.2g}".replace("0.", ".") for limit in RATES]
    colours = alt.Scale(domain=names, scheme="viridis")
    shown = alt.Legend(
        orient="top", title=None, symbolType="square", columns=len(names), columnPadding=5
    )
    cell = alt.Chart(DATA).mark_rect(strokeWidth=0.5)
    cell = cell.transform_calculate(
        x2=side("x", ETA[1], shape[1], 1),
        y2=side("y", MU[1], shape[0], 1),
        name=f"{names}[datum.band]",
    ).transform_calculate(x=side("x", ETA[1], shape[1], 0), y=side("y", MU[1], shape[0], 0))
    places = {"x": x, "x2": "x2:Q", "y": y, "y2": "y2:Q"}
    cell = cell.encode(
        **places,
        color=alt.Color("name:N", scale=colours, legend=shown),
        stroke=alt.Stroke("name:N", scale=colours, legend=shown),  # no seams between the cells
    )
    line = alt.Chart(alt.NamedData("edge")).mark_line(clip=True, color="gray", strokeWidth=2)
    corner = alt.Chart(alt.Data(values=[{"x": ETA[1], "y": MU[0]}])).mark_text(
        align="right", baseline="bottom", dx=-4, dy=-4, color="gray", text=beyond
    )
    # Cells have the same colours in both themes, so white in black is seen on all of them.
    point = alt.Chart(alt.NamedData("points")).mark_point(
        size=90, opacity=1, fill="white", stroke="black", strokeWidth=1.5
    )
    shapes = alt.Scale(domain=["here", "best"], range=["circle", "cross"])
    point = point.encode(shape=alt.Shape("place:N", scale=shapes, legend=None))
    layers = alt.layer(cell, *(layer.encode(x=x, y=y) for layer in (line, corner, point)))
    return specification(layers)
