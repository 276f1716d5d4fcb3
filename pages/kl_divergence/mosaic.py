"""Rectangles side by side, each as wide as an outcome is likely: their whole area is a mean."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

import altair as alt
import pandas as pd

from pages.common.charts.encoding import DATA, colour, legend, scale, specification
from pages.common.charts.picture import Domain, Names, Picture, Spec

NARROW = 0.07  # a rectangle thinner than this has no room for its text
HEADROOM = 1.3  # of the axis, for the text above all of them


def areas(
    widths: Mapping[str, float],
    heights: Mapping[str, Sequence[float]],
    *,
    x_title: str,
    y_title: str,
    top: float,
) -> Picture:
    """Return a rectangle for each of `widths`, which sum to 1; `heights` has two series of heights.

    The first is filled, with its name and height above it, the second is a dashed level. What is
    higher than `top`, and be it infinite, ends there.
    """
    places = pairwise(accumulate(widths.values(), initial=0.0))
    rows = [
        {"name": name, "left": left, "right": right, "series": series, "height": min(size, top)}
        | {"text": "∞" if size == float("inf") else f"{size:.2f}"}
        for (name, (left, right), *sizes) in zip(widths, places, *heights.values(), strict=True)
        for series, size in zip(heights, sizes, strict=True)
    ]
    spec = _areas(tuple(heights), x_title, y_title, (0, HEADROOM * top))
    return Picture(spec, {"d": pd.DataFrame(rows)})


@lru_cache(maxsize=64)
def _areas(series: Names, x_title: str, y_title: str, y_domain: Domain) -> Spec:
    x, y = scale((0, 1)), scale(y_domain)
    filled, level = (
        alt.Chart(DATA).transform_filter(alt.FieldEqualPredicate(field="series", equal=name))
        for name in series
    )
    place = {
        "x": alt.X("left:Q", title=x_title, scale=x),
        "x2": "right:Q",
        "y": alt.Y("height:Q", title=y_title, scale=y),
        "color": colour(series[::-1], legend=legend(symbol="square")),  # p first, as elsewhere
    }
    solid = filled.transform_filter("datum.right > datum.left")  # an outline has a width of its own
    rectangle = solid.mark_rect(stroke="gray", fillOpacity=0.5).encode(y2=alt.Y2Datum(0), **place)
    dashes = level.mark_rule(strokeWidth=3, strokeDash=[6, 3]).encode(**place)
    wide = filled.transform_filter(f"datum.right - datum.left > {NARROW}")
    words = wide.transform_calculate(
        middle="(datum.left + datum.right) / 2", words="[datum.name, datum.text]"
    )
    text = words.mark_text(baseline="top", dy=2, color="gray").encode(
        x=alt.X("middle:Q", scale=x), y=alt.YDatum(y_domain[1], scale=y), text="words:N"
    )
    return specification(alt.layer(rectangle, dashes, text))
