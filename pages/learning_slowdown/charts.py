"""The output of a neuron over its steps, above its place on the curve of the sigmoid."""

from functools import lru_cache

import altair as alt
import pandas as pd

from pages.common.charts.cursor import at_cursor, with_cursor
from pages.common.charts.encoding import DATA, colour, dash, legend, paleness, scale, specification
from pages.common.charts.picture import HEIGHT, Names, Picture, Spec


def neuron(
    frame: pd.DataFrame,
    curve: pd.DataFrame,
    series: Names,
    *,
    steps: int,
    scrub: bool,
    step_title: str,
    a_title: str,
) -> Picture:
    """Return output `a` over steps above the σ `curve`, both with the points of one step.

    While a run goes on these are the rows marked "latest"; after it (`scrub`) a slider in the
    browser chooses the step, and nothing runs on the server.
    """
    spec = _neuron(series, steps, scrub, step_title, a_title)
    columns = ["step", "series", "run", "latest", "z", "a"]
    return Picture(spec, {"d": frame[columns], "curve": curve})


@lru_cache(maxsize=64)
def _neuron(series: Names, steps: int, scrub: bool, step_title: str, a_title: str) -> Spec:
    shape = alt.Shape("series:N", scale=alt.Scale(domain=list(series)), legend=None)
    height = alt.Y("a:Q", title=a_title, scale=scale((0, 1)))
    output = alt.Chart(DATA).encode(
        x=alt.X("step:Q", title=step_title, scale=scale((0, steps))),
        y=height,
        detail=["series:N", "run:N"],
    )
    curve = alt.Chart(alt.NamedData("curve")).encode(
        x=alt.X("z:Q", title="z = wx + b", scale=scale((-6, 12))), y=height
    )

    def points(chart: alt.Chart, **colours: None) -> alt.Chart:
        marks = at_cursor(chart, "step", scrub).mark_point(filled=True, size=110, opacity=1)
        return marks.encode(color=colour(series, **colours))

    line = output.mark_line(clip=True).encode(
        color=colour(series, legend=legend()), strokeDash=dash(series), opacity=paleness()
    )
    grey = curve.mark_line(color="gray", opacity=0.6, strokeWidth=1.5)
    place = alt.Chart(DATA).encode(x=alt.X("z:Q", scale=scale((-6, 12))), y=height)
    place = points(place, legend=None)
    views = [alt.layer(line, points(output)), alt.layer(grey, place.encode(shape=shape))]
    chart = alt.vconcat(*(view.properties(height=HEIGHT - 50) for view in views))
    chart = chart.resolve_scale(color="independent", strokeDash="independent")
    return specification(with_cursor(chart, (0, steps), step_title) if scrub else chart)
