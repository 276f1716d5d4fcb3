"""A dot for each thing that was tried, without a line between them."""

from functools import lru_cache

import altair as alt
import pandas as pd

from pages.common.charts.encoding import DATA, axis, colour, columns, legend, scale, specification
from pages.common.charts.picture import HEIGHT, Domain, Names, Picture, Spec
from pages.common.labels import label


def dots(
    frame: pd.DataFrame,
    x: str,
    y: str,
    series: Names,
    *,
    x_domain: Domain,
    y_domain: Domain,
    x_title: str | None = None,
    y_title: str | None = None,
    x_scale: str = "linear",
    y_scale: str = "linear",
) -> Picture:
    """Return a dot of column `y` over `x` for each row: a colour and a shape for each "series"."""
    titles = (label(x) if x_title is None else x_title, label(y) if y_title is None else y_title)
    spec = _dots(x, y, series, *titles, (x_domain, x_scale), (y_domain, y_scale))
    return Picture(spec, {"d": frame[[x, y, "series"]]})


@lru_cache(maxsize=64)
def _dots(
    x: str,
    y: str,
    series: Names,
    x_title: str,
    y_title: str,
    x_scale: tuple[Domain, str],
    y_scale: tuple[Domain, str],
) -> Spec:
    looks = {"columns": columns(series), "symbol": alt.Undefined}
    shapes = alt.Scale(domain=list(series), range=["square", "circle", "diamond"][: len(series)])
    dot = alt.Chart(DATA).mark_point(filled=True, size=45, opacity=0.75, clip=True)
    dot = dot.encode(
        x=alt.X(f"{x}:Q", title=x_title, scale=scale(*x_scale), axis=axis(*x_scale)),
        y=alt.Y(f"{y}:Q", title=y_title, scale=scale(*y_scale), axis=axis(*y_scale)),
        color=colour(series, legend=legend(**looks)),
        shape=alt.Shape("series:N", scale=shapes, legend=legend(**looks)),
    )
    return specification(dot.properties(height=HEIGHT))
