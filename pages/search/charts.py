"""Schedules and mini-batches in four pictures each, a colour for each of their shown `names`."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pages.common.charts.lines import lines
from pages.common.charts.picture import Picture

READ = {"y": "missed", "y_scale": "accuracy"}
PAID = {"y": "cost training", "y_scale": "log"}


def schedules(
    frame: pd.DataFrame,
    plan: Mapping[str, np.ndarray],
    names: Mapping[str, str],
    epochs: int,
    least: float,
) -> dict[str, Picture]:
    """Return accuracy, η, the way of a weight and the training cost over the epochs.

    `plan` is η by epoch, (epochs + 1,), of the schedules that are known before; it stands for what
    the bench's table `frame` knows of them. `least` is the foot of the axis of cost.
    """
    series, x = tuple(names.values()), {"x": "epoch", "x_domain": (0, epochs)}
    first = max(rates[0] for rates in plan.values())
    frame = frame.assign(missed=1 - frame["accuracy validation"])
    known = pd.concat(
        [
            pd.DataFrame({"rate": rates, "epoch": np.arange(epochs + 1), "series": names[name]})
            for name, rates in plan.items()
        ]
    ).assign(network=0, run="now", latest=False)
    seen = frame[(frame["run"] != "now") | ~frame["name"].isin(plan) | frame["latest"]]
    looks = {
        "settle": (frame, READ | {"y_domain": (1, 0.03), "band": True}),
        "rate": (
            pd.concat([known, seen]),
            {"y": "rate", "y_scale": "log", "y_domain": (first / 256, 2 * first)},
        ),
        "moved": (frame, {"y": "moved", "y_scale": "log", "y_domain": (1e-3, 1)}),
        "training": (frame, PAID | {"y_domain": (least, 12)}),
    }
    return {name: lines(table, series=series, **x, **look) for name, (table, look) in looks.items()}


def mini_batches(
    frame: pd.DataFrame, names: Mapping[str, str], epochs: int, updates: int, title: str
) -> dict[str, Picture]:
    """Return accuracy over epochs, milliseconds and updates, and the training cost.

    `updates` is the most that one of them makes, and `title` their name.
    """
    frame = frame.assign(missed=1 - frame["accuracy validation"])
    epoch = {"x": "epoch", "x_domain": (0, epochs)}
    clock = {"x": "milliseconds", "x_domain": (0.1, 1000), "x_scale": "log"}
    update = {"x": "updates", "x_domain": (1, updates), "x_scale": "log", "x_title": title}
    read = READ | {"y_domain": (1, 0.01)}
    looks = {
        "epochs": epoch | read | {"band": True},
        "clock": clock | read,
        "updates": update | read,
        "costs": epoch | PAID | {"y_domain": (0.001, 1000)},
    }
    series = tuple(names.values())
    return {name: lines(frame, series=series, **look) for name, look in looks.items()}
