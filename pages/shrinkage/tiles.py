"""The weights of the same few hidden neurons in each network, as tiles in rows."""

from collections.abc import Mapping
from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, specification
from pages.common.charts.images import mosaic
from pages.common.charts.picture import Picture, Spec

SHOWN = 7  # neurons of each network
LARGER = 3  # pixels a weight


def tiles(layers: Mapping[str, np.ndarray], most: float) -> Picture:
    """Return a row of tiles for each named first layer (inputs, neurons): the same neurons in each.

    Orange is positive, blue negative, and of full colour at `most`.
    """
    urls = [mosaic(layer.T[:SHOWN], SHOWN, most, LARGER) for layer in layers.values()]
    return Picture(_tiles(len(layers)), {"d": pd.DataFrame({"row": list(layers), "url": urls})})


@lru_cache(maxsize=8)
def _tiles(rows: int) -> Spec:
    high = f"min(height / {rows}, width / {SHOWN})"
    axis = alt.Axis(ticks=False, domain=False)
    images = alt.Chart(DATA).mark_image(
        align="left", height=alt.expr(high), width=alt.expr(f"{SHOWN} * {high}")
    )
    chart = images.encode(
        x=alt.value(4), y=alt.Y("row:N", title=None, sort=None, axis=axis), url="url:N"
    )
    return specification(alt.layer(chart))
