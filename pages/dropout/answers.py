"""What fifty thinned networks say, their mean, and the full network that stands for it."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Literal

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, colour, scale, specification
from pages.common.charts.lines import curve
from pages.common.charts.picture import Names, Picture, Spec

FAR = 10.0  # of the axis of z: σ is within 0.00005 of its ends there
Said = Mapping[str, tuple[np.ndarray, np.ndarray]]
BESIDE: tuple[tuple[Literal["left", "right"], int, int], ...] = (
    ("left", 12, 8),
    ("right", -12, -8),
    ("left", 12, -8),
)  # of the marks, where their names stand
SHAPES = ["circle", "stroke", "diamond", "triangle-up"]


def _marks(base: alt.Chart, series: Names) -> list[alt.Chart]:
    """Return pale points for the first of `series`, and large marks of their own shape for others.

    The names of these stand beside them: above and below by turns, where they do not meet.
    """
    shapes = alt.Scale(domain=list(series), range=SHAPES[: len(series)])
    looks = {
        "color": colour(series, legend=None),
        "shape": alt.Shape("series:N", scale=shapes, legend=None),
    }
    first = alt.FieldEqualPredicate(field="series", equal=series[0])
    pale = base.transform_filter(first).mark_point(filled=True, size=14, opacity=0.5)
    large = base.transform_filter(alt.LogicalNotPredicate(**{"not": first}))
    marks = large.mark_point(filled=False, size=110, strokeWidth=2.5, opacity=1)
    names = [
        base.transform_filter(alt.datum.series == name)
        .mark_text(align=align, dx=dx, dy=dy, fontWeight="bold")
        .encode(text="series:N", color=colour(series))
        for name, (align, dx, dy) in zip(series[1:], BESIDE, strict=False)
    ]
    return [pale.encode(**looks), marks.encode(**looks), *names]


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
