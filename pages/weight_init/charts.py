"""What the start of a network does to its learning, to z, to the gradient and to the weights."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from pages.common.charts.lines import lines
from pages.common.charts.picture import Names, Picture


def learning(
    frame: pd.DataFrame,
    series: Names,
    titles: Mapping[str, str],
    epochs: int,
    predicted: pd.DataFrame | None,
) -> dict[str, Picture]:
    """Return over the `epochs` the spread of "z", the "accuracy", the first layer's "gradient".

    `titles` are those of their axes. With weights that are `predicted`, a "size" at each "epoch",
    the third is their "decay", with circles for the prediction.
    """
    line = partial(lines, frame, "epoch", series=series, x_domain=(0, epochs))
    pictures = {
        "z": line("z", y_title=titles["z"], y_domain=(0.01, 1000), y_scale="log"),
        "accuracy": line("accuracy validation", y_domain=(0, 1), band=True),
    }
    if predicted is None:
        axes = {"y_title": titles["gradient"], "y_domain": (1e-5, 10), "y_scale": "log"}
        return pictures | {"gradient": line("layer_1", **axes)}
    axes = {"y_title": titles["weights"], "y_domain": (0.001, 10), "y_scale": "log"}
    points = predicted.rename(columns={"size": "blank"})
    return pictures | {"decay": line("blank", **axes, points=points)}
