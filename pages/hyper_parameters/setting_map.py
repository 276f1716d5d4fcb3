"""A map of η and λ: what L2 alone makes of the weights, and what each try came to."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, axis, scale, specification
from pages.common.charts.picture import Picture, Spec

ETA, LAMBDA = (1e-3, 1e3), (1e-3, 1e4)  # the ends of the axes
BEYOND = 1e-12, 1e12  # in place of 0 and ∞, which a logarithm cannot take
SHADES = [0.0, 0.3, 0.6, 0.9]  # of the areas, from the least product ηλ on

Rows = Sequence[Mapping[str, Any]]


def setting_map(
    borders: Mapping[str, float], names: Mapping[str, str], tries: Rows, here: Rows
) -> Picture:
    """Return areas between the `borders`, products ηλ from the least on, called by their `names`.

    Below the first border is the area "keeps". `tries` have "learning_rate", "l2", "accuracy" and
    "diagnosis", and the newest at each place is shown; `here`, what runs now, is ringed, and its
    "accuracy" written if it has one. λ = 0 stands at the foot.
    """
    areas, ends = ("keeps", *borders), [BEYOND[0], *borders.values(), BEYOND[1]]
    shaded = [
        {"area": area, "eta": eta, "low": low / eta, "high": high / eta}
        for area, (low, high) in zip(areas, pairwise(ends), strict=True)
        for eta in ETA
    ]
    middle = float(np.sqrt(borders["forgets"] * borders["flips"]))
    spots = {"keeps": (0.02, 5e-3), "forgets": (1.0, middle), "runs_away": (130.0, 150.0)}
    words = [
        {"text": names.get(area, ""), "eta": eta, "l2": l2} for area, (eta, l2) in spots.items()
    ]
    columns = ["learning_rate", "l2", "accuracy", "diagnosis"]
    tables = {"d": tries, "here": here}
    points = {name: pd.DataFrame(rows, columns=columns) for name, rows in tables.items()}
    for table in points.values():
        table["l2"] = table["l2"].clip(lower=LAMBDA[0])
        table["learning_rate"] = table["learning_rate"].clip(*ETA)
    points["d"] = points["d"].drop_duplicates(["learning_rate", "l2"], keep="last")
    places = {"areas": pd.DataFrame(shaded), "words": pd.DataFrame(words)}
    return Picture(_setting_map(areas), points | places)


@lru_cache
def _setting_map(areas: tuple[str, ...]) -> Spec:
    def on(table: alt.NamedData, x: str, y: str) -> alt.Chart:
        return alt.Chart(table).encode(
            x=alt.X(f"{x}:Q", title="η", scale=scale(ETA, "log"), axis=axis(ETA, "log")),
            y=alt.Y(f"{y}:Q", title="λ", scale=scale(LAMBDA, "log"), axis=axis(LAMBDA, "log")),
        )

    shades = alt.Scale(domain=list(areas), range=SHADES)
    area = on(alt.NamedData("areas"), "eta", "low").mark_area(clip=True, color="gray", opacity=1)
    area = area.encode(
        y2="high:Q", fillOpacity=alt.FillOpacity("area:N", scale=shades, legend=None)
    )
    words = on(alt.NamedData("words"), "eta", "l2").mark_text(color="gray", fontSize=12)
    tried, here = (
        on(table, "learning_rate", "l2").transform_calculate(
            read="format(datum.accuracy, '.1%')",
            kind="datum.diagnosis === 'signal' ? 'signal' : 'other'",
        )
        for table in (DATA, alt.NamedData("here"))
    )
    kinds = ["signal", "other"]
    colours = alt.Color("kind:N", scale=alt.Scale(domain=kinds), legend=None)
    marks = alt.Scale(domain=kinds, range=["circle", "cross"])
    shapes = alt.Shape("kind:N", scale=marks, legend=None)
    point = tried.mark_point(filled=True, size=130, opacity=1).encode(color=colours, shape=shapes)
    number = tried.mark_text(dy=-17, fontWeight="bold", fontSize=11)
    ring = here.mark_point(size=420, strokeWidth=2.5, color="gray", opacity=1)
    now = here.transform_filter("isValid(datum.accuracy)")
    now = now.mark_text(dy=20, fontWeight="bold", fontSize=13, color="gray")
    layers = [area, words.encode(text="text:N"), ring, point]
    layers += [number.encode(text="read:N", color=colours), now.encode(text="read:N")]
    return specification(alt.layer(*layers))
