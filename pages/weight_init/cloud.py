"""A cloud of weighted inputs that falls through f onto the axis of a, coloured by the slope."""

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from core.labs.weight_init.weighted_input import relative_slope
from core.network.functions import ACTIVATIONS
from pages.common.charts.encoding import DATA, scale, specification
from pages.common.charts.lines import curve
from pages.common.charts.picture import Domain, Names, Picture, Spec

Z: Domain = (-25, 25)  # what lies further out is drawn at the edge
OUTPUTS: dict[str, Domain] = {"sigmoid": (0, 1), "tanh": (-1, 1), "relu": (0, 25)}
STRIP = 0.16  # of an axis: where the dots lie before and after their fall
FLAT, STEEP = "#e8590c", "#1c7ed6"  # seen on both themes


def cloud(activation: str, z: np.ndarray, titles: Names) -> Picture:
    """Return each of `z` (n,) as a dot below the curve of f, and as a dot beside it at a = f(z).

    `titles` are those of the axes and of the colours.
    """
    f, low_high = ACTIVATIONS[activation], OUTPUTS[activation]
    spread = np.random.default_rng(0).uniform(0.15, 0.85, (2, z.size))  # so that dots lie apart
    low, high = low_high
    table = pd.DataFrame({"z": z.clip(*Z), "a": f.value(z).clip(*low_high)})
    table["slope"] = relative_slope(activation, z)
    table["below"] = low - STRIP * (high - low) * spread[0]
    table["beside"] = Z[0] - STRIP * (Z[1] - Z[0]) * spread[1]
    return Picture(_cloud(low_high, titles), {"d": table, "curve": curve(f.value, *Z)})


@lru_cache(maxsize=16)
def _cloud(outputs: Domain, titles: Names) -> Spec:
    x_title, y_title, slope = titles
    low, high = outputs
    across = scale((Z[0] - STRIP * (Z[1] - Z[0]), Z[1]))
    up = scale((low - STRIP * (high - low), high))
    x_axis = alt.Axis(values=list(range(-20, 21, 10)), grid=False)
    y_axis = alt.Axis(values=[low, (low + high) / 2, high], grid=False)

    def place(x: str, y: str) -> dict[str, alt.X | alt.Y]:
        return {
            "x": alt.X(f"{x}:Q", title=x_title, scale=across, axis=x_axis),
            "y": alt.Y(f"{y}:Q", title=y_title, scale=up, axis=y_axis),
        }

    colour = alt.Color(
        "slope:Q",
        scale=alt.Scale(domain=[0, 1], range=[FLAT, STEEP]),
        legend=alt.Legend(title=slope, orient="top", titleOrient="left", values=[0, 1], format="d"),
    )
    dots = alt.Chart(DATA)
    falls = dots.mark_rule(opacity=0.1)
    dot = {"filled": True, "size": 16, "opacity": 0.6, "clip": True}
    grey = alt.Chart(alt.NamedData("curve")).mark_line(color="gray", strokeWidth=2, clip=True)
    return specification(
        alt.layer(
            falls.encode(**place("z", "below"), y2="a:Q", color=colour),
            falls.encode(**place("beside", "a"), x2="z:Q", color=colour),
            grey.encode(**place("z", "a")),
            dots.mark_point(**dot).encode(**place("z", "below"), color=colour),
            dots.mark_point(**dot).encode(**place("beside", "a"), color=colour),
        )
    )
