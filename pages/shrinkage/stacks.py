"""Parts of a sum over a run, stacked on each other: the height of the whole is the sum."""

from functools import lru_cache

import altair as alt
import pandas as pd

from pages.common.charts.encoding import DATA, colour, legend, scale, specification
from pages.common.charts.picture import Domain, Names, Picture, Spec
from pages.common.labels import label


def stacks(
    frame: pd.DataFrame,
    x: str,
    y: str,
    series: Names,
    *,
    width: float,
    x_domain: Domain,
    y_domain: Domain,
) -> Picture:
    """Return columns `width` wide from each `x` on: medians of `y` of each "series".

    The first series is at the bottom. One x is one column, so the start of a run is in view; the
    axis has room for the column that begins at the end of `x_domain`.
    """
    room = (x_domain[0], x_domain[1] + width)
    spec = _stacks(x, y, series, label(x), label(y), room, y_domain)
    table = frame.groupby([x, "series"])[y].median().reset_index()
    order = table["series"].map(series.index)
    return Picture(spec, {"d": table.assign(right=table[x] + width, order=order)})


@lru_cache(maxsize=64)
def _stacks(
    x: str, y: str, series: Names, x_title: str, y_title: str, x_domain: Domain, y_domain: Domain
) -> Spec:
    height = alt.Y(f"{y}:Q", title=y_title, scale=scale(y_domain), stack="zero")
    columns = alt.Chart(DATA).mark_bar(clip=True, binSpacing=0)
    chart = columns.encode(
        x=alt.X(f"{x}:Q", bin="binned", title=x_title, scale=scale(x_domain)),
        x2="right:Q",
        y=height.axis(format="~s"),
        color=colour(series, legend=legend(symbol="square")),
        order="order:O",
    )
    return specification(chart)
