"""Curves: of a run over its steps, of several networks as a median and a band, of a formula."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from core.runs.statistics import over_networks
from pages.common.charts.earlier import cut
from pages.common.charts.encoding import (
    DATA,
    NOW,
    axis,
    colour,
    columns,
    dash,
    legend,
    paleness,
    placed,
    rule_layers,
    rule_table,
    scale,
    specification,
)
from pages.common.charts.ends import ends_layer, ends_table
from pages.common.charts.picture import Domain, Names, Picture, Spec
from pages.common.labels import label

Side = tuple[str, str, tuple[Domain, str]]  # a column, its title, and its scale

UNIT = (0.0, 1.0)  # where a linear scale is made, before it is placed


def lines(
    frame: pd.DataFrame,
    x: str,
    y: str,
    series: Names,
    *,
    x_domain: Domain,
    y_domain: Domain,
    x_title: str | None = None,
    y_title: str | None = None,
    x_scale: str = "linear",
    y_scale: str = "linear",
    parts: Names = (),
    band: bool = False,
    steps: bool = False,
    rules: Mapping[str, float] | None = None,
    points: pd.DataFrame | None = None,
    listed: Names = (),
) -> Picture:
    """Return lines of column `y` over `x`: a colour for each of the column "series".

    Titles are the labels of `x` and `y` unless given. With a column "network" a line is the median
    over the networks; `band` fills from the least to the greatest. The dash tells the series too,
    or with `parts` the column "part". With a column "run" other runs than "now" are pale, and
    rows marked "latest" get a point: before the first step that is all there is. With `steps` a
    value holds until the next x, as in a histogram. `rules` are named vertical lines; `points`,
    with the columns `x` and `y`, are grey circles, for what a formula says. The legend names all
    series, or those that are `listed`, so that a colour can be kept for one that is elsewhere. On
    a logarithmic axis a 0, which has no place there, stands at its foot. Where there is room for
    it, a curve can be named at its end instead.
    """
    scales = {"x": (x_domain, x_scale), "y": (y_domain, y_scale)}
    linear = {side: domain for side, (domain, kind) in scales.items() if kind == "linear"}
    scales |= dict.fromkeys(linear, (UNIT, "linear"))
    across = (x, label(x) if x_title is None else x_title, scales["x"])
    up = (y, label(y) if y_title is None else y_title, scales["y"])
    asked = {"band": band, "steps": steps, "rules": rules is not None, "points": points is not None}
    also = frozenset(name for name, wanted in asked.items() if wanted)
    spec = placed(_lines(across, up, series, parts, listed, also), linear)
    for side, domain, kind in ((x, x_domain, x_scale), (y, y_domain, y_scale)):
        if kind in ("log", "accuracy"):
            frame = frame.assign(**{side: frame[side].mask(frame[side] == 0, min(domain))})
    if "network" in frame and frame["network"].any():  # more than the first
        keys = [name for name in ("run", "series", "part", x, "latest") if name in frame]
        frame = over_networks(frame, keys, y)
    frame = cut(frame, x, x_domain)
    known = [x, y, "series", "part", "run", "latest", "low", "high", "end", "sparse"]
    tables = {"d": frame[[name for name in known if name in frame]]}
    if rules is not None:
        tables["rules"] = rule_table(rules, x_domain)
    if points is not None:
        tables["points"] = points
    large = (_values(across[:2], up[:2], bool(parts)),)
    if steps or (parts and len(series) > 1):
        return Picture(spec, tables, series, large=large)
    by = "part" if parts else "series"
    tables["ends"] = ends_table(frame, by, y, y_domain, y_scale, series)
    return Picture(spec, tables, series, ends_layer(series), large)


@lru_cache(maxsize=256)
def _lines(
    across: Side, up: Side, series: Names, parts: Names, listed: Names, also: frozenset[str]
) -> Spec:
    """Return the specification of `lines`; `also` are the names of what else is asked for."""
    (x, x_title, x_scale), (y, y_title, y_scale) = across, up
    height = scale(*y_scale)
    base = alt.Chart(DATA).encode(
        x=alt.X(f"{x}:Q", title=x_title, scale=scale(*x_scale), axis=axis(*x_scale)),
        y=alt.Y(f"{y}:Q", title=y_title, scale=height, axis=axis(*y_scale)),
        detail=["series:N", "run:N", *(["part:N"] if parts else [])],
    )
    line = (
        base.transform_filter("!datum.sparse")
        .mark_line(clip=True, interpolate="step-after" if "steps" in also else "linear")
        .encode(
            color=colour(series, legend=legend(columns=columns(listed or series), listed=listed)),
            strokeDash=dash(series, parts, listed=listed),
            opacity=paleness(),
        )
    )
    point = base.transform_filter("datum.latest || datum.sparse").mark_point(
        filled=True, size=45, clip=True
    )
    point = point.encode(color=colour(series), opacity=paleness())
    layers = [line, point, letters(base, colour(series))]
    if "band" in also:
        area = base.transform_filter(NOW).mark_area(clip=True, fillOpacity=0.18)
        low = alt.Y("low:Q", scale=height)
        layers.append(area.encode(y=low, y2="high:Q", color=colour(series)))
    if "rules" in also:
        layers += rule_layers(*x_scale)
    if "points" in also:
        circle = alt.Chart(alt.NamedData("points")).mark_point(color="gray", size=50, clip=True)
        place = alt.X(f"{x}:Q", scale=scale(*x_scale))
        layers.append(circle.encode(x=place, y=alt.Y(f"{y}:Q", scale=height)))
    return specification(alt.layer(*layers))


@lru_cache(maxsize=256)
def _values(across: tuple[str, str], up: tuple[str, str], parts: bool) -> Spec:
    """Return a layer that nobody sees: it tells the value of the present run under the pointer."""
    names = ["series", "part"] if parts else ["series"]
    told = [alt.Tooltip(f"{name}:N", title=" ") for name in names]
    told += [alt.Tooltip(f"{n}:Q", title=title or n, format=".4~g") for n, title in (across, up)]
    chart = alt.Chart(DATA).transform_filter(NOW).mark_circle(opacity=0, size=200)
    layer: Spec = chart.encode(x=f"{across[0]}:Q", y=f"{up[0]}:Q", tooltip=told).to_dict()
    return {key: layer[key] for key in ("data", "transform", "mark", "encoding")}


def letters(base: alt.Chart, colours: alt.Color) -> alt.Chart:
    """Return the letter of each pinned run at the end of its lines (see earlier.cut)."""
    kept = base.transform_filter(f"!{NOW} && datum.run != 'before' && datum.end")
    # clipped, for a text beyond the axes makes Vega shrink the whole chart
    text: alt.Chart = kept.mark_text(align="right", dx=-3, dy=-7, fontWeight="bold", clip=True)
    return text.encode(text="run:N", color=colours)


def long(
    frame: pd.DataFrame, columns: Mapping[str, str], value: str, name: str = "part"
) -> pd.DataFrame:
    """Return `columns`, named by their texts in a column `name`, below each other as `value`.

    Columns that tell the rows of a run apart stay.
    """
    keys = [key for key in ("run", "series", "network", "step", "epoch", "latest") if key in frame]
    table = frame.melt([key for key in keys if key != name], list(columns), name, value)
    return table.assign(**{name: table[name].map(columns)})


def curve(function: Callable[[Any], Any], low: float, high: float) -> pd.DataFrame:
    """Return 121 points (z, a) of `function` from `low` to `high`, for a curve behind the data."""
    z = np.linspace(low, high, 121)
    return pd.DataFrame({"z": z, "a": function(z)})


def histogram(
    values: Mapping[str, np.ndarray], domain: Domain, *, least: float = 0.0, bins: int = 20
) -> pd.DataFrame:
    """Return the share of each series' values in bins over `domain`, for lines with `steps`.

    Column "left" begins a bin, "share" is its share. Values outside go to the outermost bins;
    shares below `least`, the foot of a logarithmic axis, are put there.
    """
    edges = np.linspace(*domain, bins + 1)
    tables = []
    for name, sample in values.items():
        share = np.histogram(np.clip(sample, *domain), edges)[0] / sample.size
        share = np.maximum(np.append(share, share[-1]), least)
        tables.append(pd.DataFrame({"series": name, "left": edges, "share": share}))
    return pd.concat(tables)
