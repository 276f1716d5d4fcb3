"""The race of mini-batches: what they read by the clock, by the epoch and by the update."""

from collections.abc import Mapping

import pandas as pd

from pages.common.charts.lines import lines
from pages.common.charts.picture import Picture


def mini_batches(
    frame: pd.DataFrame, names: Mapping[str, str], epochs: int, updates: int, title: str
) -> dict[str, Picture]:
    """Return accuracy over milliseconds, epochs and updates.

    `updates` is the most that one of them makes, and `title` their name.
    """
    frame = frame.assign(missed=1 - frame["accuracy validation"])
    epoch = {"x": "epoch", "x_domain": (0, epochs)}
    clock = {"x": "milliseconds", "x_domain": (0.1, 1000), "x_scale": "log"}
    update = {"x": "updates", "x_domain": (1, updates), "x_scale": "log", "x_title": title}
    read = {"y": "missed", "y_scale": "accuracy", "y_domain": (1, 0.01)}
    looks = {
        "clock": clock | read,
        "epochs": epoch | read | {"band": True},
        "updates": update | read,
    }
    series = tuple(names.values())
    return {name: lines(frame, series=series, **look) for name, look in looks.items()}
