"""Curves of a few tries, a colour each: what they read and pay, and what becomes of their weights.

Each function takes the bench's table, the shown names and whether several networks make a `band`.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from core.data.handwriting import N_CLASSES
from core.labs.hyper_parameters.diagnosis import GUESSING
from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture
from pages.common.labels import label


def accuracy(
    frame: pd.DataFrame, series: Names, epochs: int, guessing: str, *, band: bool
) -> Picture:
    """Return the validation accuracy over the epochs, and a line at that of `guessing`."""
    column, axis = "accuracy validation", {"y_domain": (0, 1)}
    level = 1 / N_CLASSES
    return _beside_guessing(frame, column, series, epochs, {guessing: level}, band, axis)


def cost(
    frame: pd.DataFrame, series: Names, epochs: int, guessing: str, title: str, *, band: bool
) -> Picture:
    """Return the training cost with its penalty, called `title`, and a line at that of `guessing`.

    To guess is to say 1 in 10 at all ten outputs.
    """
    axis = {"y_domain": (0.01, 1000), "y_scale": "log", "y_title": title}
    return _beside_guessing(frame, "cost", series, epochs, {guessing: GUESSING}, band, axis)


def _beside_guessing(
    frame: pd.DataFrame,
    column: str,
    series: Names,
    epochs: int,
    level: Mapping[str, float],
    band: bool,
    axis: Mapping[str, Any],
) -> Picture:
    """Return `column` over the epochs, and a horizontal line with the name and place of `level`."""
    ((name, value),) = level.items()
    ends = {"epoch": [0, epochs], column: value, "series": name, "network": 0}
    table = pd.concat([frame, pd.DataFrame(ends | {"run": "now", "latest": False})])
    names = (*series, name)
    return lines(table, "epoch", column, names, band=band, x_domain=(0, epochs), **axis)


def first_steps(
    frame: pd.DataFrame, series: Names, predicted: pd.DataFrame, first: int, *, band: bool
) -> Picture:
    """Return the size of the weights over the `first` steps; circles are the `predicted` ones."""
    axes = {"x_title": label("update"), "x_domain": (0, first), "points": predicted}
    axes |= {"y_domain": (1e-3, 1e4), "y_scale": "log"}
    return lines(frame[frame["step"] <= first], "step", "size", series, band=band, **axes)


def size(frame: pd.DataFrame, series: Names, epochs: int, *, band: bool) -> Picture:
    """Return the size of the weights over the epochs."""
    axes = {"x_domain": (0, epochs), "y_domain": (1e-3, 1e3), "y_scale": "log"}
    return lines(frame, "epoch", "size", series, band=band, **axes)
