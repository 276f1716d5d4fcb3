"""Entropy, cross-entropy and KL in six pictures; every length is shown in "nats" or "bits"."""

from collections.abc import Mapping, Sequence
from math import inf, isinf

import pandas as pd

from core.labs.kl_divergence import information, learned_distribution
from pages.common.charts.bars import bars
from pages.common.charts.lines import lines
from pages.common.charts.picture import Domain, Names, Picture
from pages.common.labels import label
from pages.common.prose import written
from pages.kl_divergence.mosaic import areas

TOPS = (0.5, 1, 1.5, 2, 3, 5, 10)  # where an axis of lengths can end
LEAST = 1e-4  # where the axis of KL begins
# H(p) and KL(p‖q) have the colours here that they have as curves
PARTS = {"kl": "KL(p‖q)", "entropy": "H(p)", "reverse": "KL(q‖p)"}
STACKS = [("CE(p, q)", "entropy"), ("CE(p, q)", "kl"), ("KL(p‖q)", "kl"), ("KL(q‖p)", "reverse")]


def top(unit: str, *nats: float) -> float:
    """Return where an axis in `unit` ends so that all sizes in nats find room; ∞ never does."""
    most = max(size for size in nats if not isinf(size)) / information.NATS[unit]
    return next(end for end in TOPS if most <= end)


def shares(p: Sequence[float], q: Sequence[float]) -> Picture:
    """Return p and q as bars side by side, for each outcome."""
    table = pd.DataFrame({"outcome": names(p) * 2, "probability": [*p, *q]})
    table = table.assign(series=["p"] * len(p) + ["q"] * len(q))
    table["text"] = table["probability"].map("{:.3f}".format)
    return bars(table, "outcome", "probability", ("p", "q"), y_domain=(0, 1.15))


def parts(sizes: learned_distribution.Sizes, unit: str, end: float) -> Picture:
    """Return CE as entropy and KL on each other, and KL in both directions beside it.

    `sizes` are in `unit`; the axis ends at `end`.
    """
    table = pd.DataFrame(STACKS, columns=["stack", "part"])
    table = table.assign(series=table["part"].map(PARTS), size=table["part"].map(sizes._asdict()))
    table["text"] = [written(size, ".4f") for size in table["size"]]
    axes = {"x_title": " ", "y_title": label(unit), "y_domain": (0, end)}
    return bars(
        table, "stack", "size", tuple(PARTS.values()), stacked=True, legend_columns=3, **axes
    )


def code(
    p: Sequence[float],
    codes: Mapping[str, Sequence[float]],
    first: Sequence[float],
    unit: str,
    titles: Names,
) -> Picture:
    """Return a code word of each outcome, as wide as p and as high as it is long.

    `codes` are the two named distributions whose words are drawn; the axis has room for the words
    of the last one and of `first`, where q began.
    """
    heights = {
        name: information.code_lengths(r) / information.NATS[unit] for name, r in codes.items()
    }
    *_, own = codes.values()
    end = top(unit, *information.code_lengths(first), *information.code_lengths(own))
    widths = dict(zip(names(p), p, strict=True))
    return areas(widths, heights, x_title=titles[0], y_title=titles[1], top=end)


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
    return lines(_long(frame, series, unit), "step", "cost", tuple(series.values()), **axes)


def gap(
    frame: pd.DataFrame, series: tuple[str, str], unit: str, *, x_domain: Domain, x_title: str
) -> Picture:
    """Return KL over the steps of the runs on a logarithmic axis, and where q counts as learned.

    `series` are the names of the two lines.
    """
    near = learned_distribution.CLOSE / information.NATS[unit]
    close = pd.DataFrame({"step": x_domain, "cost": near, "series": series[1]})
    kl = _long(frame, {"kl": series[0]}, unit)
    kl["cost"] = kl["cost"].clip(lower=LEAST / 10)  # below the axis, where it is cut off
    axes = {"x_title": x_title, "x_domain": x_domain, "y_title": label(unit)}
    axes |= {"y_domain": (LEAST, 10), "y_scale": "log"}
    return lines(pd.concat([kl, close]), "step", "cost", series, **axes)


def names(p: Sequence[float]) -> Names:
    """Return the outcomes of p as texts, from "1" on."""
    return tuple(str(k + 1) for k in range(len(p)))


def _long(frame: pd.DataFrame, series: Mapping[str, str], unit: str) -> pd.DataFrame:
    table = frame.melt(["run", "step", "latest"], list(series), "series", "cost")
    table["cost"] /= information.NATS[unit]
    return table.replace({"series": dict(series)})
