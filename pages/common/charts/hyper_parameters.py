"""Curves of a few tries, a colour each: what they read and pay, and what becomes of their weights.

Each function takes the bench's table, the shown names and whether several networks make a `band`.
"""

import pandas as pd

from core.data import N_CLASSES
from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture
from pages.common.labels import label


def accuracy(
    frame: pd.DataFrame, series: Names, epochs: int, guessing: str, *, band: bool
) -> Picture:
    """Return the validation accuracy over the epochs, and a line at that of `guessing`."""
    chance = {"accuracy validation": 1 / N_CLASSES, "series": guessing, "network": 0}
    level = pd.DataFrame({"epoch": [0, epochs], **chance, "run": "now", "latest": False})
    axes = {"x_domain": (0, epochs), "y_domain": (0, 1)}
    table, all_series = pd.concat([frame, level]), (*series, guessing)
    return lines(table, "epoch", "accuracy validation", all_series, band=band, **axes)


def cost(frame: pd.DataFrame, series: Names, epochs: int, title: str, *, band: bool) -> Picture:
    """Return the training cost with its penalty over the epochs; `title` names it."""
    axes = {"x_domain": (0, epochs), "y_domain": (0.01, 1000), "y_scale": "log", "y_title": title}
    return lines(frame, "epoch", "cost", series, band=band, **axes)


def first_steps(
    frame: pd.DataFrame, series: Names, predicted: pd.DataFrame, first: int, *, band: bool
) -> Picture:
    """Return the size of the weights over the `first` steps; circles are the `predicted` ones."""
    axes = {"x_title": label("update"), "x_domain": (0, first), "points": predicted}
    axes |= {"y_domain": (1e-2, 1e6), "y_scale": "log"}
    return lines(frame[frame["step"] <= first], "step", "size", series, band=band, **axes)


def size(frame: pd.DataFrame, series: Names, epochs: int, *, band: bool) -> Picture:
    """Return the size of the weights over the epochs."""
    axes = {"x_domain": (0, epochs), "y_domain": (1e-3, 1e3), "y_scale": "log"}
    return lines(frame, "epoch", "size", series, band=band, **axes)
