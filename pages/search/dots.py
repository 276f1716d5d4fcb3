"""A dot for each thing that was tried, without a line between them."""

from functools import lru_cache

import altair as alt
import pandas as pd

from pages.common.charts.encoding import DATA, axis, colour, columns, legend, scale, specification
from pages.common.charts.picture import Domain, Names, Picture, Spec
from pages.common.labels import label


def dots(
    frame: pd.DataFrame, x: str, x_title: str, x_domain: Domain, y_domain: Domain, series: Names
) -> Picture:
    """Return a dot of "missed" over `x` for each row: a colour and a shape for each "series".

    `x` is on a logarithmic axis, "missed", a share, on one of accuracy; what is better than its
    best end, and be it 0, stands there.
    """
    spec = _dots(x, x_title, x_domain, label("missed"), y_domain, series)
    table = frame[[x, "missed", "series"]].assign(missed=frame["missed"].clip(lower=min(y_domain)))
    return Picture(spec, {"d": table})


@lru_cache(maxsize=64)
def _dots(
    x: str, x_title: str, x_domain: Domain, y_title: str, y_domain: Domain, series: Names
) -> Spec:
    across, up = (x_domain, "log"), (y_domain, "accuracy")
    looks = {"columns": columns(series), "symbol": alt.Undefined}
    shapes = alt.Scale(domain=list(series), range=["square", "circle", "diamond"][: len(series)])
    dot = alt.Chart(DATA).mark_point(filled=True, size=45, opacity=0.75, clip=True)
    dot = dot.encode(
        x=alt.X(f"{x}:Q", title=x_title, scale=scale(*across), axis=axis(*across)),
        y=alt.Y("missed:Q", title=y_title, scale=scale(*up), axis=axis(*up)),
        color=colour(series, legend=legend(**looks)),
        shape=alt.Shape("series:N", scale=shapes, legend=legend(**looks)),
    )
    return specification(dot)
