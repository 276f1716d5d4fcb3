"""The race of two neurons: their costs, the factors of a step, their place on the sigmoid."""

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import pandas as pd

from core.network.functions import sigmoid
from pages.common.charts.cursor import at_cursor, with_cursor
from pages.common.charts.earlier import cut
from pages.common.charts.encoding import DATA, colour, dash, legend, paleness, scale, specification
from pages.common.charts.lines import curve, lines, long
from pages.common.charts.picture import HEIGHT, Names, Picture, Spec

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
    frame: pd.DataFrame, series: Names, *, steps: int, scrub: bool, step_title: str, a_title: str
) -> Picture:
    """Return output `a` over steps above the curve of σ, both with the points of one step.

    While a run goes on these are the rows marked "latest"; after it (`scrub`) a slider in the
    browser chooses the step, and nothing runs on the server.
    """
    spec = _output(series, steps, scrub, step_title, a_title)
    columns = ["step", "series", "run", "latest", "z", "a"]
    return Picture(
        spec, {"d": cut(frame[columns], "step", (0, steps)), "curve": curve(sigmoid, *Z_DOMAIN)}
    )


@lru_cache(maxsize=64)
def _output(series: Names, steps: int, scrub: bool, step_title: str, a_title: str) -> Spec:
    shape = alt.Shape("series:N", scale=alt.Scale(domain=list(series)), legend=None)
    height = alt.Y("a:Q", title=a_title, scale=scale((0, 1)))
    over_steps = alt.Chart(DATA).encode(
        x=alt.X("step:Q", title=step_title, scale=scale((0, steps))),
        y=height,
        detail=["series:N", "run:N"],
    )
    behind = alt.Chart(alt.NamedData("curve")).encode(
        x=alt.X("z:Q", title="z = wx + b", scale=scale(Z_DOMAIN, clamp=True)), y=height
    )

    def points(chart: alt.Chart, **colours: None) -> alt.Chart:
        marks = at_cursor(chart, "step", scrub).mark_point(filled=True, size=110, opacity=1)
        return marks.encode(color=colour(series, **colours))

    few = over_steps.transform_filter("datum.sparse").mark_point(filled=True, clip=True)
    few = few.encode(color=colour(series), opacity=paleness())
    line = (
        over_steps.transform_filter("!datum.sparse")
        .mark_line(clip=True)
        .encode(color=colour(series, legend=legend()), strokeDash=dash(series), opacity=paleness())
    )
    grey = behind.mark_line(color="gray", opacity=0.6, strokeWidth=1.5)
    place = alt.Chart(DATA).encode(x=alt.X("z:Q", scale=scale(Z_DOMAIN, clamp=True)), y=height)
    place = points(place, legend=None)
    views = [alt.layer(line, few, points(over_steps)), alt.layer(grey, place.encode(shape=shape))]
    chart = alt.vconcat(*(view.properties(height=HEIGHT - 50) for view in views))
    chart = chart.resolve_scale(color="independent", strokeDash="independent")
    return specification(with_cursor(chart, (0, steps), step_title) if scrub else chart)
