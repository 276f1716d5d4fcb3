"""What all charts share: scales, axes, colours with a second sign beside them, legends."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pages.common.charts.picture import Domain, Names, Spec

DATA = alt.NamedData("d")
ONE_LINE = 26  # letters that fit into one line of a legend
WIDE = "\u2e80"  # where the Chinese letters begin
NOW = "(!datum.run || datum.run === 'now')"  # a table without runs is drawn as the present one
ACCURACY = "format(1 - datum.value, '.0%')"  # how the share that was misread is labelled


def scale(domain: Domain, kind: str = "linear", clamp: bool = False) -> alt.Scale:
    """Return a fixed scale, so that no axis jumps; `kind` is "linear", "log" or "symlog".

    "accuracy" is for a share that was misread, 1 at the low end: each halving is as long.
    With `clamp` a value beyond the domain is drawn at its edge.
    """
    known: Any = "log" if kind == "accuracy" else kind
    return alt.Scale(type=known, domain=list(domain), nice=False, clamp=clamp)


def axis(domain: Domain, kind: str = "linear") -> alt.Axis:
    """Return the axis; one that is not linear has ticks at powers of ten, and not nine between.

    Over two powers or fewer there are also ticks at 2 and 5.
    """
    if kind == "linear":
        return alt.Axis()
    if kind == "accuracy":
        ticks = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01]
        return alt.Axis(values=[tick for tick in ticks if tick >= domain[1]], labelExpr=ACCURACY)
    if kind == "symlog":
        ticks = [-100, -10, -1, 0, 1, 10, 100]
        return alt.Axis(values=[tick for tick in ticks if domain[0] <= tick <= domain[1]])
    low, high = (round(np.log10(end)) for end in domain)
    tiny = "format(datum.value, datum.value < 1e-4 ? '.0e' : '~g')"  # 1e-6, not 0.000001
    powers = [10.0**power for power in range(low, high + 1)]
    ticks = [
        digit * power for power in powers for digit in ((1, 2, 5) if high - low <= 2 else (1,))
    ]
    inside = [tick for tick in ticks if domain[0] <= tick <= domain[1]]
    return alt.Axis(values=inside, labelExpr=tiny)


def legend(columns: int = 2, symbol: str = "stroke", listed: Names = ()) -> alt.Legend:
    """Return a legend above the chart, of every name or of those `listed`."""
    return alt.Legend(
        orient="top",
        title=None,
        symbolType=symbol,
        columns=columns,
        columnPadding=3,
        labelLimit=170,
        labelFontSize=12 if columns > 2 else alt.Undefined,
        values=list(listed) if listed else alt.Undefined,
    )


def columns(names: Names) -> int:
    """Return how many names stand in a line of a legend: all if they are short, else two.

    A Chinese letter is as wide as two, and from the fourth name on a symbol as three.
    """
    letters = sum(2 if letter > WIDE else 1 for name in names for letter in name)
    return len(names) if letters + 3 * max(0, len(names) - 3) < ONE_LINE else 2


def colour(series: Names, *, legend: Any = alt.Undefined) -> alt.Color:
    """Return the colour of each series, in the order of the theme.

    Layers share the legend of the one that has it; None for no legend at all.
    """
    return alt.Color("series:N", scale=alt.Scale(domain=list(series)), legend=legend)


def dash(
    series: Names, parts: Names = (), *, told: bool = True, listed: Names = ()
) -> alt.StrokeDash:
    """Return the dash of each part, or of each series: colour alone does not reach everybody.

    Unless it is `told`, there is no legend; `listed` are the series that it names, if not all.
    """
    field, names = ("part:N", parts) if parts else ("series:N", series)
    listed = () if parts else listed
    shown = legend(columns=columns(listed or names), listed=listed) if told else None
    return alt.StrokeDash(field, scale=alt.Scale(domain=list(names)), legend=shown)


def paleness() -> Any:
    """Return the opacity that tells the run of now from earlier ones."""
    return alt.condition(NOW, alt.value(1), alt.value(0.3))


def rule_layers(x_domain: Domain, kind: str = "linear") -> list[alt.Chart]:
    """Return a vertical line with its name at each row of the dataset "rules" (see rule_table)."""
    across = alt.X("x:Q", scale=scale(x_domain, kind))
    place = alt.Chart(alt.NamedData("rules")).encode(x=across)
    words = place.mark_text(
        align=alt.expr("datum.late ? 'right' : 'left'"),
        dx=alt.expr("datum.late ? -4 : 4"),
        color="gray",
    )
    height = alt.Y("y:Q", scale=None)
    return [
        place.mark_rule(color="gray", strokeDash=[2, 2]),
        words.encode(text="text:N", y=height),
    ]


def rule_table(rules: Mapping[str, float], x_domain: Domain) -> pd.DataFrame:
    """Return named vertical lines as a table; each name is written a line lower than the last.

    "late" are those beyond the middle: their names go to the left, where there is room.
    """
    heights = [8 + 14 * line for line in range(len(rules))]
    table = pd.DataFrame({"text": list(rules), "x": list(rules.values()), "y": heights})
    return table.assign(late=table["x"] > sum(x_domain) / 2)


def specification(chart: alt.TopLevelMixin) -> Spec:
    """Return the chart as Streamlit takes it, which has its own theme.

    Two legends stand one above the other: side by side they would need too wide a chart. A screen
    reader meets the chart's description and its axes, and not every single mark.
    """
    bare = {k: v for k, v in chart.to_dict().items() if k not in ("config", "$schema")}
    legends = {"layout": {"top": {"direction": "vertical"}}}
    return bare | {"config": {"legend": legends, "mark": {"aria": False}}}


def placed(spec: Spec, domains: Mapping[str, Domain]) -> Spec:
    """Return a layered `spec` with other domains of "x" or "y": to make it anew takes 40 ms."""

    def encoding(layer: Spec) -> Spec:
        channels = dict(layer["encoding"])
        for side, domain in domains.items():
            if channels.get(side, {}).get("scale"):
                moved = {**channels[side]["scale"], "domain": list(domain)}
                channels[side] = {**channels[side], "scale": moved}
        return channels

    return {**spec, "layer": [{**one, "encoding": encoding(one)} for one in spec["layer"]]}
