"""The one picture that moves by itself: Vega, because Vega-Lite cannot yet animate layers."""

import pandas as pd

from pages.common.charts.picture import Picture, Spec

TICK = 60  # milliseconds a frame
FONT = "Source Sans, sans-serif"  # as Streamlit's theme gives to Vega-Lite, but not to Vega
REST = 20  # frames at the end, before it begins again


def _signals(steps: list[int], moving: str, rest: bool) -> list[Spec]:
    """Return the clock: a frame number that the browser counts, and the step that it shows."""
    last = len(steps) - 1
    count = f"moving ? (frame + 1) % {last + REST} : frame"
    timer = {"events": {"type": "timer", "throttle": TICK}, "update": count}
    return [
        {"name": "moving", "value": not rest, "bind": {"input": "checkbox", "name": moving}},
        {"name": "frame", "value": 0, "on": [timer]},
        {"name": "now", "update": f"{steps}[min(frame, {last})]"},
    ]


def _marks(frame: pd.DataFrame, behind: pd.DataFrame) -> Spec:
    """Return the curve and the balls on it, as a group with its own data."""
    place = {"x": {"scale": "x", "field": "z"}, "y": {"scale": "y", "field": "a"}}
    looks = {name: {"scale": name, "field": "series"} for name in ("fill", "shape")}
    curve = {**place, "stroke": {"value": "gray"}}
    balls = {**place, **looks, "size": {"value": 320}}
    rows = frame[["step", "series", "z", "a"]].to_dict("records")
    silent = {"aria": False}  # the description speaks for all
    newest = {"type": "filter", "expr": "datum.step == now"}
    return {
        "type": "group",
        "encode": {"update": {side: {"signal": side} for side in ("width", "height")}},
        "data": [
            {"name": "behind", "values": behind.to_dict("records")},
            {"name": "balls", "values": rows, "transform": [newest]},
        ],
        "marks": [
            {"type": "line", **silent, "from": {"data": "behind"}, "encode": {"update": curve}},
            {"type": "symbol", **silent, "from": {"data": "balls"}, "encode": {"update": balls}},
        ],
    }


def race(
    frame: pd.DataFrame, behind: pd.DataFrame, *, x: str, y: str, step: str, moving: str, rest: bool
) -> Picture:
    """Return each `series` as a ball that rolls along the curve `behind`; the browser moves it.

    `frame` has columns step, series, z and a; `behind` z and a. The rest are titles, and # in
    `step` becomes the number of the step. With `rest` it waits for its check box.
    """
    names = list(frame["series"].unique())
    series = {"type": "ordinal", "domain": names}
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "autosize": {"type": "fit", "contains": "padding"},
        "config": {
            "title": {"font": FONT},
            "axis": {"labelFont": FONT, "titleFont": FONT},
            "legend": {"labelFont": FONT},
        },
        "title": {"text": {"signal": f"replace('{step}', '#', now)"}, "anchor": "start"},
        "signals": _signals(sorted(int(number) for number in frame["step"].unique()), moving, rest),
        "scales": [
            {"name": "x", "domain": [behind["z"].min(), behind["z"].max()], "range": "width"},
            {"name": "y", "domain": [0, 1], "range": "height"},
            {"name": "fill", **series, "range": "category"},
            {"name": "shape", **series, "range": ["circle", "diamond"]},
        ],
        "axes": [
            {"scale": "x", "orient": "bottom", "title": x, "tickCount": 7},
            {"scale": "y", "orient": "left", "title": y, "tickCount": 5, "grid": True},
        ],
        "legends": [{"fill": "fill", "shape": "shape", "orient": "top", "columns": 2}],
        "marks": [_marks(frame, behind)],
    }
    return Picture(spec, {})
