"""The race of two neurons: their costs, the factors of a step, their place on the sigmoid."""

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import pandas as pd

from core.network.functions import sigmoid
from pages.common.charts.cursor import at_cursor, slider, with_cursor
from pages.common.charts.encoding import DATA, colour, legend, scale, specification
from pages.common.charts.lines import curve, lines, long
from pages.common.charts.picture import Names, Picture, Spec

Z_DOMAIN = (-6, 12)  # of the axis of z


def cost(frame: pd.DataFrame, series: Names, steps: int, x_title: str) -> Picture:
    """Return the cost of each series as a share of its start."""
    first = frame.groupby(["run", "name"])["cost"].transform("first")
    frame = frame.assign(relative=frame["cost"] / first.clip(lower=1e-12))
    axes = {"x_title": x_title, "x_domain": (0, steps), "y_domain": (0, 1.05)}
    return lines(frame, "step", "relative", series, **axes)


def factors(
    frame: pd.DataFrame, parts: Mapping[str, str], steps: int, x_title: str, y_title: str
) -> Picture:
    """Return the columns `parts` of the quadratic neuron, by their names, on a logarithmic axis."""
    own = frame[(frame["name"] == "quadratic") & (frame["run"] == "now")]
    table = long(own, parts, "size", "series")
    axes = {"x_title": x_title, "x_domain": (0, steps), "y_title": y_title}
    return lines(
        table, "step", "size", tuple(parts.values()), **axes, y_domain=(1e-4, 1), y_scale="log"
    )


def output(
    frame: pd.DataFrame, series: Names, steps: int, x_title: str, y_title: str, *, done: bool
) -> Picture:
    """Return output `a` of each series over the steps; a cursor walks over them once it is done."""
    axes = {"x_title": x_title, "x_domain": (0, steps), "y_title": y_title, "y_domain": (0, 1)}
    picture = lines(frame, "step", "a", series, **axes)
    return with_cursor(picture, "step", "a", end=steps, title=x_title) if done else picture


def place(
    frame: pd.DataFrame, series: Names, steps: int, x_title: str, y_title: str, *, done: bool
) -> Picture:
    """Return the curve of σ with each neuron as a point on it, now or, once done, at a cursor."""
    columns = ["step", "series", "run", "latest", "z", "a"]
    spec = _place(series, steps if done else None, x_title, y_title)
    return Picture(spec, {"d": frame[columns], "curve": curve(sigmoid, *Z_DOMAIN)}, series)


@lru_cache(maxsize=64)
def _place(series: Names, end: int | None, x_title: str, y_title: str) -> Spec:
    x = alt.X("z:Q", title="z = wx + b", scale=scale(Z_DOMAIN, clamp=True))
    y = alt.Y("a:Q", title=y_title, scale=scale((0, 1)))
    grey = alt.Chart(alt.NamedData("curve")).mark_line(color="gray", opacity=0.6, strokeWidth=1.5)
    neurons = alt.Chart(DATA)
    if end is None:
        neurons = neurons.transform_filter("datum.latest")
    else:
        neurons = at_cursor(neurons, "step").add_params(slider(end, x_title))
    shape = alt.Shape("series:N", scale=alt.Scale(domain=list(series)), legend=None)
    points = neurons.mark_point(filled=True, size=160, opacity=1, clip=True)
    points = points.encode(x, y, color=colour(series, legend=legend(symbol="circle")), shape=shape)
    return specification(alt.layer(grey.encode(x, y), points))
