"""One digit on its way through two networks: hidden neurons, ten outputs, the push on each."""

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from core.arrays import Array
from core.labs.cross_entropy.lab import Answer
from core.network.functions import SATURATED
from pages.common.charts.encoding import DATA, colour, scale, specification
from pages.common.charts.images import ink
from pages.common.charts.picture import Names, Picture, Spec

PANEL = 1.5  # from one network to the next, in lengths of an output that is 1
WIDTH = 0.3  # of the hidden neurons, in the same length
SHOWN = 30  # hidden neurons at most
LEAST = 0.02  # a shorter push is no arrow
PALE = alt.Scale(domain=[0, 1], range=[0.08, 1])  # of a hidden neuron
TOP, FOOT = -0.9, 10.2  # the rows of the words above and below the outputs 0 to 9


def network_view(
    pixels: Array, digit: int, answers: Mapping[str, Answer], hidden_title: str
) -> Picture:
    """Return an image (784,) of a `digit` and what the network of each name answers to it.

    A hidden neuron is a dot, the paler the nearer to 0. An output is a bar from 0 to 1, with a
    dashed outline where it is stuck at the wrong end, and an arrow as long as its push −δ; where
    it should end there is a tick.
    """
    names = tuple(answers)
    bars, dots, wanted = [], [], np.eye(10)[digit]
    for number, (name, answer) in enumerate(answers.items()):
        left = number * PANEL
        outputs = np.clip(answer.outputs, 0, 1)
        push = np.where(abs(answer.delta) > LEAST, -answer.delta, 0)
        tip = left + np.clip(outputs + push, 0, 1)
        table = {"row": np.arange(10), "left": left, "right": left + outputs, "tip": tip}
        stuck = abs(answer.outputs - wanted) > 1 - SATURATED
        table |= {"stuck": stuck, "wanted": wanted == 1, "pushed": push != 0, "up": push > 0}
        bars.append(pd.DataFrame(table).assign(series=name))
        hidden = answer.hidden[:SHOWN]
        places = {"x": left - WIDTH, "row": np.linspace(0, 9, len(hidden)), "on": abs(hidden)}
        dots.append(pd.DataFrame(places).assign(series=name))
    picture = pd.DataFrame(
        {"x": [-PANEL / 2 - WIDTH / 2], "row": [4.5], "url": [ink(pixels[None])]}
    )
    tables = {"d": pd.concat(bars), "hidden": pd.concat(dots), "image": picture}
    lefts = [number * PANEL for number in range(len(names))]
    heads = [(left + 0.5, TOP, name) for left, name in zip(lefts, names, strict=True)]
    tables["heads"] = pd.DataFrame(heads, columns=["x", "row", "series"])
    notes = [(left - WIDTH, TOP, hidden_title) for left in lefts]
    notes += [(left + end, FOOT, str(end)) for left in lefts for end in (0, 1)]
    tables["notes"] = pd.DataFrame(notes, columns=["x", "row", "text"])
    return Picture(_network_view(names), tables, names)


@lru_cache(maxsize=16)
def _network_view(names: Names) -> Spec:
    ends = (-PANEL, (len(names) - 1) * PANEL + 1.02)
    across, down = scale(ends), scale((10.6, -1.4))

    def x(column: str) -> alt.X:
        return alt.X(f"{column}:Q", axis=None, scale=across)

    y = alt.Y("row:Q", axis=None, scale=down)
    rows = alt.Chart(DATA).encode(y=y)
    frame = rows.transform_calculate(end="datum.left + 1").mark_bar(
        filled=False, stroke="gray", strokeWidth=0.5, opacity=0.6, height=alt.expr("height / 14")
    )
    bar = rows.mark_bar(opacity=0.45, height=alt.expr("height / 14")).encode(
        x=x("left"), x2="right:Q", color=colour(names, legend=None)
    )
    stuck = rows.transform_filter("datum.stuck").transform_calculate(end="datum.left + 1")
    hatch = stuck.mark_bar(
        filled=False, strokeDash=[3, 2], strokeWidth=2.5, opacity=1, height=alt.expr("height / 12")
    )
    pushed = rows.transform_filter("datum.pushed")
    arrow = pushed.mark_rule(strokeWidth=2, color="gray").encode(x=x("right"), x2="tip:Q")
    head = pushed.mark_point(filled=True, color="gray", opacity=1, size=60).encode(
        x=x("tip"),
        shape=alt.condition("datum.up", alt.value("triangle-right"), alt.value("triangle-left")),
    )
    number = rows.transform_calculate(at="datum.left - 0.08").mark_text(
        color="gray", fontSize=12, fontWeight=alt.expr("datum.wanted ? 'bold' : 'normal'")
    )
    star = rows.transform_filter("datum.wanted").transform_calculate(at="datum.left + 1")
    wanted = star.mark_tick(thickness=4, color="gray", height=alt.expr("height / 10"))
    hidden = alt.Chart(alt.NamedData("hidden")).mark_point(filled=True, size=40)
    side = alt.expr(f"width * {0.8 * (PANEL - WIDTH)} / {ends[1] - ends[0]}")
    image = alt.Chart(alt.NamedData("image")).mark_image(width=side, height=side)
    notes = alt.Chart(alt.NamedData("notes")).mark_text(fontSize=12, color="gray")
    heads = alt.Chart(alt.NamedData("heads")).mark_text(fontSize=13, fontWeight="bold")
    layers = [
        bar,
        frame.encode(x=x("left"), x2="end:Q"),
        hatch.encode(x=x("left"), x2="end:Q", stroke=colour(names)),
        wanted.encode(x=x("at")),
        arrow,
        head,
        number.encode(x=x("at"), text="row:Q"),
        hidden.encode(
            x=x("x"),
            y=y,
            color=colour(names),
            opacity=alt.Opacity("on:Q", scale=PALE, legend=None),
        ),
        image.encode(x=x("x"), y=y, url="url:N"),
        notes.encode(x=x("x"), y=y, text="text:N"),
        heads.encode(x=x("x"), y=y, text="series:N", color=colour(names)),
    ]
    return specification(alt.layer(*layers))
