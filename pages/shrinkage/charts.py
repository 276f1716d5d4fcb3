"""What a penalty takes from one weight and where that leads, and what it makes of a network."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.labs.shrinkage import single_weight
from core.runs.experiment import marks
from pages.common.charts.lines import histogram, lines, long
from pages.common.charts.picture import Picture
from pages.common.labels import label
from pages.shrinkage.stacks import stacks

BOTH = ["l1_sgn", "l1_proximal"]
MOST = 10**9  # steps: the landing can be drawn before a run comes so far
LEAST = 1e-4  # the foot of the histogram
Penalties = Mapping[str, str]  # every penalty of single_weight.STEPS: its shown name


def takes(names: Penalties, chosen: str, pull: float, weight: float) -> Picture:
    """Return what a step of each penalty takes from weights of all sizes; points at `weight`."""
    sizes = np.r_[0, 1e-6, min(pull, 2), np.linspace(0.025, 2, 80), abs(weight)]
    formulas = {
        names[name]: single_weight.shrink(name, sizes, pull) for name in _apart(names, chosen)
    }
    table = _table("size", sizes, "takes", formulas)
    table["latest"] = table.index == len(sizes) - 1
    axes = {"x_domain": (0, 2), "y_domain": (0, 2 * pull or 1), "rules": {"|w| = 1": 1.0}}
    return _lines(table, "size", "takes", names, **axes)


def way(names: Penalties, chosen: str, pull: float, points: pd.DataFrame, steps: int) -> Picture:
    """Return the way of a weight by the formula of each penalty.

    `points` are records of a network that went it. The way ends after `steps`, or when L1 has been
    at 0 for as long as it took to come there.
    """
    first = points["weight"].iloc[0]
    top = 1.1 * max(first, min(pull, 20 * first))
    foot = -top if pull > 0.2 * first else -0.1 * top  # strong pulls throw it to the other side
    there = 2 * int(single_weight.steps_to_zero(first, pull)) if pull else steps
    span = (0, min(steps, max(50, there)))
    return _way(names, _apart(names, chosen), pull, points, span, (foot, top))


def landing(names: Penalties, pull: float, points: pd.DataFrame, steps: int) -> Picture:
    """Return the few steps in which either step of L1 comes to 0; all `steps` without a pull."""
    first = points["weight"].iloc[0]
    height = (-1.5 * pull, 5.5 * pull) if pull else (-0.11 * first, 1.1 * first)
    arrival = single_weight.landing(first, pull, MOST) or range(steps + 1)
    span = (arrival[0], arrival[-1] + 1)  # no step at the very edge
    return _way(names, BOTH, pull, points, span, height)


def _apart(names: Penalties, chosen: str) -> list[str]:
    """Return the penalties without one of L1, not the `chosen`: down to 0 the two are the same."""
    other = "l1_sgn" if chosen == "l1_proximal" else "l1_proximal"
    return [name for name in names if name != other]


def _way(
    names: Penalties,
    drawn: Sequence[str],
    pull: float,
    points: pd.DataFrame,
    span: tuple[int, int],
    height: tuple[float, float],
) -> Picture:
    first = points["weight"].iloc[0]
    every = marks(span[1] - span[0], most=100)
    at = sorted({span[0] + mark + more for mark in every for more in (0, 1)})
    formulas = {names[name]: single_weight.after(name, first, pull, at) for name in drawn}
    seen = points.loc[points["name"].isin(drawn), ["series", "run", "step", "weight"]]
    table = pd.concat([_table("step", at, "weight", formulas), seen.assign(latest=True)])
    axes = {"x_title": label("update"), "x_domain": span, "y_domain": height}
    return _lines(table, "step", "weight", names, **axes)


def _table(x: str, at: object, y: str, formulas: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Return what each formula says at `at`, one series each."""
    rows = [pd.DataFrame({"series": name, x: at, y: value}) for name, value in formulas.items()]
    return pd.concat(rows)


def _lines(frame: pd.DataFrame, x: str, y: str, names: Penalties, **looks: Any) -> Picture:
    """Return lines in which each penalty has its colour, and the legend names those there are."""
    series = tuple(names.values())
    there = set(frame["series"])
    return lines(frame, x, y, series, listed=tuple(s for s in series if s in there), **looks)


def zeros(frame: pd.DataFrame, names: Penalties, epochs: int) -> Picture:
    """Return the share of live weights that are exactly 0, median and range of the networks."""
    axes = {"x_domain": (0, epochs), "y_domain": (0, 1)}
    return _lines(frame, "epoch", "exact", names, band=True, **axes)


def accuracy(frame: pd.DataFrame, names: Penalties, epochs: int) -> Picture:
    """Return the validation accuracy, median and range; each halving of the misread is as high."""
    table = frame.assign(missed=1 - frame["accuracy validation"])
    axes = {"x_domain": (0, epochs), "y_domain": (1, 0.03), "y_scale": "accuracy"}
    return _lines(table, "epoch", "missed", names, band=True, **axes)


def cost(frame: pd.DataFrame, terms: Mapping[str, str], epochs: int, width: float) -> Picture:
    """Return the cost of data with that of weights on it; `frame` has one penalty, `width` epochs.

    `terms` are the columns to stack, by their names. The axis is as high as the start.
    """
    most = 1.05 * frame.loc[frame["step"] == 0, list(terms)].median().sum()
    axes = {"width": width, "x_domain": (0, epochs), "y_domain": (0, most)}
    table = long(frame, terms, "paid", "series")
    return stacks(table, "epoch", "paid", tuple(terms.values()), **axes)


def weights(
    sample: Mapping[str, np.ndarray], names: Penalties, reach: float, share: str
) -> Picture:
    """Return a histogram of the weights of each network in `sample`, from −`reach` to `reach`."""
    bins = histogram(sample, (-reach, reach), least=LEAST, bins=61)
    axes = {"x_title": label("weight"), "x_domain": (-reach, reach), "steps": True}
    axes |= {"y_title": share, "y_domain": (LEAST, 1), "y_scale": "log"}
    return _lines(bins, "left", "share", names, **axes)
