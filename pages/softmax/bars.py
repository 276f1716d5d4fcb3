"""Bars over a few named places, side by side or stacked, each with its number."""

from functools import lru_cache
from typing import Literal

import altair as alt
import pandas as pd

from pages.common.charts.encoding import DATA, axis, colour, legend, scale, specification
from pages.common.charts.picture import Domain, Names, Picture, Spec
from pages.common.labels import label

THIN = 0.1  # of the axis: no room for a text
End = tuple[str, int, Literal["bottom", "top"]]
ENDS: tuple[End, End] = ((">=", -4, "bottom"), ("<", 4, "top"))  # where a text stands, by sign


def bars(
    frame: pd.DataFrame,
    x: str,
    y: str,
    series: Names,
    *,
    y_domain: Domain,
    x_title: str | None = None,
    y_title: str | None = None,
    y_scale: str = "linear",
    stacked: bool = False,
    legend_columns: int = 2,
) -> Picture:
    """Return a bar of column `y` at each place of column `x`, in the order of the table.

    Bars of several "series" stand side by side in the order of `series`, or `stacked` on each
    other in that of the table. The column "text", if there, is written at the end of each bar, or
    inside it where it has room. A bar that is longer than `y_domain`, and be it infinite, ends
    there; on a logarithmic axis bars stand on its foot, where 0 has no height.
    """
    titles = (label(x) if x_title is None else x_title, label(y) if y_title is None else y_title)
    places = tuple(frame[x].unique())
    spec = _bars(x, y, places, series, *titles, (y_domain, y_scale), stacked, legend_columns)
    text = frame.get("text", "")
    order = range(len(frame))  # the bottom of a stack comes first
    table = frame[[x, y, "series"]].assign(text=text, order=order)
    return Picture(spec, {"d": table.assign(**{y: table[y].clip(*y_domain)})})


@lru_cache(maxsize=64)
def _bars(
    x: str,
    y: str,
    places: Names,
    series: Names,
    x_title: str,
    y_title: str,
    y_scale: tuple[Domain, str],
    stacked: bool,
    legend_columns: int,
) -> Spec:
    y_domain, kind = y_scale
    height = alt.Y(
        f"{y}:Q",
        title=y_title,
        scale=scale(*y_scale),
        axis=axis(*y_scale),
        stack="zero" if stacked else None,
    )
    base = alt.Chart(DATA).encode(
        x=alt.X(f"{x}:N", title=x_title, sort=list(places), axis=alt.Axis(labelAngle=0)),
        y=height,
        order="order:O",
        detail="series:N",
    )
    if not stacked and len(series) > 1:
        base = base.encode(xOffset=alt.XOffset("series:N", sort=list(series)))
    shown = legend(legend_columns, "square") if len(series) > 1 else None
    bar = base.mark_bar(clip=True).encode(color=colour(series, legend=shown))
    if kind == "log":
        bar = bar.encode(y2=alt.Y2Datum(y_domain[0]))
    if stacked:
        inside = alt.Y(f"{y}:Q", stack="zero", bandPosition=0.5, scale=scale(y_domain))
        room = base.transform_filter(f"datum['{y}'] > {THIN * (y_domain[1] - y_domain[0])}")
        words = [
            room.mark_text(color="black", fontWeight="bold", fontSize=12).encode(
                y=inside, text="text:N"
            )
        ]
    else:
        words = [
            base.transform_filter(f"datum['{y}'] {sign} 0")
            .mark_text(dy=dy, baseline=baseline, clip=True)
            .encode(text="text:N", color=colour(series))
            for sign, dy, baseline in ENDS
        ]
    return specification(alt.layer(bar, *words))
