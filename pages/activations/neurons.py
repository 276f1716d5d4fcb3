"""A bar for each neuron, from the least to the greatest z that the images give it."""

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from core.labs.activations.idle import Reach
from pages.common.charts.encoding import DATA, axis, scale, specification
from pages.common.charts.picture import Domain, Names, Picture, Spec

Z: Domain = (-50, 20)  # what goes further ends there
AWAKE, IDLE = "#1c7ed6", "#e8590c"  # seen on both themes


def neurons(reach: Reach, flat: tuple[float, float], titles: Names) -> Picture:
    """Return the `reach` of each neuron as a bar, orange where it has no slope on any image.

    Grey are the z at which the neuron is flat: up to the first of `flat`, and from the second on.
    `titles` are those of the axes and of the colours.
    """
    table = pd.DataFrame({"low": reach.low, "high": reach.high}).clip(*Z)
    table["neuron"] = np.arange(1, len(table) + 1)
    table["flat"] = reach.flat
    low, high = np.clip(flat, *Z)
    grey = pd.DataFrame({"from": [Z[0], high], "to": [low, Z[1]]})
    grey = grey[grey["from"] < grey["to"]]
    return Picture(_neurons(len(table), titles), {"d": table, "grey": grey})


@lru_cache(maxsize=16)
def _neurons(width: int, titles: Names) -> Spec:
    x_title, y_title, flat = titles
    across, up = scale((0.3, width + 0.7)), scale(Z, "symlog")
    x_axis = alt.Axis(values=[1, *range(10, width + 1, 10)], grid=False)

    def z(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", title=y_title, scale=up, axis=axis(Z, "symlog"))

    colour = alt.Color(
        "flat:Q",
        scale=alt.Scale(domain=[0, 1], range=[AWAKE, IDLE]),
        legend=alt.Legend(
            title=flat, type="symbol", orient="top", titleOrient="left", values=[0, 1], format="%"
        ),
    )
    grey = alt.Chart(alt.NamedData("grey"))
    room = grey.mark_rect(fill="gray", opacity=0.15).encode(
        x=alt.value(0), x2=alt.value(alt.expr("width")), y=z("from"), y2="to:Q"
    )
    bar = alt.Chart(DATA).mark_rule(strokeCap="round", strokeWidth=alt.expr(f"width / {width} / 2"))
    bar = bar.encode(
        x=alt.X("neuron:Q", title=x_title, scale=across, axis=x_axis),
        y=z("low"),
        y2="high:Q",
        color=colour,
    )
    return specification(alt.layer(room, bar))
