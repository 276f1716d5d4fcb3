"""Four schedules over the epochs: what they read, their η, and how far a weight still moves."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pages.common.charts.lines import lines
from pages.common.charts.picture import Picture


def schedules(
    frame: pd.DataFrame,
    plan: Mapping[str, np.ndarray],
    names: Mapping[str, str],
    epochs: int,
) -> dict[str, Picture]:
    """Return accuracy, η and the way of a weight over the epochs.

    `plan` is η by epoch, (epochs + 1,), of the schedules that are known before; it stands for what
    the bench's table `frame` knows of them.
    """
    series, x = tuple(names.values()), {"x": "epoch", "x_domain": (0, epochs)}
    first = max(rates[0] for rates in plan.values())
    frame = frame.assign(missed=1 - frame["accuracy validation"])
    tables = [
        pd.DataFrame({"rate": rates, "epoch": np.arange(epochs + 1), "series": names[name]})
        for name, rates in plan.items()
    ]
    known = pd.concat(tables).assign(network=0, run="now", latest=False)
    seen = frame[(frame["run"] != "now") | ~frame["name"].isin(plan) | frame["latest"]]
    rate = {"y": "rate", "y_scale": "log", "y_domain": (first / 256, 2 * first)}
    read = {"y": "missed", "y_scale": "accuracy", "y_domain": (1, 0.03)}
    looks = {
        "settle": (frame, read | {"band": True}),
        "rate": (pd.concat([known, seen]), rate),
        "moved": (frame, {"y": "moved", "y_scale": "log", "y_domain": (1e-3, 1)}),
    }
    return {name: lines(table, series=series, **x, **look) for name, (table, look) in looks.items()}
