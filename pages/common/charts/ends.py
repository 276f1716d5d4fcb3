"""Names at the ends of curves, where a legend would send the eye away and back."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.picture import Domain, Names, Spec

LINE = 15  # pixels from one name to the next
ALONG: dict[str, Callable[[Any], Any]] = {  # what is even on an axis of each kind
    "linear": lambda value: value,
    "log": np.log,
    "accuracy": np.log,
    "symlog": lambda value: np.sign(value) * np.log1p(np.abs(value)),
}


def ends_table(
    frame: pd.DataFrame, by: str, y: str, domain: Domain, kind: str, series: Names
) -> pd.DataFrame:
    """Return each name in column `by` of the present run, and where it ends: 0 to 1 of the axis.

    "colour" is the series whose colour it has. A curve without any number has no end.
    """
    now = frame[frame["run"] == "now"] if "run" in frame else frame
    last = now.dropna(subset=y).groupby(by, sort=False, observed=True)[y].last()
    low, high = (ALONG[kind](end) for end in domain)
    share = (ALONG[kind](last.clip(min(domain), max(domain))) - low) / (high - low)
    table = pd.DataFrame({"name": last.index, "share": share.to_numpy(dtype=float)})
    return table.assign(colour=table["name"] if by == "series" else series[0])


@lru_cache(maxsize=64)
def ends_layer(series: Names) -> Spec:
    """Return the layer that writes the table "ends" beside the axes, a name a line.

    A name stands as high as its curve ends, or below the one above it; the lowest stays within.
    """
    down: list[alt.SortField | dict[str, str]] = [alt.SortField("wished")]
    names = (
        alt.Chart(alt.NamedData("ends"))
        .transform_calculate(wished="(1 - datum.share) * height")
        .transform_window(line="row_number()", sort=down)
        .transform_calculate(free=f"datum.wished - {LINE} * datum.line")
        .transform_window(most="max(free)", sort=down, frame=[None, 0])
        .transform_calculate(placed=f"datum.most + {LINE} * datum.line")
        .transform_joinaggregate(lowest="max(placed)")
        .transform_calculate(y="datum.placed - max(0, datum.lowest - height)")
    )
    marks = names.mark_text(align="left", baseline="middle", fontWeight="bold")
    layer: Spec = marks.encode(
        x=alt.value(alt.expr("width + 6")),
        y=alt.Y("y:Q", scale=None),
        text="name:N",
        color=alt.Color("colour:N", scale=alt.Scale(domain=list(series)), legend=None),
    ).to_dict()
    return {key: layer[key] for key in ("data", "transform", "mark", "encoding")}
