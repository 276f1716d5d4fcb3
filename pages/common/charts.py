"""Fixed chart specifications, filled with data: made once, so that a tick only sends numbers."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

HEIGHT = 270
DATA = alt.NamedData("d")
RUNS = ["now", "before", "pin 1", "pin 2", "pin 3", "pin 4"]

Spec = dict[str, Any]
Domain = tuple[float, float] | None


def show(title: str, spec: Spec, *, alternative: str, **datasets: pd.DataFrame) -> None:
    """Write a chart under its claim. Dataset `d` fills the specification.

    Streamlit gives each view of a concatenated chart the whole width and forgets its axis, so
    app.py's style leaves room for one where the container is called "linked".
    """
    st.markdown(f"**{title}**")
    filled = {**spec, "description": alternative, "datasets": datasets}
    with st.container(key="linked") if "vconcat" in spec else st.container():
        st.vega_lite_chart(filled, width="stretch")


def _scale(domain: Domain, kind: str = "linear") -> alt.Scale:
    options: dict[str, Any] = {"type": kind, "nice": False}
    if domain:
        options["domain"] = list(domain)
    return alt.Scale(**options)


def _series(names: tuple[str, ...], title: str | None = None) -> dict[str, Any]:
    legend = _legend(title)
    return {
        "color": alt.Color("series:N", scale=alt.Scale(domain=list(names)), legend=legend),
        "strokeDash": alt.StrokeDash(
            "series:N", scale=alt.Scale(domain=list(names)), legend=legend
        ),
    }


def _legend(title: str | None = None) -> alt.Legend:
    return alt.Legend(
        orient="top", title=title, symbolType="stroke", symbolOpacity=1, columns=2, labelLimit=170
    )


def _opacity() -> alt.Opacity:
    """This run is strong; earlier runs are pale."""
    strengths = [1, *[0.3] * (len(RUNS) - 1)]
    return alt.Opacity("run:N", scale=alt.Scale(domain=RUNS, range=strengths), legend=None)


@lru_cache(maxsize=256)
def lines(
    x: str,
    y: str,
    series: tuple[str, ...],
    *,
    x_title: str,
    y_title: str,
    x_domain: Domain = None,
    y_domain: Domain = None,
    log: bool = False,
    band: bool = False,
    steps: bool = False,
) -> Spec:
    """Return lines of column `y` over `x`, one each `series` and `run`; a band from low to high.

    Rows marked `latest` get a point: before the first step that is all there is to see. With
    `steps` each value holds until the next x, as in a histogram.
    """
    base = alt.Chart(DATA).encode(
        x=alt.X(f"{x}:Q", title=x_title, scale=_scale(x_domain)),
        detail=["series:N", "run:N"],
    )
    scale = _scale(y_domain, "log" if log else "linear")
    line = base.mark_line(clip=True, interpolate="step-after" if steps else "linear").encode(
        y=alt.Y(
            f"{y}:Q", title=y_title, scale=scale, axis=_log_axis(y_domain) if log else alt.Axis()
        ),
        opacity=_opacity(),
        **_series(series),
    )
    newest = base.transform_filter("datum.latest").mark_point(filled=True, size=45, opacity=1)
    colour = alt.Color("series:N", scale=alt.Scale(domain=list(series)))
    layers = [line, newest.encode(y=alt.Y(f"{y}:Q", scale=scale), color=colour)]
    if band:
        layers.insert(
            0,
            base.transform_filter("datum.run == 'now'")
            .mark_area(clip=True, opacity=0.18)
            .encode(
                y=alt.Y("low:Q", title=y_title, scale=scale),
                y2="high:Q",
                color=colour,
            ),
        )
    return _finished(alt.layer(*layers))


def _log_axis(domain: Domain) -> alt.Axis:
    """Ticks at the powers of ten; Vega would draw nine grid lines between them."""
    low, high = (round(np.log10(end)) for end in domain or (1e-4, 1))
    return alt.Axis(values=[10.0**power for power in range(low, high + 1)], format="~g")


def _finished(chart: alt.TopLevelMixin, height: int = HEIGHT) -> Spec:
    spec: Spec = chart.properties(height=height).to_dict()  # type: ignore[attr-defined]
    return {k: v for k, v in spec.items() if k not in ("config", "$schema")}


@lru_cache(maxsize=64)
def neuron(
    series: tuple[str, ...], *, steps: int, scrub: bool, step_title: str, a_title: str
) -> Spec:
    """Return output over steps above the σ curve, both with the points of one step.

    While a run goes on these are the rows marked `latest`; after it (`scrub`) a slider in the
    browser chooses the step, and nothing runs on the server.
    """
    colours = _series(series)
    chosen = "abs(datum.step - cursor) < datum.near" if scrub else "datum.latest"
    output = alt.Chart(DATA).encode(
        x=alt.X("step:Q", title=step_title, scale=_scale((0, steps))),
        y=alt.Y("a:Q", title=a_title, scale=_scale((0, 1))),
        detail=["series:N", "run:N"],
        **colours,
    )
    points = {"filled": True, "size": 110, "opacity": 1}
    now = "datum.run == 'now' && " + chosen
    top = alt.layer(
        output.mark_line(clip=True).encode(opacity=_opacity()),
        output.transform_filter(now)
        .mark_point(**points)
        .encode(color=alt.Color("series:N", legend=None), strokeDash=alt.Undefined),
    ).properties(height=HEIGHT - 50)
    curve = (
        alt.Chart(alt.NamedData("curve"))
        .mark_line(color="gray", opacity=0.6, strokeWidth=1.5)
        .encode(
            x=alt.X("z:Q", title="z = wx + b", scale=_scale((-6, 12))),
            y=alt.Y("a:Q", title=a_title, scale=_scale((0, 1))),
        )
    )
    place = (
        alt.Chart(DATA)
        .transform_filter(now)
        .mark_point(**points)
        .encode(
            x=alt.X("z:Q", scale=_scale((-6, 12))),
            y=alt.Y("a:Q", scale=_scale((0, 1))),
            color=alt.Color("series:N", legend=None),
            shape=alt.Shape("series:N", scale=alt.Scale(domain=list(series)), legend=None),
        )
    )
    bottom = alt.layer(curve, place).properties(height=HEIGHT - 50)
    chart = alt.vconcat(top, bottom)
    if scrub:
        slider = alt.binding_range(min=0, max=steps, step=max(1, steps // 300), name=step_title)
        chart = chart.add_params(alt.param(name="cursor", value=steps, bind=slider))
    spec: Spec = chart.to_dict()
    return {k: v for k, v in spec.items() if k not in ("config", "$schema")}


def curve(function: Any, low: float, high: float, x: str = "z", y: str = "a") -> pd.DataFrame:
    """Return 121 points of `function` from `low` to `high`, for a curve behind the data."""
    place = np.linspace(low, high, 121)
    return pd.DataFrame({x: place, y: function(place)})


def named(names: Mapping[str, str], column: pd.Series) -> pd.Series:
    """Return `column` with each name as the reader reads it."""
    return column.map(names)


def band(frame: pd.DataFrame, column: str, x: str) -> pd.DataFrame:
    """Return the median of `column` over the networks of a series, with their least and greatest."""
    keys = ["run", "series", x, "latest"]
    spread = frame.groupby(keys, sort=False)[column].agg(["median", "min", "max"]).reset_index()
    return spread.rename(columns={"median": column, "min": "low", "max": "high"})


def histogram(
    values: Mapping[str, np.ndarray], low: float, high: float, least: float
) -> pd.DataFrame:
    """Return the share of each series' values in 20 bins from `low` to `high`, from `left` on.

    Shares below `least`, the foot of a logarithmic axis, are put there.
    """
    edges = np.linspace(low, high, 21)
    tables = []
    for name, v in values.items():
        share = np.histogram(np.clip(v, low, high), edges)[0] / v.size
        share = np.maximum(np.append(share, share[-1]), least)
        tables.append(pd.DataFrame({"series": name, "left": edges, "share": share}))
    return pd.concat(tables).assign(run="now", latest=False)
