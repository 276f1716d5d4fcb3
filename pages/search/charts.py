"""What a grid and a random search tried: a map, the best of k, and each setting alone."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.labs.search import lab
from pages.common.charts.lines import lines
from pages.common.charts.picture import Picture
from pages.search.candidate_map import Axis, candidate_map
from pages.search.dots import dots

BEST = (1, 0.02)  # the ends of the axis of accuracy of candidates, as a share that is missed
LEAST = 1e-3  # a share that a logarithm can take
Rows = Sequence[Mapping[str, Any]]


def candidates(
    arms: Mapping[str, Rows],
    runs: Mapping[str, Mapping[str, np.ndarray]],
    names: Mapping[str, str],
    middles: tuple[float, float],
    title: str,
    *,
    done: bool,
) -> dict[str, Picture]:
    """Return the map, the best of k, and η and λ alone.

    `arms` and `runs` as `lab.arms` and `best_of` give them, "grid" first; `middles` are
    η and λ in the middle of the grid, and `title` says what k counts.
    """
    eta, l2 = (
        (sign, lab.edges(middle), lab.decades(middle))
        for sign, middle in zip("ηλ", middles, strict=True)
    )
    tables = [_table(rows).assign(series=names[arm]) for arm, rows in arms.items()]
    series, every = tuple(names[arm] for arm in arms), pd.concat(tables)
    return {
        "tried": tried(*tables, eta, l2, done=done),
        "best": best_of(runs, names, max(map(len, tables)), title),
        "eta": dots(every, "learning_rate", eta[0], eta[1], BEST, series),
        "lambda": dots(every, "l2", l2[0], l2[1], BEST, series),
    }


def _table(rows: Rows) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    return table.assign(missed=(1 - table["median"]).clip(lower=LEAST))


def tried(grid: pd.DataFrame, drawn: pd.DataFrame, eta: Axis, l2: Axis, *, done: bool) -> Picture:
    """Return the map over η and λ: what each candidate reads by now, and the best when `done`."""
    half = 10**0.5  # a decade is the side of a cell
    cells, points = (
        table.rename(columns={"learning_rate": "x", "l2": "y"}).assign(
            best=(table.index == table["median"].idxmax()) & done
        )
        for table in (grid, drawn)
    )
    columns = ["x", "y", "missed", "best"]
    x, y = cells["x"], cells["y"]
    cells = cells[columns].assign(x=x / half, x2=x * half, y=y / half, y2=y * half)
    return candidate_map(cells, points[columns], eta, l2, most=0.03)


def best_of(
    runs: Mapping[str, Mapping[str, np.ndarray]], names: Mapping[str, str], most: int, title: str
) -> Picture:
    """Return the mean best accuracy of k candidates over k, by run and arm."""
    tables = [
        pd.DataFrame(
            {"k": np.arange(1, len(best) + 1), "missed": np.maximum(1 - best, LEAST)}
        ).assign(run=run, series=names[arm], latest=False)
        for run, arms in runs.items()
        for arm, best in arms.items()
    ]
    axes = {"x_title": title, "x_domain": (1, most), "y_domain": BEST, "y_scale": "accuracy"}
    return lines(pd.concat(tables), "k", "missed", tuple(names.values()), **axes)
