"""The cross-entropy over q₁ and over a run, in "nats" or "bits"."""

from collections.abc import Mapping, Sequence
from math import inf, isinf

import pandas as pd

from core.labs.kl_divergence import information, learned_distribution
from pages.common.charts.lines import lines
from pages.common.charts.picture import Domain, Picture
from pages.common.labels import label

TOPS = (0.5, 1, 1.5, 2, 3, 5, 10)  # where an axis of lengths can end


def top(unit: str, *nats: float) -> float:
    """Return where an axis in `unit` ends so that all sizes in nats find room; ∞ never does."""
    most = max(size for size in nats if not isinf(size)) / information.NATS[unit]
    return next(end for end in TOPS if most <= end)


def valley(
    p: Sequence[float], q: Sequence[float], series: tuple[str, str], unit: str, end: float
) -> Picture:
    """Return the cross-entropy over q₁ with the place of q on it, above the entropy of p."""
    nats = information.NATS[unit]
    places, heights = learned_distribution.valley(p, q)
    here = learned_distribution.compare(p, q)
    curve = pd.DataFrame({"q1": places, "cost": heights / nats, "series": series[0]})
    point = pd.DataFrame([{"q1": q[0], "cost": here.cross_entropy / nats, "latest": True}])
    floor = pd.DataFrame({"q1": [0, 1], "cost": here.entropy / nats, "series": series[1]})
    table = pd.concat([curve, point.assign(series=series[0]), floor])
    axes = {"x_domain": (0, 1), "y_domain": (0, end), "y_title": label(unit)}
    return lines(table[table["cost"] < inf], "q1", "cost", series, **axes)


def cost(
    frame: pd.DataFrame,
    series: Mapping[str, str],
    unit: str,
    end: float,
    *,
    x_domain: Domain,
    x_title: str,
) -> Picture:
    """Return the columns named by `series`, sizes in nats, over the steps of the runs."""
    axes = {"x_title": x_title, "x_domain": x_domain, "y_title": label(unit), "y_domain": (0, end)}
    table = frame.melt(["run", "step", "latest"], list(series), "series", "cost")
    table["cost"] /= information.NATS[unit]
    return lines(
        table.replace({"series": dict(series)}), "step", "cost", tuple(series.values()), **axes
    )
