"""Fixed chart specifications, filled with data: made once, so that a tick only sends numbers."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import cycle
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from pages.common.prose import Words

HEIGHT = 270  # pixels, axes and legend included
DATA = alt.NamedData("d")

Spec = dict[str, Any]
Names = tuple[str, ...]
Domain = tuple[float, float]


def show(title: str, spec: Spec, *, alternative: str, **datasets: pd.DataFrame) -> None:
    """Write a chart under its claim. Dataset `d` fills the specification.

    Streamlit gives each view of a concatenated chart the whole width and forgets its axis, so
    app.py's style leaves room for one where the container is called "linked".
    """
    st.markdown(f"**{title}**")
    filled = {**spec, "description": alternative, "datasets": datasets}
    with st.container(key="linked") if "vconcat" in spec else st.container():
        st.vega_lite_chart(filled, width="stretch")


def grid(
    say: Words,
    pictures: Mapping[str, tuple[Spec, pd.DataFrame]],
    tense: str,
    told: Mapping[str, str],
) -> None:
    """Write charts two by two, each titled by the page's section "<name>.ask" or "<name>.told"."""
    for place, (name, (spec, data)) in zip(cycle(st.columns(2)), pictures.items(), strict=False):
        with place:
            title = say.text(f"{name}.{tense}", **told)
            show(title, spec, d=data, alternative=say.text(f"{name}.alt"))


@lru_cache(maxsize=256)
def lines(
    x: str,
    y: str,
    series: Names,
    *,
    x_title: str,
    y_title: str,
    x_domain: Domain,
    y_domain: Domain,
    parts: Names = (),
    log: bool = False,
    band: bool = False,
    steps: bool = False,
) -> Spec:
    """Return lines of column `y` over `x`: a colour for each `series`, pale for earlier runs.

    The dash tells the series too, or with `parts` the column "part". `band` fills from column
    "low" to "high". Rows marked "latest" get a point: before the first step that is all there is.
    With `steps` a value holds until the next x, as in a histogram.
    """
    scale, colour = _scale(y_domain, log), _colour(series)
    axis = _powers_of_ten(y_domain) if log else alt.Axis()
    base = alt.Chart(DATA).encode(
        x=alt.X(f"{x}:Q", title=x_title, scale=_scale(x_domain)),
        y=alt.Y(f"{y}:Q", title=y_title, scale=scale, axis=axis),
        detail=["series:N", "run:N", *(["part:N"] if parts else [])],
    )
    line = base.mark_line(clip=True, interpolate="step-after" if steps else "linear").encode(
        color=_colour(series, legend=_legend(columns=1 if parts else 2)),
        strokeDash=_dash(series, parts),
        opacity=_paleness(),
    )
    point = base.transform_filter("datum.latest").mark_point(
        filled=True, size=45, opacity=1, clip=True
    )
    layers = [line, point.encode(color=colour), _letters(base, x).encode(color=colour)]
    if band:
        area = base.transform_filter("datum.run == 'now'").mark_area(clip=True, fillOpacity=0.18)
        layers.append(area.encode(y=alt.Y("low:Q", scale=scale), y2="high:Q", color=colour))
    return _specification(alt.layer(*layers).properties(height=HEIGHT))


@lru_cache(maxsize=64)
def neuron(series: Names, *, steps: int, scrub: bool, step_title: str, a_title: str) -> Spec:
    """Return output over steps above the σ curve, both with the points of one step.

    While a run goes on these are the rows marked "latest"; after it (`scrub`) a slider in the
    browser chooses the step, and nothing runs on the server.
    """
    chosen = "abs(datum.step - cursor) <= datum.near" if scrub else "datum.latest"
    shape = alt.Shape("series:N", scale=alt.Scale(domain=list(series)), legend=None)
    height = alt.Y("a:Q", title=a_title, scale=_scale((0, 1)))
    output = alt.Chart(DATA).encode(
        x=alt.X("step:Q", title=step_title, scale=_scale((0, steps))),
        y=height,
        detail=["series:N", "run:N"],
    )
    curve = alt.Chart(alt.NamedData("curve")).encode(
        x=alt.X("z:Q", title="z = wx + b", scale=_scale((-6, 12))), y=height
    )

    def points(chart: alt.Chart) -> alt.Chart:
        kept = chart.transform_filter(f"datum.run == 'now' && {chosen}")
        marks = kept.mark_point(filled=True, size=110, opacity=1)
        return marks.encode(color=_colour(series))

    line = output.mark_line(clip=True).encode(
        color=_colour(series, legend=_legend()), strokeDash=_dash(series), opacity=_paleness()
    )
    grey = curve.mark_line(color="gray", opacity=0.6, strokeWidth=1.5)
    place = points(alt.Chart(DATA).encode(x=alt.X("z:Q", scale=_scale((-6, 12))), y=height))
    views = [alt.layer(line, points(output)), alt.layer(grey, place.encode(shape=shape))]
    chart = alt.vconcat(*(view.properties(height=HEIGHT - 50) for view in views))
    chart = chart.resolve_scale(color="independent", strokeDash="independent")
    if scrub:
        slider = alt.binding_range(min=0, max=steps, step=max(1, steps // 300), name=step_title)
        chart = chart.add_params(alt.param(name="cursor", value=steps, bind=slider))
    return _specification(chart)


def curve(function: Callable[[Any], Any], low: float, high: float) -> pd.DataFrame:
    """Return 121 points (z, a) of `function` from `low` to `high`, for a curve behind the data."""
    z = np.linspace(low, high, 121)
    return pd.DataFrame({"z": z, "a": function(z)})


def band(frame: pd.DataFrame, column: str, x: str, *, by: Names = ()) -> pd.DataFrame:
    """Return the median of `column` over the networks of a series, with the least and greatest."""
    keys = ["run", "series", *by, x, "latest"]
    spread = frame.groupby(keys, sort=False)[column].agg(["median", "min", "max"]).reset_index()
    return spread.rename(columns={"median": column, "min": "low", "max": "high"})


def histogram(values: Mapping[str, np.ndarray], domain: Domain, least: float) -> pd.DataFrame:
    """Return the share of each series' values in 20 bins over `domain`; column "left" begins each.

    Shares below `least`, the foot of a logarithmic axis, are put there.
    """
    edges = np.linspace(*domain, 21)
    tables = []
    for name, sample in values.items():
        share = np.histogram(np.clip(sample, *domain), edges)[0] / sample.size
        share = np.maximum(np.append(share, share[-1]), least)
        tables.append(pd.DataFrame({"series": name, "left": edges, "share": share}))
    return pd.concat(tables).assign(run="now", latest=False)


def _letters(base: alt.Chart, x: str) -> alt.Chart:
    """Return the letter of each pinned run at the end of its lines."""
    pinned = base.transform_filter("datum.run != 'now' && datum.run != 'before'")
    ends = pinned.transform_joinaggregate(end=f"max({x})", groupby=["run", "series"])
    kept = ends.transform_filter(f"datum['{x}'] == datum.end")
    return kept.mark_text(align="right", dx=-3, dy=-7, fontWeight="bold").encode(text="run:N")


def _scale(domain: Domain, log: bool = False) -> alt.Scale:
    return alt.Scale(type="log" if log else "linear", domain=list(domain), nice=False)


def _powers_of_ten(domain: Domain) -> alt.Axis:
    """Return ticks at powers of ten only; Vega would draw nine grid lines between them."""
    low, high = (round(np.log10(end)) for end in domain)
    return alt.Axis(values=[10.0**power for power in range(low, high + 1)], format="~g")


def _legend(columns: int = 2) -> alt.Legend:
    return alt.Legend(
        orient="top", title=None, symbolType="stroke", columns=columns, labelLimit=170
    )


def _colour(series: Names, *, legend: alt.Legend | None = None) -> alt.Color:
    return alt.Color("series:N", scale=alt.Scale(domain=list(series)), legend=legend)


def _dash(series: Names, parts: Names = ()) -> alt.StrokeDash:
    """Return the dash of each part, or of each series: colour alone does not reach everybody."""
    field, names = ("part:N", parts) if parts else ("series:N", series)
    legend = _legend(columns=1 if parts else 2)
    return alt.StrokeDash(field, scale=alt.Scale(domain=list(names)), legend=legend)


def _paleness() -> Any:
    return alt.condition("datum.run == 'now'", alt.value(1), alt.value(0.3))


def _specification(chart: alt.TopLevelMixin) -> Spec:
    return {k: v for k, v in chart.to_dict().items() if k not in ("config", "$schema")}
