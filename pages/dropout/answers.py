"""What fifty thinned networks say, their mean, and the full network that stands for it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, colour, legend, scale, specification
from pages.common.charts.lines import curve
from pages.common.charts.picture import Names, Picture, Spec

FAR = 10.0  # of the axis of z: σ is within 0.00005 of its ends there
Said = Mapping[str, tuple[np.ndarray, np.ndarray]]
SHAPES = ["circle", "stroke", "diamond", "triangle-up"]


def _marks(base: alt.Chart, series: Names) -> list[alt.Chart]:
    """Return pale points for the first of `series`, and large marks of their own shape for others.

    All have a shape of their own, so that their colour is not the only sign.
    """
    shown = legend(3 if len(series) == 3 else 2, "circle")
    shown.symbolOpacity = 1
    shapes = alt.Scale(domain=list(series), range=SHAPES[: len(series)])
    looks = {
        "color": colour(series, legend=shown),
        "shape": alt.Shape("series:N", scale=shapes, legend=shown),
    }
    first = alt.FieldEqualPredicate(field="series", equal=series[0])
    pale = base.transform_filter(first).mark_point(filled=True, size=14, opacity=0.5)
    large = base.transform_filter(alt.LogicalNotPredicate(**{"not": first}))
    marks = large.mark_point(filled=False, size=110, strokeWidth=2.5, opacity=1)
    return [pale.encode(**looks), marks.encode(**looks)]


def on_curve(said: Said, digit: int, function: Callable[..., Any], x_title: str) -> Picture:
    """Return (z, a) of the output of one digit in front of the curve of `function`.

    `said` holds (z, a) by name, first the thinned networks' (n, 10), then others' (10,). What is
    further out than the axis is drawn at its end.
    """
    tables = [
        pd.DataFrame({"z": np.atleast_1d(z[..., digit]), "a": np.atleast_1d(a[..., digit])})
        for z, a in said.values()
    ]
    table = pd.concat([t.assign(series=name) for name, t in zip(said, tables, strict=True)])
    table["z"] = table["z"].clip(-FAR, FAR)
    behind = curve(function, -FAR, FAR)
    return Picture(_on_curve(tuple(said), x_title), {"d": table, "curve": behind})


@lru_cache(maxsize=16)
def _on_curve(series: Names, x_title: str) -> Spec:
    x = alt.X("z:Q", title=x_title, scale=scale((-1.04 * FAR, 1.04 * FAR)))
    y = alt.Y("a:Q", title="a", scale=scale((-0.03, 1.03)))
    behind = alt.Chart(alt.NamedData("curve")).mark_line(color="gray", opacity=0.6, strokeWidth=1.5)
    marks = _marks(alt.Chart(DATA).encode(x, y), series)
    return specification(alt.layer(behind.encode(x, y), *marks))
