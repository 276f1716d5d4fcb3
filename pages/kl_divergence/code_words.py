"""Code words as lengths: of the right code and of a wrong one, and what the second costs more."""

from collections.abc import Sequence
from functools import lru_cache

import altair as alt
import pandas as pd

from core.labs.kl_divergence import information, learned_distribution
from pages.common.charts.encoding import DATA, colour, legend, scale, specification
from pages.common.charts.picture import Names, Picture, Spec
from pages.common.prose import written
from pages.kl_divergence.charts import top

ROOM = 1.2  # of the axis, for the texts at the ends
THIN = 0.25  # of the axis: an extra that is shorter has no room for its text


def code_words(
    p: Sequence[float],
    q: Sequence[float],
    first: Sequence[float],
    series: Names,
    rows: Sequence[str],
    unit: str,
    title: str,
) -> Picture:
    """Return a bar as long as each word of the code of p and of q, and below them as their means.

    `series` are the two codes and the extra of the second; `rows` name the outcomes and the mean.
    The axis has room for the words of p and of `first`, where q began. A longer word ends there.
    """
    right, wrong, extra = series
    nats = information.NATS[unit]
    lengths = [information.code_lengths(r) / nats for r in (p, q, first)]
    sizes = learned_distribution.compare(p, q)
    floor, cost = sizes.entropy / nats, sizes.cross_entropy / nats
    bars = [
        (row, name, name, 0.0, length, written(length, ".3f"))
        for row, *words in zip(rows, *lengths[:2], strict=False)
        for name, length in zip((right, wrong), words, strict=True)
    ]
    bars += [
        (rows[-1], right, right, 0.0, floor, "H(p) " + written(floor, ".4f")),
        (rows[-1], wrong, wrong, 0.0, floor, ""),
        (rows[-1], wrong, extra, floor, cost, "CE " + written(cost, ".4f")),
    ]
    table = pd.DataFrame(bars, columns=["row", "bar", "series", "start", "end", "text"])
    end = top(unit, *information.code_lengths(first), *information.code_lengths(p))
    table["end"] = table["end"].clip(upper=end)
    kl = "KL" if table["end"].iloc[-1] - floor > THIN * end else ""
    table["inside"] = [""] * (len(table) - 1) + [kl]
    return Picture(_code_words(tuple(rows), series, title, ROOM * end), {"d": table}, series)


@lru_cache(maxsize=64)
def _code_words(rows: Names, series: Names, title: str, end: float) -> Spec:
    x = alt.X("start:Q", title=title, scale=scale((0, end)))
    place = {
        "y": alt.Y("row:N", title=None, sort=list(rows), axis=alt.Axis(labelLimit=130)),
        "yOffset": alt.YOffset("bar:N", sort=list(series[:2])),
    }
    base = alt.Chart(DATA)
    bar = base.mark_bar().encode(
        x=x, x2="end:Q", color=colour(series, legend=legend(3, "square")), **place
    )
    words = base.mark_text(align="left", dx=5, fontWeight="bold").encode(
        x=alt.X("end:Q", scale=scale((0, end))), text="text:N", color=colour(series), **place
    )
    middle = base.transform_calculate(middle="(datum.start + datum.end) / 2")
    inside = middle.mark_text(color="black", fontWeight="bold").encode(
        x=alt.X("middle:Q", scale=scale((0, end))), text="inside:N", **place
    )
    return specification(alt.layer(bar, words, inside))
