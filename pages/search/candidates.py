"""A grid against a random search in three pictures: the map, one setting alone, the best of k."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.labs.search import grid_vs_random
from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture
from pages.search.dots import dots
from pages.search.trials import Axis, trials

ACCURACY = {"y_domain": (1, 0.02), "y_scale": "accuracy"}
LEAST = 1e-3  # a share that a logarithm can take
Rows = Sequence[Mapping[str, Any]]


def _table(rows: Rows) -> pd.DataFrame:
    table = pd.DataFrame(rows)
    return table.assign(missed=(1 - table["median"]).clip(lower=LEAST))


def maps(
    arms: Mapping[str, Rows],
    runs: Mapping[str, Mapping[str, np.ndarray]],
    names: Mapping[str, str],
    middles: tuple[float, float],
    title: str,
    *,
    done: bool,
) -> dict[str, Picture]:
    """Return the map, the best of k, and η and λ alone.

    `arms` and `runs` as a Duel and `duel.best_of` give them, "grid" first; `names` are the shown
    ones, `middles` η and λ in the middle of the grid, and `title` says what k counts.
    """
    eta, l2 = (
        (sign, grid_vs_random.edges(middle), grid_vs_random.decades(middle))
        for sign, middle in zip("ηλ", middles, strict=True)
    )
    arms = {names[arm]: rows for arm, rows in arms.items()}
    runs = {run: {names[arm]: best for arm, best in of.items()} for run, of in runs.items()}
    return {
        "tried": tried(*arms.values(), eta, l2, done=done),
        "best": best_of(runs, tuple(arms), max(map(len, arms.values())), title),
        "eta": alone(arms, "learning_rate", eta),
        "lambda": alone(arms, "l2", l2),
    }


def tried(grid: Rows, drawn: Rows, eta: Axis, l2: Axis, *, done: bool) -> Picture:
    """Return the map over η and λ: what each candidate reads by now, and the best when `done`."""
    names, half = {"learning_rate": "x", "l2": "y"}, 10**0.5  # a decade is the side of a cell
    cells, points = (_table(rows).rename(columns=names) for rows in (grid, drawn))
    for side in ("x", "y"):
        cells[f"{side}2"] = cells[side] * half
        cells[side] = cells[side] / half
    columns = ["x", "y", "missed", "best"]
    for table in (cells, points):
        table["best"] = (table.index == table["median"].idxmax()) & done
    return trials(cells[[*columns, "x2", "y2"]], points[columns], eta, l2, most=0.03)


def alone(arms: Mapping[str, Rows], key: str, axis: Axis) -> Picture:
    """Return the accuracy of every candidate over one of its settings; `arms` by shown name."""
    table = pd.concat([_table(rows).assign(series=name) for name, rows in arms.items()])
    title, ends, _ = axis
    across = {"x_title": title, "x_domain": ends, "x_scale": "log"}
    return dots(table, key, "missed", tuple(arms), **across, **ACCURACY)


def best_of(
    runs: Mapping[str, Mapping[str, np.ndarray]], series: Names, most: int, title: str
) -> Picture:
    """Return the mean best accuracy of k candidates over k: by run, and in it by shown name."""
    tables = [
        pd.DataFrame({"run": run, "series": name, "k": np.arange(1, len(best) + 1)}).assign(
            missed=np.maximum(1 - best, LEAST), latest=False
        )
        for run, arms in runs.items()
        for name, best in arms.items()
    ]
    axis = {"x_title": title, "x_domain": (1, most)}
    return lines(pd.concat(tables), "k", "missed", series, **axis, **ACCURACY)
