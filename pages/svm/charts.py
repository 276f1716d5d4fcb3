"""Network and SVM over the number of training examples; what the SVM's kernel finds similar."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from core.data.published import PUBLISHED, SIZES
from core.labs.svm.comparison import Crossing
from core.labs.svm.learning_curves import Contestant
from core.labs.svm.rbf_kernel import Similarity
from pages.common.charts.lines import histogram, lines
from pages.common.charts.picture import Names, Picture
from pages.common.labels import label


def accuracy(
    frame: pd.DataFrame, names: Mapping[str, str], most: int, turn: Crossing | None
) -> Picture:
    """Return accuracy over "size", up to `most`, with an upright line at `turn`, if any.

    Its axis stretches the high end. The book's curves on MNIST stand pale behind, with dots.
    """
    book = pd.DataFrame({"size": SIZES, **PUBLISHED}).melt("size", var_name="name")
    book = book.assign(accuracy=book["value"] / 100, series=book["name"].map(names))
    book = book[book["size"] <= most].assign(run=" ", network=0, latest=True)
    both = pd.concat([book, frame], ignore_index=True)
    both = both.assign(missed=1 - both["accuracy"])
    rules = {"": turn.size} if turn else {}  # the title says which size it is
    how = {"y_domain": (1, 0.01), "y_scale": "accuracy", "rules": rules}
    return _over_size(both, "missed", names, most, **how)


def seconds(learners: Mapping[str, Contestant], names: Mapping[str, str], most: int) -> Picture:
    """Return the seconds of the fits over their size; the guess, which takes none, at first."""
    table = pd.DataFrame(
        {"series": names[name], "size": fit.size, "seconds": fit.seconds, "network": fit.draw}
        for name, own in learners.items()
        for fit in own.fits[1:] or own.fits
    )
    table["latest"] = table["size"] == table["size"].iloc[-1]
    return _over_size(table, "seconds", names, most, y_domain=(1e-4, 10), y_scale="log")


def similarity(pairs: Similarity, series: tuple[str, str], title: str) -> Picture:
    """Return how the kernel is spread, from 0 to 1, over pairs of the same digit and of two."""
    bins = histogram(dict(zip(series, pairs, strict=True)), (0, 1))
    axes = {"x_title": label("kernel"), "x_domain": (0, 1), "y_title": title, "y_domain": (0, 1)}
    return lines(bins, "left", "share", series, steps=True, **axes)


def _over_size(
    frame: pd.DataFrame, y: str, names: Mapping[str, str], most: int, **how: Any
) -> Picture:
    series: Names = tuple(names.values())
    how |= {"x_title": label("examples"), "x_domain": (1, most), "x_scale": "log"}
    return lines(frame, "size", y, series, band=True, **how)
