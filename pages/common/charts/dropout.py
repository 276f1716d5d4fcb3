"""Dropout in four pictures: who is dropped, in a step and a mini-batch, and what the rest say."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, colour, legend, scale, specification
from pages.common.charts.lines import curve
from pages.common.charts.picture import HEIGHT, Names, Picture, Spec

INPUTS, OUTPUTS = 8, 10  # drawn; the inputs stand for all pixels
FAR = 10.0  # of the axis of z: σ is within 0.00005 of its ends there
Said = Mapping[str, tuple[np.ndarray, np.ndarray]]
SHAPES = ["circle", "stroke", "diamond", "triangle-up"]


def network(kept: np.ndarray, layers: Names) -> Picture:
    """Return a network with a hidden neuron for each of `kept`; the others are ghosts.

    `layers` are the names of its three layers, inputs first.
    """
    table = pd.DataFrame({"place": _places(len(kept)), "kept": kept.astype(bool)})
    return Picture(_network(layers), {"d": table})


def _places(n: int) -> np.ndarray:
    return (np.arange(n) + 0.5) / n


@lru_cache(maxsize=16)
def _network(layers: Names) -> Spec:
    x = alt.X("place:Q", axis=None, scale=scale((0, 1)))
    names = " : ".join(f"datum.value == {row} ? '{name}'" for row, name in enumerate(layers))
    side = alt.Axis(
        values=[0, 1, 2],
        labelExpr=names + " : ''",
        labelLimit=150,
        grid=False,
        ticks=False,
        domain=False,
    )
    y, height = alt.Y("row:Q", title=None, scale=scale((-0.15, 2.15)), axis=side), HEIGHT
    neurons = alt.Chart(DATA).transform_calculate(row="1")
    there, ghost = (neurons.transform_filter(f"{no}datum.kept") for no in ("", "!"))

    def links(row: int, count: int) -> alt.Chart:
        """Return a line from each kept neuron to each of `count` in another layer."""
        every = there.transform_calculate(to=f"sequence({count})", far=str(row))
        every = every.transform_flatten(["to"]).transform_calculate(
            end=f"(datum.to + 0.5) / {count}"
        )
        return every.mark_rule(color="gray", opacity=0.35, strokeWidth=0.7).encode(
            x, y, x2="end:Q", y2="far:Q"
        )

    def row(number: int, count: int) -> alt.Chart:
        """Return a layer that is always whole."""
        places = alt.sequence(count, as_="number")
        whole = alt.Chart(places).transform_calculate(
            row=str(number), place=f"(datum.number + 0.5) / {count}"
        )
        return whole.mark_point(filled=True, size=70, opacity=1).encode(x, y)

    return specification(
        alt.layer(
            links(0, INPUTS),
            links(2, OUTPUTS),
            row(0, INPUTS),
            row(2, OUTPUTS),
            ghost.mark_point(size=70, color="gray", opacity=0.6, strokeDash=[2, 2]).encode(x, y),
            there.mark_point(filled=True, size=70, opacity=1).encode(x, y),
        ).properties(height=height)
    )


def mini_batch(kept: np.ndarray, x_title: str, y_title: str) -> Picture:
    """Return a square for each hidden neuron that an example keeps; `kept` is (examples, neurons).

    What is dropped is a small grey dot.
    """
    example, neuron = np.indices(kept.shape) + 1
    columns = {"example": example.ravel(), "neuron": neuron.ravel()}
    table = pd.DataFrame(columns | {"kept": kept.ravel().astype(bool)})
    return Picture(_mini_batch(*kept.shape, x_title, y_title), {"d": table})


@lru_cache(maxsize=16)
def _mini_batch(examples: int, neurons: int, x_title: str, y_title: str) -> Spec:
    base = alt.Chart(DATA).encode(
        x=alt.X("neuron:Q", title=x_title, scale=scale((0.3, neurons + 0.7))),
        y=alt.Y("example:Q", title=y_title, scale=scale((examples + 0.7, 0.3))),
    )
    squares = base.transform_filter("datum.kept").mark_square(opacity=1, size=45)
    dots = base.transform_filter("!datum.kept").mark_circle(opacity=0.6, size=6, color="gray")
    return specification(alt.layer(squares, dots).properties(height=HEIGHT))


def answers(said: Said, title: str) -> Picture:
    """Return the outputs a of all digits: a point for each thinned network, a mark for others.

    `said` holds (z, a) by name, first the thinned networks' (n, 10), then others' (10,).
    """
    n = len(next(iter(said.values()))[1])
    tables = []
    for name, (_, a) in said.items():
        number, digit = np.indices(np.atleast_2d(a).shape)
        place = number if a.ndim == 2 else number + n / 2
        columns = {"digit": digit.ravel(), "network": place.ravel(), "a": a.ravel()}
        tables.append(pd.DataFrame(columns | {"series": name}))
    return Picture(_answers(tuple(said), n, title), {"d": pd.concat(tables, ignore_index=True)})


@lru_cache(maxsize=16)
def _answers(series: Names, n: int, title: str) -> Spec:
    base = alt.Chart(DATA).encode(
        x=alt.X("digit:O", title=title, axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("network:Q", scale=scale((0, n))),
        y=alt.Y("a:Q", title="a", scale=scale((-0.03, 1.03))),
    )
    return specification(alt.layer(*_marks(base, series)).properties(height=HEIGHT))


def _marks(base: alt.Chart, series: Names) -> list[alt.Chart]:
    """Return pale points for the first of `series`, and large marks of their own shape for others.

    All have a shape of their own, so that their colour is not the only sign.
    """
    shown = legend(3 if len(series) == 3 else 2, "circle")
    shown.symbolOpacity = 1
    shapes = alt.Scale(domain=list(series), range=SHAPES[: len(series)])
    looks = {
        "color": colour(series, legend=shown),
        "shape": alt.Shape("series:N", scale=shapes, legend=shown),
    }
    first = alt.FieldEqualPredicate(field="series", equal=series[0])
    pale = base.transform_filter(first).mark_point(filled=True, size=14, opacity=0.5)
    large = base.transform_filter(alt.LogicalNotPredicate(**{"not": first}))
    marks = large.mark_point(filled=False, size=110, strokeWidth=2.5, opacity=1)
    return [pale.encode(**looks), marks.encode(**looks)]


def on_curve(said: Said, digit: int, function: Callable[..., Any], x_title: str) -> Picture:
    """Return (z, a) of the output of one digit in front of the curve of `function`.

    `said` as for `answers`. What is further out than the axis is drawn at its end.
    """
    tables = [
        pd.DataFrame({"z": np.atleast_1d(z[..., digit]), "a": np.atleast_1d(a[..., digit])})
        for z, a in said.values()
    ]
    table = pd.concat([t.assign(series=name) for name, t in zip(said, tables, strict=True)])
    table["z"] = table["z"].clip(-FAR, FAR)
    behind = curve(function, -FAR, FAR)
    return Picture(_on_curve(tuple(said), x_title), {"d": table, "curve": behind})


@lru_cache(maxsize=16)
def _on_curve(series: Names, x_title: str) -> Spec:
    x = alt.X("z:Q", title=x_title, scale=scale((-1.04 * FAR, 1.04 * FAR)))
    y = alt.Y("a:Q", title="a", scale=scale((-0.03, 1.03)))
    behind = alt.Chart(alt.NamedData("curve")).mark_line(color="gray", opacity=0.6, strokeWidth=1.5)
    marks = _marks(alt.Chart(DATA).encode(x, y), series)
    return specification(alt.layer(behind.encode(x, y), *marks).properties(height=HEIGHT))
