"""Walks on a surface, the map of η and μ near its bottom, and what momentum does to networks."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from core.labs.momentum import stability
from core.labs.momentum.stability import Best
from core.labs.momentum.surfaces import Surface, contours
from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture
from pages.common.labels import label
from pages.momentum.contour_map import contour_map
from pages.momentum.region_map import Point, region_map

LEVELS = [4.0**power for power in range(-5, 3)]  # of the contours
REACH = 6.0  # the contours go a little further than the picture
LEAST = 1e-9  # a cost that a logarithm can show; below the axis
LOOKS: dict[str, tuple[str, dict[str, Any]]] = {  # at the networks: a column and its axis
    "accuracy": ("accuracy validation", {"y_domain": (0, 1)}),
    "size": ("size", {"y_domain": (0.01, 100), "y_scale": "log"}),
    "flat": ("flat", {"y_domain": (0, 1)}),
}


def walks(
    frame: pd.DataFrame, ground: Surface, kinds: Mapping[str, str], series: Names, steps: int
) -> dict[str, Picture]:
    """Return the balls of `series` on `ground`, and the costs over `steps`, a share of the first.

    `kinds` names the kinds of place where the ground is flat. With several walks of a kind the
    path is that of the first, and the cost has a band.
    """
    drawn = [line for level in LEVELS for line in contours(ground, level, REACH)]
    spots = [(kinds[kind], place) for kind, place in ground.flat]
    paths = frame[frame["network"] == 0]
    costs = frame.assign(relative=frame["relative"].clip(lower=LEAST))
    axes = {"x_title": label("update"), "x_domain": (0, steps)}
    axes |= {"y_domain": (1e-6, 10), "y_scale": "log"}
    return {
        "plane": contour_map(paths, drawn, spots, series),
        "cost": lines(costs, "step", "relative", series, **axes, band=len(paths) < len(frame)),
    }


def stable(optimiser: str, kappa: float, here: Point, best: Best, beyond: str) -> Picture:
    """Return the factor on the error a step over η and μ, with the pair `here` and the `best`.

    `beyond` is written where the optimiser diverges.
    """
    rates, edge = stability.landscape(optimiser, kappa)
    return region_map(rates, edge, here, (best.eta, best.mu), beyond)


def networks(
    frame: pd.DataFrame, titles: Mapping[str, str], series: Names, epochs: int
) -> dict[str, Picture]:
    """Return each of LOOKS over the epochs, its axis named by `titles`: a median and a band."""
    axes = {"x_domain": (0, epochs), "band": True}
    return {
        look: lines(frame, "epoch", column, series, y_title=titles[look], **axes, **axis)
        for look, (column, axis) in LOOKS.items()
    }
