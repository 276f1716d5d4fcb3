"""Copies beside their originals, and their errors over updates, size and angle, and by kind."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pages.common.charts.bars import bars
from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture
from pages.common.labels import label

ERRORS = {"y_domain": (2, 100), "y_scale": "log"}  # one axis for every share of misread digits
MOST = 5  # copies of an original, at most
COLUMNS = 2 * (MOST + 3) - 1  # of the gallery: two originals with their copies, and gaps


def beside(pixels: np.ndarray) -> np.ndarray:
    """Return squares, COLUMNS in a row: an original, a gap and its copies, twice.

    `pixels` (an even number of originals, 1 + copies, side²) has each original before its copies.
    """
    n, shown, inputs = pixels.shape
    board = np.zeros((n // 2, 2, MOST + 3, inputs))
    pairs = pixels.reshape(n // 2, 2, shown, inputs)
    board[:, :, 0], board[:, :, 2 : 1 + shown] = pairs[:, :, 0], pairs[:, :, 1:]
    return board.reshape(n // 2, -1, inputs)[:, :COLUMNS].reshape(-1, inputs)


def over_updates(frame: pd.DataFrame, names: Mapping[str, str], steps: int) -> Picture:
    """Return the share of misread digits over "step" for each arm of `names`, with a band."""
    table = _errors(frame[frame["name"].isin(names)])
    table["series"] = table["name"].map(names)
    across = {"x_title": label("update"), "x_domain": (0, steps)}
    return lines(table, "step", "misread", tuple(names.values()), band=True, **across, **ERRORS)


def over_size(
    frame: pd.DataFrame,
    arms: Mapping[str, tuple[int, int]],
    series: Names,
    published: Mapping[int, float],
    name: str,
    title: str,
) -> Picture:
    """Return the newest share of misread digits over the number of originals.

    `arms` has the originals and the copies of each arm, `series` what is without copies and what
    is with them; `published` shares by size stand pale beside them, under `name`.
    """
    now = _errors(frame[frame["latest"]])
    now["size"] = now["name"].map({arm: n for arm, (n, _) in arms.items()})
    now["series"] = now["name"].map({arm: series[made > 0] for arm, (_, made) in arms.items()})
    ghost = pd.DataFrame({"size": published.keys(), "misread": published.values()})
    ghost = ghost.assign(
        series=name, run="before", latest=True, network=0, misread=100 * ghost["misread"]
    )
    both, names = pd.concat([now, ghost]), (*series, name)
    place = {"x_title": title, "x_domain": (40, 60_000), "x_scale": "log"}
    return lines(both, "size", "misread", names, band=True, **place, **ERRORS)


def over_angle(turned: Mapping[int, float], level: float, series: Names) -> Picture:
    """Return the share misread with copies `turned` by up to each angle, and the `level` without.

    All are shares from 0 to 1.
    """
    angles = pd.DataFrame(sorted(turned.items()), columns=["angle", "misread"])
    flat = pd.DataFrame({"angle": [0, 180], "misread": level})
    tables = [flat.assign(series=series[0], latest=False), angles.assign(series=series[1])]
    tables[1]["latest"] = True
    table = pd.concat(tables).assign(misread=lambda rows: 100 * rows["misread"])
    return lines(table, "angle", "misread", series, x_domain=(-6, 186), **ERRORS)


def mixed_up(found: Mapping[str, float], names: Mapping[str, str], series: Names) -> Picture:
    """Return bars of the shares `names` of `found`: "<name>_plain" without copies, then with."""
    table = pd.DataFrame(
        {"pair": shown, "series": role, "share": found[f"{name}{ending}"]}
        for name, shown in names.items()
        for role, ending in zip(series, ("_plain", ""), strict=True)
    )
    table["text"] = table["share"].map("{:.0%}".format)
    return bars(table, "pair", "share", series, y_domain=(0, 1.15), x_title="", y_title="")


def _errors(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(misread=100 - 100 * frame["accuracy validation"])
