"""What all charts share: scales, axes, colours with a second sign beside them, legends."""

from typing import Any

import altair as alt
import numpy as np

from pages.common.charts.picture import Domain, Names, Spec

DATA = alt.NamedData("d")
NOW = "(!datum.run || datum.run === 'now')"  # a table without runs is drawn as the present one


def scale(domain: Domain, kind: str = "linear") -> alt.Scale:
    """Return a fixed scale, so that no axis jumps; `kind` is "linear", "log" or "symlog"."""
    return alt.Scale(type=kind, domain=list(domain), nice=False)


def axis(domain: Domain, kind: str = "linear") -> alt.Axis:
    """Return the axis; one that is not linear has ticks at powers of ten, and not nine between."""
    if kind == "linear":
        return alt.Axis()
    if kind == "symlog":
        ticks = [-100, -10, -1, 0, 1, 10, 100]
        return alt.Axis(values=[tick for tick in ticks if domain[0] <= tick <= domain[1]])
    low, high = (round(np.log10(end)) for end in domain)
    tiny = "format(datum.value, datum.value < 1e-4 ? '.0e' : '~g')"  # 1e-6, not 0.000001
    return alt.Axis(values=[10.0**power for power in range(low, high + 1)], labelExpr=tiny)


def place(x: np.ndarray, domain: Domain, kind: str) -> np.ndarray:
    """Return where on the axis `x` is, from 0, its left end, to 1."""
    bends = {"log": np.log, "symlog": lambda v: np.sign(v) * np.log1p(np.abs(v))}
    bent, low, high = (bends.get(kind, np.asarray)(np.asarray(v)) for v in (x, *domain))
    return np.asarray((bent - low) / (high - low))


def legend(columns: int = 2, symbol: str = "stroke") -> alt.Legend:
    """Return a legend above the chart."""
    return alt.Legend(orient="top", title=None, symbolType=symbol, columns=columns, labelLimit=170)


def colour(series: Names, *, legend: Any = alt.Undefined) -> alt.Color:
    """Return the colour of each series, in the order of the theme.

    Layers share the legend of the one that has it; None for no legend at all.
    """
    return alt.Color("series:N", scale=alt.Scale(domain=list(series)), legend=legend)


def columns(names: Names) -> int:
    """Return in how many columns a legend stands: one line if that fits over 300 pixels, or two."""
    return len(names) if sum(35 + 7 * len(name) for name in names) < 260 else 2


def dash(series: Names, parts: Names = ()) -> alt.StrokeDash:
    """Return the dash of each part, or of each series: colour alone does not reach everybody."""
    field, names = ("part:N", parts) if parts else ("series:N", series)
    shown = legend(columns=1 if parts else columns(series))
    return alt.StrokeDash(field, scale=alt.Scale(domain=list(names)), legend=shown)


def paleness() -> Any:
    """Return the opacity that tells the run of now from earlier ones."""
    return alt.condition(NOW, alt.value(1), alt.value(0.3))


def specification(chart: alt.TopLevelMixin) -> Spec:
    """Return the chart as Streamlit takes it, which has its own theme."""
    return {k: v for k, v in chart.to_dict().items() if k not in ("config", "$schema")}
