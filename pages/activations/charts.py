"""Slopes of neurons, networks of them that learn, and the way that two weights above them go."""

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from core.labs.activations.zigzag import TARGET
from core.network.functions import ACTIVATIONS
from pages.common.charts.encoding import DATA, colour, dash, legend, scale, specification
from pages.common.charts.lines import lines, long
from pages.common.charts.picture import Names, Picture, Spec

Z = np.linspace(-5, 5, 101)
SHARE = (0.0, 1.0)
ACROSS, UP = (-0.6, 1.2), (-1.15, 0.45)  # of the two weights


def slopes(names: Mapping[str, str], chosen: str) -> Picture:
    """Return f′ of every neuron of `names`, each shown by its name: σ, the `chosen`, the others."""
    order = ("sigmoid", chosen, *(name for name in names if name not in ("sigmoid", chosen)))
    tables = []
    for name in order:
        f = ACTIVATIONS[name]
        table = pd.DataFrame({"z": Z, "slope": f.slope(f.value(Z)), "series": names[name]})
        tables.append(table.assign(latest=False))
    series = tuple(names[name] for name in order)
    axes = {"x_title": "z", "y_title": "f′(z)", "x_domain": (-5, 5), "y_domain": (-0.1, 1.2)}
    return lines(pd.concat(tables), "z", "slope", series, **axes)


def accuracy(frame: pd.DataFrame, series: Names, epochs: int) -> Picture:
    """Return the validation accuracy of each of `series` over the epochs: a median and a band."""
    axes = {"x_domain": (0, epochs), "y_domain": SHARE}
    return lines(frame, "epoch", "accuracy validation", series, **axes, band=True)


def idle(
    frame: pd.DataFrame, neuron: str, parts: Mapping[str, str], epochs: int, title: str
) -> Picture:
    """Return the shares of hidden `neuron`s in the columns `parts`, by their names, over epochs."""
    table = long(frame[frame["name"] == neuron], parts, "share", "series")
    axes = {"x_domain": (0, epochs), "y_domain": SHARE, "y_title": title}
    return lines(table, "epoch", "share", tuple(parts.values()), **axes)


def zigzag(paths: Mapping[str, np.ndarray], up: str, down: str) -> Picture:
    """Return the way of two weights to their target, a line a name of `paths`, (steps + 1, 2) each.

    Grey are the two quadrants into which the first step may go where all inputs are positive:
    both weights `up` or both `down`.
    """
    tables = [
        pd.DataFrame(places, columns=["w1", "w2"]).assign(series=name, step=range(len(places)))
        for name, places in paths.items()
    ]
    allowed = [(0.0, ACROSS[1], 0.0, UP[1], up), (ACROSS[0], 0.0, UP[0], 0.0, down)]
    goal = f"({TARGET[0]:g}, {TARGET[1]:g})".replace("-", "−")
    return Picture(
        _zigzag(tuple(paths)),
        {
            "d": pd.concat(tables),
            "allowed": pd.DataFrame(allowed, columns=["left", "right", "low", "high", "text"]),
            "goal": pd.DataFrame({"w1": TARGET[:1], "w2": TARGET[1:], "text": [goal]}),
        },
    )


@lru_cache(maxsize=16)
def _zigzag(series: Names) -> Spec:
    x, y = scale(ACROSS), scale(UP)
    place = {"x": alt.X("w1:Q", title="w₁", scale=x), "y": alt.Y("w2:Q", title="w₂", scale=y)}
    allowed = alt.Chart(alt.NamedData("allowed"))
    room = allowed.mark_rect(fill="gray", opacity=0.15).encode(
        x=alt.X("left:Q", title="w₁", scale=x),
        x2="right",
        y=alt.Y("low:Q", title="w₂", scale=y),
        y2="high",
    )
    words = allowed.mark_text(color="gray", align="right", dx=-5, dy=12).encode(
        x=alt.X("right:Q", title="w₁", scale=x),
        y=alt.Y("high:Q", title="w₂", scale=y),
        text="text:N",
    )
    goal = alt.Chart(alt.NamedData("goal")).encode(**place)
    path = alt.Chart(DATA).encode(order="step:Q", detail="series:N", **place)
    line = path.mark_line(clip=True, strokeWidth=1.5).encode(
        color=colour(series, legend=legend()), strokeDash=dash(series)
    )
    dots = path.mark_point(clip=True, filled=True, size=14, opacity=1)
    layers = [
        room,
        words,
        line,
        dots.encode(color=colour(series)),
        goal.mark_point(color="gray", shape="cross", filled=True, size=90),
        goal.mark_text(color="gray", align="right", dx=-12, dy=7).encode(text="text:N"),
    ]
    return specification(alt.layer(*layers))
