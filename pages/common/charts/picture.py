"""A picture: a fixed specification and tables that fill it, so that a tick only sends numbers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from pages.common.bench import Bench
from pages.common.prose import Words

HEIGHT = 270  # pixels, axes and legend included

Spec = dict[str, Any]
Names = tuple[str, ...]
Domain = tuple[float, float]


class Picture(NamedTuple):
    """A Vega or Vega-Lite specification, made once, and the tables that fill it, by name."""

    spec: Spec
    tables: Mapping[str, pd.DataFrame]


def show(title: str, picture: Picture, *, alternative: str, height: int | None = None) -> None:
    """Write a chart under its claim; `alternative` says in words what it shows.

    `height` in pixels, of a chart of one view, is its own unless given; then there are 5 pixels
    below it, and not Streamlit's 20, which a low chart cannot spare.
    Streamlit gives each view of a concatenated chart the whole width and forgets its axis, so
    app.py's style leaves room for one where the container is called "linked".
    """
    st.markdown(f"**{title}**")
    filled = {**picture.spec, "description": alternative, "datasets": dict(picture.tables)}
    if height is not None:
        filled |= {"height": height, "padding": {"bottom": 5}}
    with st.container(key="linked") if "vconcat" in picture.spec else st.container():
        st.vega_lite_chart(filled, width="stretch")


def grid(
    say: Words,
    pictures: Mapping[str, Picture],
    tense: str,
    /,
    *records: Any,
    height: int | None = None,
    **values: Any,
) -> None:
    """Write charts two by two, each titled by the page's section "<name>.ask" or "<name>.told".

    `records` and `values` fill the titles in, as `Words.text` does.
    """
    names = list(pictures)
    for first in range(0, len(names), 2):
        places = st.columns(2, vertical_alignment="bottom")  # titles differ in height, charts not
        for place, name in zip(places, names[first : first + 2], strict=False):
            with place:
                title = say.text(f"{name}.{tense}", *records, **values)
                words = say.text(f"{name}.alt")
                show(title, pictures[name], alternative=words, height=height)


def titled(
    say: Words,
    pictures: Callable[[Bench], Mapping[str, Picture]],
    /,
    *told: Callable[[Bench], Any],
    height: int | None = None,
    **values: Any,
) -> Callable[[Bench], None]:
    """Return what draws `pictures(bench)` in a `grid`: under what they ask, or told at the end.

    What the bench found, what each of `told` says of the bench, and `values` fill the titles in.
    """

    def draw(bench: Bench) -> None:
        drawn = bench.once(lambda: pictures(bench))
        records = [bench.found, *(words(bench) for words in told)]
        grid(say, drawn, "told" if bench.done else "ask", *records, height=height, **values)

    return draw


def columns(
    say: Words,
    pictures: Mapping[str, Picture],
    places: Sequence[Sequence[str]],
    tenses: Mapping[str, str],
    /,
    *records: Any,
    **values: Any,
) -> None:
    """Write charts in columns: the names of each column, and the tense of each name."""
    for place, names in zip(st.columns(len(places)), places, strict=True):
        with place:
            for name in names:
                title = say.text(f"{name}.{tenses[name]}", *records, **values)
                show(title, pictures[name], alternative=say.text(f"{name}.alt"))
