"""The race of two costs in curves: accuracy, cost, and flat outputs.

What is beyond the end of an axis is drawn at its edge.
"""

from collections.abc import Mapping

import pandas as pd

from pages.common.charts.lines import lines, long
from pages.common.charts.picture import Names, Picture

MOST = 1.2  # times its start, where the axis of a cost ends
MOST_STUCK = 0.25  # of the outputs, where their axis ends


def accuracy(frame: pd.DataFrame, series: Names, epochs: int) -> Picture:
    """Return the validation accuracy of each series over the epochs, with the range as a band."""
    axes = {"x_domain": (0, epochs), "y_domain": (0, 1)}
    return lines(frame, "epoch", "accuracy validation", series, band=True, **axes)


def cost(frame: pd.DataFrame, series: Names, parts: Mapping[str, str], epochs: int) -> Picture:
    """Return the cost of each of `parts`, by its name, as a share of each network's start."""
    table = long(frame, {f"cost {part}": name for part, name in parts.items()}, "cost")
    first = table.groupby(["run", "series", "network", "part"])["cost"].transform("first")
    table["relative"] = (table["cost"] / first).clip(upper=MOST)
    axes = {"x_domain": (0, epochs), "y_domain": (0, MOST)}
    return lines(table, "epoch", "relative", series, parts=tuple(parts.values()), **axes)


def stuck(frame: pd.DataFrame, series: Names, epochs: int, y_title: str) -> Picture:
    """Return the share of outputs that are flat at the wrong end, with the range as a band."""
    axes = {"x_domain": (0, epochs), "y_domain": (0, MOST_STUCK), "y_title": y_title}
    frame = frame.assign(stuck=frame["stuck"].clip(upper=MOST_STUCK))
    return lines(frame, "epoch", "stuck", series, band=True, **axes)
