"""Dropout: who is left out, of a step and of a mini-batch, and what networks then learn."""

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, scale, specification
from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture, Spec

INPUTS, OUTPUTS = 8, 10  # drawn; the inputs stand for all pixels
VIEW = (0.4, 1.0)  # of accuracy; the start is outside


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
    y = alt.Y("row:Q", title=None, scale=scale((-0.15, 2.15)), axis=side)
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
        )
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
    return specification(alt.layer(squares, dots))


def learned(frame: pd.DataFrame, names: Names, epochs: int) -> Picture:
    """Return the accuracy on validation, median and range; what is off is at the edge."""
    low, high = VIEW
    room = 0.05 * (high - low)
    axes = {"x_domain": (0, epochs), "y_domain": (low - room, high + room)}
    table = frame.assign(accuracy=frame["accuracy validation"].clip(low, high))
    return lines(table, "epoch", "accuracy", names, band=True, **axes)
