"""Curves under a cursor, what was learned by heart, and polynomials through ten points."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from pages.common.charts.cursor import with_cursor
from pages.common.charts.lines import curve, lines, long
from pages.common.charts.picture import Picture
from pages.common.labels import label

KEYS = ["run", "network", "epoch", "latest"]
VIEWS = {"cost": (0, 3), "accuracy": (0.4, 1)}


def learning(
    frame: pd.DataFrame,
    view: str,
    parts: Mapping[str, str],
    rules: Mapping[str, float],
    epochs: int,
    *,
    cursor: bool = False,
) -> Picture:
    """Return "cost" or "accuracy", the `view`, of each part by its name, with the `rules`.

    What is beyond the axis, the start, is drawn at its edge, or left out where a `cursor` says
    numbers.
    """
    low, high = VIEWS[view]
    columns = {f"{view} {part}": name for part, name in parts.items()}
    axes = {"x_domain": (0, epochs), "y_domain": (low, high), "rules": rules, "band": True}
    table = long(frame, columns, view, "series")
    median = table.groupby(["run", "series", "epoch"])[view].transform("median")
    table[view] = table[view].clip(low, high)
    table = table[median.between(low, high)] if cursor else table
    picture = lines(table, "epoch", view, tuple(parts.values()), **axes)
    if not cursor:
        return picture
    return with_cursor(picture, "epoch", view, end=epochs, title=label("epoch"), form=".2f")


def growth(frame: pd.DataFrame, names: Mapping[str, str], epochs: int) -> Picture:
    """Return the share learned by "heart", and the "gap" of accuracy, by their names."""
    gap = frame["accuracy training"] - frame["accuracy validation"]
    table = frame.assign(gap=gap).melt(KEYS, list(names), "series", "share")
    table = table.replace({"series": dict(names)})
    axes = {"x_domain": (0, epochs), "y_domain": (-0.4, 1)}
    return lines(table, "epoch", "share", tuple(names.values()), band=True, **axes)


def fit(shapes: Mapping[str, Callable], x: np.ndarray, y: np.ndarray) -> Picture:
    """Return named curves over the points (x, y)."""
    drawn = [curve(shape, 0, 6).assign(series=name) for name, shape in shapes.items()]
    axes = {"x_title": "x", "y_title": "y", "x_domain": (0, 6), "y_domain": (-2, 14)}
    points = pd.DataFrame({"z": x, "a": y})
    return lines(pd.concat(drawn), "z", "a", tuple(shapes), points=points, **axes)


def missed(errors: pd.DataFrame, names: Mapping[str, str], degree: int) -> Picture:
    """Return the error of each degree by column of `errors`, with a line at `degree`."""
    table = errors.melt("degree", list(names), "series", "rms").replace({"series": dict(names)})
    axes = {"x_domain": (1, 9), "y_domain": (0.01, 100), "y_scale": "log", "rules": {"": degree}}
    return lines(table.assign(latest=True), "degree", "rms", tuple(names.values()), **axes)
