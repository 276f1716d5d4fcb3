"""Copies beside their originals, and the error rate over updates and size, and by kind."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from core.arrays import Array
from core.labs.more_data.lab import Arm
from pages.common.charts.bars import bars
from pages.common.charts.gallery import gallery
from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture
from pages.common.labels import label

ERRORS = {"y_domain": (0.02, 1), "y_scale": "log"}  # one axis for every error rate


def copies(pixels: Array, labels: Sequence[int], reads: Array, kinds: Names) -> Picture:
    """Return each original beside its copies, framed by whether its label is read, or another.

    `pixels` (labels, 1 + copies, side²) and `reads` (labels, 1 + copies) have the original first.
    """
    told = np.broadcast_to(np.array(labels)[:, None], reads.shape)
    sorts = np.where(reads == told, *kinds).ravel()
    texts = [str(read) for read in reads.ravel()]
    columns = reads.shape[1]
    return gallery(pixels.reshape(-1, pixels.shape[-1]), texts, sorts, kinds, columns)


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
