"""What a penalty makes of a network: weights that are exactly 0, and digits that are read."""

from collections.abc import Mapping

import pandas as pd

from pages.common.charts.lines import lines
from pages.common.charts.picture import Picture
from pages.common.labels import label

Penalties = Mapping[str, str]  # every penalty of single_weight.STEPS: its shown name


def zeros(frame: pd.DataFrame, names: Penalties, epochs: int) -> Picture:
    """Return the share of live weights that are exactly 0, median and range of the networks."""
    axes = {"x_domain": (0, epochs), "y_domain": (0, 1), "y_title": label("share")}
    return lines(frame, "epoch", "exact", tuple(names.values()), band=True, **axes)


def accuracy(frame: pd.DataFrame, names: Penalties, epochs: int) -> Picture:
    """Return the validation accuracy, median and range; each halving of the misread is as high."""
    table = frame.assign(missed=1 - frame["accuracy validation"])
    axes = {"x_domain": (0, epochs), "y_domain": (1, 0.03), "y_scale": "accuracy"}
    axes["y_title"] = label("accuracy")
    return lines(table, "epoch", "missed", tuple(names.values()), band=True, **axes)
