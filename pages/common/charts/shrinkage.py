"""What a penalty takes from one weight and where that leads, and what it makes of a network."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from core import single_weight
from core.experiment import marks
from pages.common.charts.lines import histogram, lines, long
from pages.common.charts.picture import Picture
from pages.common.charts.stacks import stacks
from pages.common.labels import label

LEAST = 1e-4  # the foot of the histogram
Penalties = Mapping[str, str]  # every penalty of single_weight.STEPS: its shown name


def takes(names: Penalties, pull: float, weight: float) -> Picture:
    """Return what a step takes from weights of all sizes, with a point at the size of `weight`."""
    sizes = np.r_[0, 1e-6, min(pull, 2), np.linspace(0.025, 2, 80), abs(weight)]
    table = _every(names, "size", sizes, "takes", lambda p: single_weight.shrink(p, sizes, pull))
    table["latest"] = table.index == len(sizes) - 1
    axes = {"x_domain": (0, 2), "y_domain": (0, 2 * pull or 1), "rules": {"|w| = 1": 1.0}}
    return lines(table, "size", "takes", tuple(names.values()), **axes)


def way(names: Penalties, pull: float, points: pd.DataFrame, steps: int) -> Picture:
    """Return the way of a weight by each formula; `points` are records of one that went it.

    It ends after `steps`, or when L1 has been at 0 for as long as it took to come there.
    """
    first = points["weight"].iloc[0]
    top = 1.1 * max(first, min(pull, 20 * first))
    foot = -top if pull > 0.2 * first else -0.1 * top  # strong pulls throw it to the other side
    return _way(names, pull, points, min(steps, _landing(first, pull, steps)), (foot, top))


def landing(names: Penalties, pull: float, points: pd.DataFrame, steps: int) -> Picture:
    """Return the same way with the few steps around 0 in full height."""
    first = points["weight"].iloc[0]
    height = (-1.5 * pull, 3.5 * pull) if pull else (-0.11 * first, 1.1 * first)
    return _way(names, pull, points, _landing(first, pull, steps), height)


def _landing(first: float, pull: float, steps: int) -> int:
    return max(50, 2 * int(single_weight.steps_to_zero(first, pull))) if pull else steps


def _way(
    names: Penalties, pull: float, points: pd.DataFrame, last: int, height: tuple[float, float]
) -> Picture:
    first = points["weight"].iloc[0]
    at = sorted({mark + more for mark in marks(last, most=100) for more in (0, 1)})
    foretold = _every(
        names, "step", at, "weight", lambda p: single_weight.after(p, first, pull, at)
    )
    axes = {"x_title": label("update"), "x_domain": (0, last), "y_domain": height}
    seen = points[["series", "run", "step", "weight"]].assign(latest=True)
    table = pd.concat([foretold, seen])
    return lines(table, "step", "weight", tuple(names.values()), **axes)


def _every(
    names: Penalties, x: str, at: object, y: str, formula: Callable[[str], np.ndarray]
) -> pd.DataFrame:
    """Return the table of a formula over `at`, one series a penalty."""
    return pd.concat(
        pd.DataFrame({"series": text, x: at, y: formula(name)}) for name, text in names.items()
    )


def zeros(frame: pd.DataFrame, names: Penalties, epochs: int) -> Picture:
    """Return the share of live weights that are exactly 0, median and range of the networks."""
    axes = {"x_domain": (0, epochs), "y_domain": (0, 1)}
    return lines(frame, "epoch", "exact", tuple(names.values()), band=True, **axes)


def accuracy(frame: pd.DataFrame, names: Penalties, parts: Sequence[str], epochs: int) -> Picture:
    """Return the accuracy on each of `parts`, a dash for each."""
    columns = {f"accuracy {part}": label(part) for part in parts}
    table, axes = long(frame, columns, "accuracy"), {"x_domain": (0, epochs), "y_domain": (0, 1)}
    kinds = tuple(columns.values())
    return lines(table, "epoch", "accuracy", tuple(names.values()), parts=kinds, **axes)


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
    return lines(bins, "left", "share", tuple(names.values()), **axes)
