"""One number on a strip of named zones, from harmless to harmful."""

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import pandas as pd

from pages.common.charts.encoding import DATA, scale, specification
from pages.common.charts.picture import Domain, Names, Picture, Spec

HEIGHT = 140  # pixels, both axes included
RED = "#d55e00"  # of Okabe and Ito; the strip's darkness tells the zones apart too
DEPTHS = (0.0, 0.35, 0.85)  # how full the red of a zone is


def gauge(value: float, zones: Mapping[str, Domain], *, title: str) -> Picture:
    """Return `value` as a mark on a strip of three `zones`, the most harmful last.

    A value beyond the strip is marked at its end.
    """
    table = pd.DataFrame(zones.values(), columns=["left", "right"])
    table = table.assign(depth=DEPTHS, foot=0, head=1)
    low, high = float(table["left"].min()), float(table["right"].max())
    mark = pd.DataFrame({"value": [min(max(value, low), high)], "middle": [0.5]})
    middles = tuple(table[["left", "right"]].mean(axis=1))
    spec = _gauge((low, high), tuple(zones), middles, title)
    return Picture(spec, {"d": table, "mark": mark})


@lru_cache(maxsize=16)
def _gauge(domain: Domain, names: Names, middles: tuple[float, ...], title: str) -> Spec:
    def across(column: str, axis: alt.Axis | None = None) -> alt.X:
        return alt.X(f"{column}:Q", title=title, scale=scale(domain), axis=axis)

    def up(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", scale=scale((0, 1)), axis=None)

    strip = alt.Chart(DATA).mark_rect(color=RED, stroke="gray")
    strip = strip.encode(
        x=across("left", alt.Axis(tickCount=4, grid=False)),
        x2="right:Q",
        y=up("foot"),
        y2="head:Q",
        fillOpacity=alt.FillOpacity("depth:Q", scale=None),
    )
    # The names of the zones are the labels of a second axis: those have the colour of the theme.
    texts = str(dict(zip(map(str, middles), names, strict=True)))
    named = alt.Axis(
        orient="top",
        values=list(middles),
        labelExpr=f"{texts}[toString(datum.value)]",
        ticks=False,
        domain=False,
        grid=False,
        title=None,
    )
    mark = alt.Chart(alt.NamedData("mark")).mark_point(
        shape="diamond", filled=True, size=180, opacity=1, stroke="white"
    )
    chart = alt.layer(strip, mark.encode(x=across("value", named), y=up("middle")))
    return specification(chart.resolve_axis(x="independent").properties(height=HEIGHT))
