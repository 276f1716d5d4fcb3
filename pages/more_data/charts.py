"""Copies beside their originals, and the error rate over updates and over the size."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, specification
from pages.common.charts.images import ink
from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture
from pages.common.labels import label

ERRORS = {"y_domain": (0.02, 1), "y_scale": "log"}  # one axis for every error rate
MOST = 5  # copies of an original, at most
COLUMNS = MOST + 2  # of the gallery: an original, a gap, and its copies
LARGER = 3  # pixels a pixel


def gallery(pixels: np.ndarray) -> Picture:
    """Return a row for each original: itself, a gap and its copies.

    `pixels` (originals, 1 + copies, side²) has each original before its copies.
    """
    n, shown, inputs = pixels.shape
    board = np.zeros((n, COLUMNS, inputs))
    board[:, 0], board[:, 2 : 1 + shown] = pixels[:, 0], pixels[:, 1:]
    high = f"min(height, width * {n} / {COLUMNS})"
    place = {"x": alt.value(0), "y": alt.value(0)}
    image = alt.Chart(DATA).mark_image(
        align="left",
        baseline="top",
        height=alt.expr(high),
        width=alt.expr(f"{COLUMNS} / {n} * {high}"),
    )
    url = ink(board.reshape(-1, inputs), COLUMNS, LARGER)
    chart = alt.layer(image.encode(url="url:N", **place))
    return Picture(specification(chart), {"d": pd.DataFrame({"url": [url]})})


def over_updates(frame: pd.DataFrame, names: Mapping[str, str], steps: int) -> Picture:
    """Return the error rate over "step" for each arm of `names`, with a band."""
    table = _errors(frame[frame["name"].isin(names)])
    table["series"] = table["name"].map(names)
    across = {"x_title": label("update"), "x_domain": (0, steps)}
    return lines(table, "step", "error_rate", tuple(names.values()), band=True, **across, **ERRORS)


def over_size(
    frame: pd.DataFrame,
    arms: Mapping[str, tuple[int, int]],
    series: Names,
    published: Mapping[int, float],
    name: str,
    title: str,
) -> Picture:
    """Return the newest error rate over the number of originals.

    `arms` has the originals and the copies of each arm, `series` what is without copies and what
    is with them; `published` rates by size stand pale beside them, under `name`.
    """
    now = _errors(frame[frame["latest"]])
    now["size"] = now["name"].map({arm: n for arm, (n, _) in arms.items()})
    now["series"] = now["name"].map(
        {arm: series[1 if made else 0] for arm, (_, made) in arms.items()}
    )
    book = pd.DataFrame({"size": published.keys(), "error_rate": published.values()})
    book = book.assign(series=name, run="before", latest=True, network=0)
    both, names = pd.concat([now, book]), (*series, name)
    place = {"x_title": title, "x_domain": (40, 60_000), "x_scale": "log"}
    return lines(both, "size", "error_rate", names, band=True, **place, **ERRORS)


def _errors(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(error_rate=1 - frame["accuracy validation"])
