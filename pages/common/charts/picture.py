"""A picture: a fixed specification and tables that fill it, so that a tick only sends numbers."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from pages.common.bench import Bench
from pages.common.prose import Words
from pages.common.visit import projector
from pages.common.visit.address import address

LARGE = {"labelFontSize": 16, "titleFontSize": 18}  # pixels, on a projector

Spec = dict[str, Any]
Names = tuple[str, ...]
Domain = tuple[float, float]


class Picture(NamedTuple):
    """A Vega or Vega-Lite specification, made once, and the tables that fill it, by name.

    `series` are the names that its colours tell; `ends` is a layer that writes them at the ends of
    their curves, from the table "ends". `large` are layers that only the large picture has, and
    `params` the slider that moves them.
    """

    spec: Spec
    tables: Mapping[str, pd.DataFrame]
    series: Names = ()
    ends: Spec | None = None
    large: tuple[Spec, ...] = ()
    params: tuple[Spec, ...] = ()


def show(title: str, picture: Picture, *, alternative: str, place: str) -> None:
    """Write a chart under its claim; `alternative` says in words what it shows.

    `place` is a key, for which frame.css says how high the chart is.
    """
    with st.container(key=place, gap="small"):
        st.markdown(f"**{title}**")
        _chart(picture, alternative, named=True)


def _small(title: str, picture: Picture, alternative: str, name: str, *, named: bool) -> None:
    """Write a small chart; its title is a button that makes it the large one."""
    with st.container(key=f"small_{name}", gap="small"):
        st.button(
            title,
            key=f"enlarge_{name}",
            icon=":material/open_in_full:",
            type="tertiary",
            on_click=_enlarge,
            args=(name,),
        )
        small = picture._replace(spec=_without_sliders(picture.spec), large=(), params=())
        _chart(small, alternative, named=named)


def _chart(picture: Picture, alternative: str, *, named: bool) -> None:
    """Write a chart as high as its place: its series `named` at their ends, or in a legend."""
    tables = dict(picture.tables)
    if not named:
        tables.pop(
            "ends", None
        )  # a table that no layer reads stops Streamlit from sending the rest
    spec = {**picture.spec, "description": alternative, "datasets": tables}
    if picture.ends or not named:
        spec["layer"] = [_without_legends(layer) for layer in spec["layer"]]
    if picture.ends and named:
        spec["layer"].append(picture.ends)
    if picture.large:
        spec["layer"] = [*spec["layer"], *picture.large]
        spec["params"] = [*spec.get("params", []), *picture.params]
    if projector.chosen():
        spec["config"] = {**spec["config"], "axis": LARGE, "text": {"fontSize": 18}}
    st.vega_lite_chart(spec, width="stretch", height="stretch")


def _without_sliders(spec: Spec) -> Spec:
    fixed = [{k: v for k, v in param.items() if k != "bind"} for param in spec.get("params", [])]
    return {**spec, "params": fixed}


def _without_legends(layer: Spec) -> Spec:
    channels = {
        name: {**channel, "legend": None} if "legend" in channel else channel
        for name, channel in layer["encoding"].items()
    }
    return {**layer, "encoding": channels}


def _enlarge(name: str) -> None:
    here = address()
    here.values[here.page]["picture"] = name


def stage(
    say: Words,
    pictures: Mapping[str, Picture],
    tense: str | Mapping[str, str],
    /,
    *records: Any,
    **values: Any,
) -> None:
    """Write one picture large and the others small below it; a small one is enlarged by a click.

    Each is titled by the page's section "<name>.ask" or "<name>.told": `tense`, for all or for
    each. `records` and `values` fill the titles in, as `Words.text` does. The first is the large
    one unless the reader, or the address, chose another.
    """
    names = list(pictures)
    hero = address().choice("picture", names, names[0])
    tenses = dict.fromkeys(names, tense) if isinstance(tense, str) else tense
    titles = {name: say.text(f"{name}.{tenses[name]}", *records, **values) for name in names}
    words = {name: say.text(f"{name}.alt") for name in names}
    show(titles[hero], pictures[hero], alternative=words[hero], place="hero")
    with st.container(key="others"):
        for name in names:
            if name != hero:
                series = set(pictures[name].series)
                known = bool(series) and series <= set(pictures[hero].series)
                _small(titles[name], pictures[name], words[name], name, named=not known)


def titled(
    say: Words,
    pictures: Callable[[Bench], Mapping[str, Picture]],
    /,
    *told: Callable[[Bench], Any],
    **values: Any,
) -> Callable[[Bench], None]:
    """Return what draws `pictures(bench)` on the `stage`: under what they ask, or told at the end.

    What the bench found, what each of `told` says of the bench, and `values` fill the titles in.
    """

    def draw(bench: Bench) -> None:
        drawn = bench.once(lambda: pictures(bench))
        records = [bench.found, *(words(bench) for words in told)]
        stage(say, drawn, "told" if bench.done else "ask", *records, **values)

    return draw
