"""Copies beside their originals, and the error rate over updates, size and angle, and by kind."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from core.labs.more_data.lab import Arm
from pages.common.charts.bars import bars
from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture
from pages.common.labels import label

ERRORS = {"y_domain": (0.02, 1), "y_scale": "log"}  # one axis for every error rate
MOST = 5  # copies of an original, at most
COLUMNS = 2 * (MOST + 3) - 1  # of the gallery: two originals with their copies, and gaps


def beside(pixels: np.ndarray) -> np.ndarray:
    """Return squares, COLUMNS in a row: an original, a gap and its copies, twice.

    `pixels` (an even number of originals, 1 + copies, side²) has each original before its copies.
    """
    n, shown, inputs = pixels.shape
    board = np.zeros((n // 2, 2, MOST + 3, inputs))
    pairs = pixels.reshape(n // 2, 2, shown, inputs)
    board[:, :, 0], board[:, :, 2 : 1 + shown] = pairs[:, :, 0], pairs[:, :, 1:]
    return board.reshape(n // 2, -1, inputs)[:, :COLUMNS].reshape(-1, inputs)


def over_updates(frame: pd.DataFrame, names: Mapping[str, str], steps: int) -> Picture:
    """Return the error rate over "step" for each arm of `names`, with a band."""
    table = _errors(frame[frame["name"].isin(names)])
    table["series"] = table["name"].map(names)
    across = {"x_title": label("update"), "x_domain": (0, steps)}
    return lines(table, "step", "error_rate", tuple(names.values()), band=True, **across, **ERRORS)


def over_size(
    frame: pd.DataFrame,
    arms: Mapping[str, tuple[int, int]],
    series: Names,
    published: Mapping[int, float],
    name: str,
    title: str,
) -> Picture:
    """Return the newest error rate over the number of originals.

    `arms` has the originals and the copies of each arm, `series` what is without copies and what
    is with them; `published` rates by size stand pale beside them, under `name`.
    """
    now = _errors(frame[frame["latest"]])
    now["size"] = now["name"].map({arm: n for arm, (n, _) in arms.items()})
    now["series"] = now["name"].map(
        {arm: series[1 if made else 0] for arm, (_, made) in arms.items()}
    )
    book = pd.DataFrame({"size": published.keys(), "error_rate": published.values()})
    book = book.assign(series=name, run="before", latest=True, network=0)
    both, names = pd.concat([now, book]), (*series, name)
    place = {"x_title": title, "x_domain": (40, 60_000), "x_scale": "log"}
    return lines(both, "size", "error_rate", names, band=True, **place, **ERRORS)


def over_angle(turned: Mapping[int, float], level: float, series: Names) -> Picture:
    """Return the error rate with copies `turned` by up to each angle, and the `level` without."""
    angles = pd.DataFrame(sorted(turned.items()), columns=["angle", "error_rate"])
    flat = pd.DataFrame({"angle": [0, 180], "error_rate": level})
    tables = [flat.assign(series=series[0], latest=False)]
    tables.append(angles.assign(series=series[1], latest=True))
    return lines(pd.concat(tables), "angle", "error_rate", series, x_domain=(-6, 186), **ERRORS)


def mixed_up(plain: Arm, copied: Arm, kinds: Mapping[str, str], series: Names) -> Picture:
    """Return bars of the shares `kinds` of the arm without copies, and of the one with copies."""
    table = pd.DataFrame(
        {"pair": shown, "series": name, "share": getattr(arm, kind)}
        for kind, shown in kinds.items()
        for name, arm in zip(series, (plain, copied), strict=True)
    )
    table["text"] = table["share"].map("{:.0%}".format)
    return bars(table, "pair", "share", series, y_domain=(0, 1.15), x_title="", y_title="")


def _errors(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(error_rate=1 - frame["accuracy validation"])
