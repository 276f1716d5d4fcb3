"""Weights as beads on wires, one wire a penalty, each pulled to 0 in its own way."""

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import pandas as pd

from core.labs.shrinkage import single_weight
from pages.common.charts.cursor import at_cursor, slider
from pages.common.charts.encoding import DATA, colour, scale, specification
from pages.common.charts.picture import Domain, Names, Picture, Spec

SIZES = (0.25, 0.5, 1.0, 2.0)  # of the beads, as shares of the followed weight
TICKS = [sign * 10**power for power in range(7) for sign in (-1, 1)]
FREE = 100  # beads are drawn in hundredths of the followed weight where nothing pulls


def beads(
    frame: pd.DataFrame,
    names: Mapping[str, str],
    pull: float,
    words: Mapping[str, str],
    *,
    done: bool,
) -> Picture:
    """Return the beads at each recorded step: now, or once `done` where a slider stands.

    `frame` holds the records of the followed "weight" of each penalty of `names`; the others are
    where the formula takes them. The axis counts in steps of L1, `pull`, from 0: near 0 evenly,
    further out ever less, so that both the way there and the jump across 0 can be seen. `words`
    name the "axis", the "slider" and a "step".
    """
    steps = sorted(frame["step"].unique())
    first = float(frame["weight"].iloc[0])
    unit = pull or abs(first) / FREE
    tables = []
    for name, series in names.items():
        own = frame[frame["name"] == name].set_index("step")["weight"]
        for size in SIZES:
            way = single_weight.after(name, size * first, pull, steps)
            way = own.reindex(steps).to_numpy() if size == 1 else way
            table = pd.DataFrame({"step": steps, "moment": range(len(steps)), "weight": way})
            tables.append(table.assign(series=series, own=size == 1))
    beads = pd.concat(tables).dropna()
    far = max(2.5, 1.5 * max(SIZES) * abs(first) / unit)
    domain = (-far if pull > 1 else -2.5, far)
    beads["place"] = (beads["weight"] / unit).clip(*domain)
    beads["latest"] = beads["moment"] == len(steps) - 1
    end = len(steps) - 1 if done else None
    spec = _beads(tuple(names.values()), domain, end, tuple(words.values()))
    return Picture(spec, {"d": beads}, tuple(names.values()))


@lru_cache(maxsize=64)
def _beads(series: Names, domain: Domain, end: int | None, words: Names) -> Spec:
    x_title, slider_title, step = words
    ticks = [0, *(tick for tick in TICKS if domain[0] <= tick <= domain[1])]
    axis = alt.Axis(values=ticks, labelExpr="format(datum.value, ',')", grid=False)
    x = alt.X("place:Q", title=x_title, scale=scale(domain, "symlog"), axis=axis)
    y = alt.Y(
        "series:N",
        title=None,
        scale=alt.Scale(domain=list(series), padding=0.7),
        axis=alt.Axis(grid=True),
    )
    base = alt.Chart(DATA)
    if end is None:
        now, until = base.transform_filter("datum.latest"), base
    else:
        now = at_cursor(base, "moment").add_params(slider(end, slider_title))
        until = base.transform_filter("datum.moment <= cursor")
    own = now.transform_filter("datum.own")
    zero = alt.Chart(alt.sequence(1, as_="place")).mark_rule(color="gray", strokeWidth=2)
    trail = until.mark_point(filled=True, size=14, opacity=0.3).encode(x, y, color=colour(series))
    others = now.transform_filter("!datum.own").mark_point(filled=True, size=110, opacity=0.75)
    followed = own.mark_point(filled=True, size=320, opacity=1)
    # -0 is 0; a tiny rest of rounding is one
    value = own.transform_calculate(
        text="format(abs(datum.weight) < 1e-9 ? 0 : datum.weight, '.4~g')"
    )
    value = value.mark_text(dy=-18, fontWeight="bold").encode(
        x, y, text="text:N", color=colour(series)
    )
    when = own.transform_filter(alt.datum.series == series[0])
    when = when.transform_calculate(text=f"'{step} ' + datum.step")
    when = when.mark_text(align="left", baseline="top", color="gray", fontSize=13)
    when = when.encode(x=alt.value(4), y=alt.value(4), text="text:N")
    return specification(
        alt.layer(
            zero.encode(x=x),
            trail,
            others.encode(x, y, color=colour(series, legend=None)),
            followed.encode(x, y, color=colour(series)),
            value,
            when,
        )
    )
