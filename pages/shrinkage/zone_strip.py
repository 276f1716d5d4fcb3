"""The factor 1 − ηλ/n on a strip of named zones, from harmless to harmful."""

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, scale, specification
from pages.common.charts.picture import Names, Picture, Spec

HEIGHT = 140  # pixels, both axes included
RED = "#d55e00"  # of Okabe and Ito; the strip's darkness tells the zones apart too
DEPTHS = (0.0, 0.35, 0.85)  # how full the red of a zone is
LEFT = np.array([0.0, -1.0, -2.0])  # where the zones begin; each is 1 wide
DOMAIN = (-2.0, 1.0)


def factor(value: float, names: Names) -> Picture:
    """Return 1 − ηλ/n, `value`, as a mark on a strip of three zones, the most harmful last.

    A value beyond the strip is marked at its end.
    """
    table = pd.DataFrame({"left": LEFT, "right": LEFT + 1, "depth": DEPTHS, "foot": 0, "head": 1})
    mark = pd.DataFrame({"value": [np.clip(value, *DOMAIN)], "middle": [0.5]})
    return Picture(_factor(names), {"d": table, "mark": mark})


@lru_cache(maxsize=2)
def _factor(names: Names) -> Spec:
    def across(column: str, axis: alt.Axis | None = None) -> alt.X:
        return alt.X(f"{column}:Q", title="1 − ηλ/n", scale=scale(DOMAIN), axis=axis)

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
    middles = (LEFT + 0.5).tolist()
    texts = str(dict(zip(map(str, middles), names, strict=True)))
    named = alt.Axis(
        orient="top",
        values=middles,
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
    return specification(chart.resolve_axis(x="independent"))
