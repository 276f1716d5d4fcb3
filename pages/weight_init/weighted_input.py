"""One neuron before it learns: the spread of its z, by the formula and as it is drawn."""

from functools import lru_cache

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.encoding import DATA, scale, specification
from pages.common.charts.picture import Picture, Spec

DOMAIN, BINS = (-100.0, 100.0), 81  # 2000 inputs, all on, have an SD of 45


def bell(theory: np.ndarray, sample: np.ndarray) -> Picture:
    """Return the distribution of z: `theory`, equally likely values, over a filled `sample`.

    All heights are shares of the highest, so that the same axes show a narrow spread and a wide
    one.
    """
    theory = theory[::5]  # for a picture a fifth will do
    shares = [np.histogram(v, BINS, DOMAIN)[0] / v.size for v in (theory, sample)]
    highest, edges = np.max(shares), np.linspace(*DOMAIN, BINS + 1)
    frame = pd.DataFrame({"left": edges[:-1], "right": edges[1:]})
    frame["middle"] = frame.mean(axis=1)
    frame["theory"], frame["sample"] = (share / highest for share in shares)
    return Picture(_bell(), {"d": frame})


@lru_cache(maxsize=1)
def _bell() -> Spec:
    across, height = scale(DOMAIN), scale((0, 1))
    base = alt.Chart(DATA)
    bars = base.mark_bar(clip=True, opacity=0.35, binSpacing=0).encode(
        x=alt.X("left:Q", bin="binned", title="z", scale=across),
        x2="right",
        y=alt.Y("sample:Q", title=None, scale=height, axis=alt.Axis(values=[0, 0.5, 1])),
    )
    line = base.mark_line(clip=True).encode(
        x=alt.X("middle:Q", scale=across), y=alt.Y("theory:Q", scale=height)
    )
    return specification(alt.layer(bars, line))
