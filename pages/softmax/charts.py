"""One softmax in four pictures: its shares, the same over c, and the slopes of shares and cost."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture, Spec
from pages.common.prose import written
from pages.softmax.bars import bars
from pages.softmax.heatmap import heat

FULL_COLOUR = 0.25  # the largest slope of a share at c = 1
FAR = 100.0  # the c at which limits are drawn


def number(value: float) -> str:
    """Return four decimals, or one digit and a power of ten where they would all be 0."""
    return written(value, ".4t")


def names(letter: str, n: int) -> list[str]:
    """Return the letter with the subscripts 1 to n."""
    return [letter + "₁₂₃₄₅₆₇₈₉"[k] for k in range(n)]


def shares(outputs: Sequence[np.ndarray], limit: np.ndarray | None, series: Names) -> Picture:
    """Return bars of softmax and of the formula as it is written, and dashes at a `limit`.

    `series` names the two. What is no number has no bar, and "nan" at its foot.
    """
    classes = names("a", len(outputs[0]))
    tables = [
        pd.DataFrame({"class": classes, "share": values, "series": name})
        for name, values in zip(series, outputs, strict=True)
    ]
    frame = pd.concat(tables, ignore_index=True)
    frame["text"] = frame["share"].map("{:.2f}".format)
    axes = {"y_domain": (0, 1.15), "x_title": "", "y_title": ""}
    picture = bars(frame.fillna({"share": 0}), "class", "share", series, **axes)
    spec = {**picture.spec, "layer": [*picture.spec["layer"], _limits(tuple(classes))]}
    tables = {**picture.tables, "limits": pd.DataFrame({"class": classes, "limit": limit}).dropna()}
    return Picture(spec, tables, series)


@lru_cache(maxsize=4)
def _limits(classes: Names) -> Spec:
    """Return a layer of dashes, as wide as the bars of a class, at the table "limits"."""
    layer: Spec = (
        alt.Chart(alt.NamedData("limits"))
        .mark_rule(strokeDash=[5, 4], strokeWidth=2, color="gray")
        .encode(
            x=alt.X("class:N", sort=list(classes), bandPosition=0),
            x2=alt.X2("class:N", bandPosition=1),
            y="limit:Q",
        )
        .to_dict()
    )
    return {key: layer[key] for key in ("data", "mark", "encoding")}


def over_c(
    cs: np.ndarray,
    swept: np.ndarray,
    limits: Mapping[int, np.ndarray],
    c: float,
    trail: Sequence[tuple[float, float]],
) -> Picture:
    """Return the shares `swept` over `cs`, a rule at `c`, and points at the limits.

    `limits` are by the sign of c: −1 and 1 are drawn far out, 0 at 0. The `trail` is each c so
    far, and the share of the right class there: grey circles.
    """
    columns = names("a", swept.shape[1])
    curves = pd.DataFrame(swept, columns=columns).assign(c=cs, latest=False)
    ends = pd.DataFrame(limits.values(), columns=columns).assign(
        c=[FAR * sign for sign in limits], latest=True
    )
    return lines(
        pd.concat([curves, ends]).melt(["c", "latest"], columns, "series", "share"),
        "c",
        "share",
        tuple(columns),
        x_title="",
        x_domain=(-1.3 * FAR, 1.3 * FAR),
        x_scale="symlog",
        y_title="",
        y_domain=(-0.05, 1.3),
        points=pd.DataFrame(trail, columns=["c", "share"]),
        rules={f"c = {written(c, '.3g')}": c},
    )


def jacobian(slopes: np.ndarray) -> Picture:
    """Return ∂a_j/∂z_k, row j and column k, as a heat map that keeps its colours for every c."""
    rows, columns = names("a", len(slopes)), names("z", len(slopes))
    frame = pd.DataFrame(slopes, rows, columns).rename_axis("a").reset_index()
    frame = frame.melt("a", columns, "z", "slope")
    frame["text"] = frame["slope"].map(number)
    return heat(frame, "z", "a", "slope", most=FULL_COLOUR)


def gradient(slopes: np.ndarray, most: float) -> Picture:
    """Return bars of ∂C/∂z_k on an axis that holds slopes up to ±`most` and their numbers."""
    frame = pd.DataFrame({"z": names("z", len(slopes)), "slope": slopes, "series": ""})
    frame["text"] = frame["slope"].map(number)
    domain = (-1.7 * most, 1.7 * most)
    return bars(frame, "z", "slope", ("",), y_domain=domain, x_title="", y_title="")
