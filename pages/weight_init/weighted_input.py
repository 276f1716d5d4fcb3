"""Neurons before they learn: how z spreads, and the outputs and slopes that it leads to."""

from functools import lru_cache, partial

import altair as alt
import numpy as np
import pandas as pd

from core.labs.weight_init.weighted_input import relative_slope
from core.network.functions import ACTIVATIONS
from pages.common.charts.encoding import DATA, scale, specification
from pages.common.charts.lines import curve
from pages.common.charts.picture import Domain, Picture, Spec

FAR, NEAR = (-150, 150), (-10, 10)  # 2000 inputs, all on, reach to 134; N(0, 1/n) stays within 10
RANGES: dict[str, tuple[Domain, Domain]] = {  # of the outputs and the slopes
    "sigmoid": ((0, 1), (0, 0.25)),
    "tanh": ((-1, 1), (0, 1)),
    "relu": ((0, 20), (0, 1)),
}


def spread(activation: str, theory: np.ndarray, sample: np.ndarray) -> dict[str, Picture]:
    """Return pictures of z from afar ("far") and near 0 ("near"), of f(z) and of f′(z).

    `theory` are equally likely values of z, drawn as a line; the `sample` is filled. All heights
    are shares of the highest, so that the same axes show a narrow spread and a wide one.
    The grey curve near 0 is the slope f′, as a share of its greatest.
    """
    f, theory = ACTIVATIONS[activation], theory[::5]  # for a picture a fifth will do
    outputs = [f.value(z) for z in (theory, sample)]
    slopes = [f.slope(a) for a in outputs]
    of_outputs, of_slopes = RANGES[activation]
    hump = curve(partial(relative_slope, activation), *NEAR)
    return {
        "far": _picture(theory, sample, FAR, 61),
        "near": _picture(theory, sample, NEAR, 25, hump),
        "output": _picture(*outputs, of_outputs, 20),
        "slope": _picture(*slopes, of_slopes, 20),
    }


def _picture(
    theory: np.ndarray,
    sample: np.ndarray,
    domain: Domain,
    bins: int,
    behind: pd.DataFrame | None = None,
) -> Picture:
    shares = [np.histogram(v, bins, domain)[0] / v.size for v in (theory, sample)]
    highest, edges = np.max(shares), np.linspace(*domain, bins + 1)
    frame = pd.DataFrame({"left": edges[:-1], "right": edges[1:]})
    frame["middle"] = frame.mean(axis=1)
    frame["theory"], frame["sample"] = (share / highest for share in shares)
    tables = {"d": frame} | ({} if behind is None else {"behind": behind})
    return Picture(_spread(domain, behind is not None), tables)


@lru_cache(maxsize=64)
def _spread(domain: Domain, behind: bool) -> Spec:
    across, height = scale(domain), scale((0, 1))
    base = alt.Chart(DATA)
    bars = base.mark_bar(clip=True, opacity=0.35, binSpacing=0).encode(
        x=alt.X("left:Q", bin="binned", title=None, scale=across),
        x2="right",
        y=alt.Y("sample:Q", title=None, scale=height, axis=alt.Axis(values=[0, 0.5, 1])),
    )
    line = base.mark_line(clip=True)
    layers = [
        bars,
        line.encode(x=alt.X("middle:Q", scale=across), y=alt.Y("theory:Q", scale=height)),
    ]
    if behind:
        grey = alt.Chart(alt.NamedData("behind")).mark_line(
            clip=True, color="gray", strokeDash=[4, 3], strokeWidth=1.5
        )
        layers.append(grey.encode(x=alt.X("z:Q", scale=across), y=alt.Y("a:Q", scale=height)))
    return specification(alt.layer(*layers))
