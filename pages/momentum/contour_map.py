"""A map of heights with the paths that walkers take on it."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, colour, dash, legend, scale, specification
from pages.common.charts.picture import Names, Picture, Spec

ACROSS, UP = (-4.0, 4.0), (-2.5, 2.5)  # what is shown of a surface


def contour_map(
    frame: pd.DataFrame,
    contours: Sequence[np.ndarray],
    places: Sequence[tuple[str, tuple[float, float]]],
    series: Names,
) -> Picture:
    """Return the path (x, y) of each of the column "series" over its "step", on `contours`.

    Each contour is a line (n, 2) of equal height; `places` are words at points. Only the run
    "now" is drawn, with a dot a step and a large mark at its "latest"; paths are cut off beyond
    what is shown.
    """
    frame = frame[frame["run"] == "now"]
    tables = {
        "d": frame[["x", "y", "series", "step", "latest"]],
        "contours": pd.concat(
            pd.DataFrame({"x": line[:, 0], "y": line[:, 1], "line": number})
            for number, line in enumerate(contours)
        ).reset_index(names="order"),
        "places": pd.DataFrame([{"text": text, "x": x, "y": y} for text, (x, y) in places]),
    }
    return Picture(_contour_map(series), tables)


@lru_cache(maxsize=64)
def _contour_map(series: Names) -> Spec:
    def on(table: alt.NamedData) -> alt.Chart:
        return alt.Chart(table).encode(
            x=alt.X("x:Q", title=None, scale=scale(ACROSS)),
            y=alt.Y("y:Q", title=None, scale=scale(UP)),
        )

    height = on(alt.NamedData("contours")).mark_line(
        clip=True, color="gray", opacity=0.45, strokeWidth=1
    )
    height = height.encode(detail="line:N", order="order:Q")
    names = on(alt.NamedData("places")).mark_text(color="gray", dy=22).encode(text="text:N")
    spots = on(alt.NamedData("places")).mark_point(color="gray", shape="cross", filled=True)
    path = on(DATA).encode(detail="series:N", color=colour(series))
    line = path.mark_line(clip=True, strokeWidth=1.5).encode(
        color=colour(series, legend=legend()), strokeDash=dash(series), order="step:Q"
    )
    dots = path.mark_point(clip=True, filled=True, size=9, opacity=1)
    shape = alt.Shape("shape:N", scale=alt.Scale(domain=list(series)), legend=None)
    latest = path.transform_filter("datum.latest").transform_calculate(shape="datum.series")
    latest = latest.mark_point(clip=True, filled=True, size=110, opacity=1)
    layers = alt.layer(height, spots, names, line, dots, latest.encode(shape=shape))
    return specification(layers)
