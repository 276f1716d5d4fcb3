"""Curves of a few tries, a colour each: what they read and pay, and what becomes of their weights.

Each function takes the bench's table, the shown names and whether several networks make a `band`.
"""

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
    look = {"y": "accuracy validation", "y_domain": (0, 1), "band": band}
    return _beside_guessing(frame, series, epochs, guessing, 1 / N_CLASSES, look)


def cost(
    frame: pd.DataFrame, series: Names, epochs: int, guessing: str, title: str, *, band: bool
) -> Picture:
    """Return the training cost with its penalty, called `title`, and a line at that of `guessing`.

    To guess is to say 1 in 10 at all ten outputs.
    """
    look = {"y": "cost", "y_domain": (0.01, 1000), "y_scale": "log", "y_title": title}
    return _beside_guessing(frame, series, epochs, guessing, GUESSING, look | {"band": band})


def _beside_guessing(
    frame: pd.DataFrame, series: Names, epochs: int, name: str, level: float, look: dict[str, Any]
) -> Picture:
    """Return lines with this `look` over the epochs, and a horizontal one, `name`, at `level`."""
    ends = {"epoch": [0, epochs], look["y"]: level, "series": name, "network": 0}
    table = pd.concat([frame, pd.DataFrame(ends | {"run": "now", "latest": False})])
    return lines(table, "epoch", series=(*series, name), x_domain=(0, epochs), **look)


def first_steps(
    frame: pd.DataFrame, series: Names, predicted: pd.DataFrame, first: int, *, band: bool
) -> Picture:
    """Return the size of the weights over the `first` steps; circles are the `predicted` ones."""
    axes = {"x_title": label("update"), "x_domain": (0, first), "points": predicted}
    axes |= {"y_domain": (1e-3, 1e4), "y_scale": "log"}
    return lines(frame[frame["step"] <= first], "step", "size", series, band=band, **axes)


def newest(frame: pd.DataFrame) -> dict[str, float]:
    """Return by name the newest validation accuracy of the present run, a median of networks."""
    last = frame[frame["latest"]].groupby("name")["accuracy validation"].median()
    return {str(name): float(read) for name, read in last.items()}
