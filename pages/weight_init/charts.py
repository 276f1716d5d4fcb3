"""What the start of a network does to its learning, to z, to the gradient and to the weights."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from pages.common.charts.lines import lines, long
from pages.common.charts.picture import Names, Picture


def learning(
    frame: pd.DataFrame,
    series: Names,
    layers: Mapping[str, str],
    inputs: Mapping[str, str],
    titles: Mapping[str, str],
    epochs: int,
    predicted: pd.DataFrame | None,
) -> dict[str, Picture]:
    """Return over the `epochs` the "accuracy", the spread of "z", the "gradient", the "weights".

    `layers` and `inputs` name the columns of gradient and weights, `titles` the axes of the last
    three pictures. Weights that are `predicted`, a "size" at each "epoch", are circles.
    """
    line = partial(lines, x="epoch", series=series, x_domain=(0, epochs))
    size = partial(line, y="size", y_scale="log")
    return {
        "accuracy": line(frame, y="accuracy validation", y_domain=(0, 1), band=True),
        "z": line(frame, y="z", y_title=titles["z"], y_domain=(0.01, 1000), y_scale="log"),
        "gradient": size(
            long(frame, layers, "size"),
            y_title=titles["gradient"],
            y_domain=(1e-5, 10),
            parts=tuple(layers.values()),
        ),
        "weights": size(
            long(frame, inputs, "size"),
            y_title=titles["weights"],
            y_domain=(0.001, 10),
            parts=tuple(inputs.values()),
            points=predicted,
        ),
    }
