"""Curves under one cursor, what was learned by heart, and polynomials through ten points."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from pages.common.charts.cursor import scrubbed
from pages.common.charts.lines import curve, lines
from pages.common.charts.picture import Picture

KEYS = ["run", "network", "epoch", "latest"]
VIEWS = {"cost": (0, 3), "accuracy": (0.4, 1)}


def learning(
    frame: pd.DataFrame,
    parts: Mapping[str, str],
    rules: Mapping[str, float],
    epochs: int,
    *,
    scrub: bool,
) -> Picture:
    """Return cost and accuracy of each part, by its name, under one cursor."""
    tables = [
        frame[KEYS].assign(series=name, **{view: frame[f"{view} {part}"] for view in VIEWS})
        for part, name in parts.items()
    ]
    return scrubbed(
        pd.concat(tables),
        "epoch",
        VIEWS,
        tuple(parts.values()),
        x_domain=(0, epochs),
        scrub=scrub,
        rules=rules,
    )


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
