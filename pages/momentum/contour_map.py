"""A map of heights with the balls that roll on it, and the trails that they leave."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, colour, scale, specification
from pages.common.charts.picture import Names, Picture, Spec

ACROSS, UP = (-4.0, 4.0), (-2.5, 2.5)  # what is shown of a surface
LINE = 15  # pixels from one name to the next
TRAIL = 12  # steps over which a trail fades


def contour_map(
    frame: pd.DataFrame,
    contours: Sequence[np.ndarray],
    places: Sequence[tuple[str, tuple[float, float]]],
    series: Names,
) -> Picture:
    """Return the path (x, y) of each of the column "series" over its "step", on `contours`.

    Each contour is a closed line (n, 2) of equal height; what it surrounds is a shade darker.
    `places` are words at points. Only the run "now" is drawn, with a ball and its name at
    "latest" and a trail of its newest steps; paths are cut off beyond what is shown.
    """
    frame = frame[frame["run"] == "now"]
    last = frame.groupby("series")["step"].transform("max")
    tables = {
        "d": frame[["x", "y", "series", "step"]].assign(age=last - frame["step"]),
        "contours": pd.concat(
            pd.DataFrame({"x": line[:, 0], "y": line[:, 1], "line": number})
            for number, line in enumerate(contours)
        ).reset_index(names="order"),
        "places": pd.DataFrame([{"text": text, "x": x, "y": y} for text, (x, y) in places]),
    }
    return Picture(_contour_map(series), tables, series)


@lru_cache(maxsize=64)
def _contour_map(series: Names) -> Spec:
    def on(table: alt.NamedData) -> alt.Chart:
        return alt.Chart(table).encode(
            x=alt.X("x:Q", title=None, scale=scale(ACROSS)),
            y=alt.Y("y:Q", title=None, scale=scale(UP)),
        )

    height = on(alt.NamedData("contours")).mark_line(
        clip=True, color="gray", fill="gray", fillOpacity=0.08, strokeOpacity=0.4, strokeWidth=1
    )
    height = height.encode(detail="line:N", order="order:Q")
    names = on(alt.NamedData("places")).mark_text(color="gray", dy=22).encode(text="text:N")
    spots = on(alt.NamedData("places")).mark_point(color="gray", shape="cross", filled=True)
    path = on(DATA).encode(detail="series:N", color=colour(series, legend=None))
    line = path.mark_line(clip=True, strokeWidth=1.5, opacity=0.5).encode(order="step:Q")
    trail = path.transform_calculate(fade=f"max(0.25, 1 - datum.age / {TRAIL})")
    trail = trail.transform_calculate(size="70 * datum.fade")
    dots = trail.mark_point(clip=True, filled=True).encode(
        opacity=alt.Opacity("fade:Q", scale=None), size=alt.Size("size:Q", scale=None)
    )
    newest = path.transform_filter("datum.age === 0")
    ball = newest.mark_point(
        clip=True, filled=True, size=260, opacity=1, stroke="white", strokeWidth=1.5
    )
    # At the start, and at the end, all are at one place: each name has a line of its own.
    order = f"indexof({list(series)}, datum.series) - {(len(series) - 1) / 2}"
    called = newest.mark_text(
        clip=True,
        align=alt.expr("datum.x > 2 ? 'right' : 'left'"),
        dx=alt.expr("datum.x > 2 ? -14 : 14"),
        dy=alt.expr(f"{LINE} * ({order})"),
        fontWeight="bold",
    ).encode(text="series:N")
    return specification(alt.layer(height, spots, names, line, dots, ball, called))
