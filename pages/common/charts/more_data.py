"""Copies beside their originals, and their errors over updates, size and angle, and by kind."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pages.common.charts.bars import bars
from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture
from pages.common.labels import label

ERRORS = {"y_domain": (2, 100), "y_scale": "log"}  # one axis for every share of misread digits
COLUMNS = 7  # of the gallery: an original, a gap, and at most five copies


def beside(pixels: np.ndarray) -> np.ndarray:
    """Return squares, COLUMNS in a row: an original, a gap, and its copies.

    `pixels` (rows, 1 + copies, side²) has the original first.
    """
    rows, shown, inputs = pixels.shape
    board = np.zeros((rows, COLUMNS, inputs))
    board[:, 0] = pixels[:, 0]
    board[:, 2 : 1 + shown] = pixels[:, 1:]
    return board.reshape(-1, inputs)


def over_updates(frame: pd.DataFrame, series: Names, steps: int) -> Picture:
    """Return "misread" over "step", with the band of the networks."""
    title = label("update")
    return lines(
        frame, "step", "misread", series, x_title=title, x_domain=(0, steps), band=True, **ERRORS
    )


def over_size(
    frame: pd.DataFrame, series: Names, published: Mapping[int, float], name: str, title: str
) -> Picture:
    """Return "misread" over "size", and pale under `name` the errors in % that were `published`."""
    ghost = pd.DataFrame({"size": published.keys(), "misread": published.values()})
    ghost = ghost.assign(series=name, run="before", latest=True, network=0)
    both, names = pd.concat([frame, ghost]), (*series, name)
    place = {"x_title": title, "x_domain": (40, 60_000), "x_scale": "log"}
    return lines(both, "size", "misread", names, band=True, **place, **ERRORS)


def over_angle(turned: Mapping[int, float], level: float, series: Names) -> Picture:
    """Return the errors in % with copies `turned` by up to each angle, beside those without."""
    angles = pd.DataFrame(sorted(turned.items()), columns=["angle", "misread"])
    flat = pd.DataFrame({"angle": [0, 180], "misread": level})
    tables = [flat.assign(series=series[0], latest=False), angles.assign(series=series[1])]
    tables[1]["latest"] = True
    return lines(pd.concat(tables), "angle", "misread", series, x_domain=(-6, 186), **ERRORS)


def mixed_up(shares: pd.DataFrame, names: Mapping[str, str], series: Names) -> Picture:
    """Return bars of the columns `names` of `shares`, which has a row for each series."""
    table = shares.melt("series", list(names), "pair", "share")
    table = table.assign(pair=table["pair"].map(names), text=table["share"].map("{:.0%}".format))
    return bars(table, "pair", "share", series, y_domain=(0, 1.15), x_title="", y_title="")
