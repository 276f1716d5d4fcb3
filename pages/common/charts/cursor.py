"""Pictures of one run, one above the other, with one cursor that the browser moves by itself."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

import altair as alt
import pandas as pd

from core.runs.statistics import over_networks
from pages.common.charts.earlier import cut
from pages.common.charts.encoding import (
    DATA,
    NOW,
    colour,
    dash,
    legend,
    paleness,
    rule_layers,
    rule_table,
    scale,
    specification,
)
from pages.common.charts.lines import letters
from pages.common.charts.picture import HEIGHT, Domain, Names, Picture, Spec
from pages.common.labels import label

SIDES: tuple[Literal["left", "center", "right"], ...] = ("left", "center", "right")
View = tuple[str, str, Domain]  # column, title and domain


def scrubbed(
    frame: pd.DataFrame,
    x: str,
    views: Mapping[str, Domain],
    series: Names,
    *,
    x_domain: Domain,
    scrub: bool,
    rules: Mapping[str, float],
) -> Picture:
    """Return a view of each column of `views` over `x`: medians over the networks, and bands.

    The points, and the numbers above, are the rows marked "latest" while a run goes on; after it
    (`scrub`) a slider in the browser chooses the x, and nothing runs on the server. A value beyond
    its domain is drawn at its edge. `rules` are named vertical lines.
    """
    kept = [name for name in ("run", "series", "network", x, "latest") if name in frame]
    long = frame.melt(kept, list(views), "view", "value")
    named = tuple((name, label(name), domain) for name, domain in views.items())
    spec = _scrubbed(x, label(x), named, series, x_domain, scrub)
    keys = [name for name in ("run", "series", "view", x, "latest") if name in long]
    table = cut(over_networks(long, keys, "value"), x, x_domain)
    return Picture(spec, {"d": table, "rules": rule_table(rules, x_domain)})


def at_cursor(chart: alt.Chart, x: str, scrub: bool) -> alt.Chart:
    """Keep of each series of the present run the row nearest to the cursor, or the latest one."""
    now = chart.transform_filter(NOW)
    if not scrub:
        return now.transform_filter("datum.latest")
    # A hair to one side, so that no two rows are ever equally near.
    far = now.transform_calculate(far=f"abs(datum['{x}'] - cursor - 1e-6)")
    least = far.transform_joinaggregate(least="min(far)", groupby=["series"])
    return least.transform_filter("datum.far == datum.least")


def with_cursor(chart: alt.VConcatChart, x_domain: Domain, title: str) -> alt.VConcatChart:
    """Give all views one cursor: a slider under them, which begins at the end."""
    low, high = x_domain
    step = max(1, (high - low) // 300)
    slider = alt.binding_range(min=low, max=high, step=step, name=title)
    return chart.add_params(alt.param(name="cursor", value=high, bind=slider))


@lru_cache(maxsize=64)
def _scrubbed(
    x: str, x_title: str, views: tuple[View, ...], series: Names, x_domain: Domain, scrub: bool
) -> Spec:
    across = alt.X(f"{x}:Q", title=x_title, scale=scale(x_domain))
    here = alt.Chart(alt.InlineData(values=[{}])).transform_calculate(**{x: "cursor"})
    upright = [here.mark_rule(color="gray").encode(x=across)] if scrub else []
    upright += rule_layers(x_domain)
    legends = [legend(), *[None] * (len(views) - 1)]  # one for all, above the first
    pictures = [
        alt.layer(*_layers(x, across, view, series, scrub, shown), *upright)
        for view, shown in zip(views, legends, strict=True)
    ]
    chart = alt.vconcat(*(picture.properties(height=HEIGHT - 50) for picture in pictures))
    chart = chart.resolve_scale(color="independent", strokeDash="independent")
    return specification(with_cursor(chart, x_domain, x_title) if scrub else chart)


def _layers(
    x: str, across: alt.X, view: View, series: Names, scrub: bool, shown: alt.Legend | None
) -> list[alt.Chart]:
    """Return lines, band, the points at the cursor and their numbers for one view."""
    name, title, domain = view
    height = scale(domain, clamp=True)
    own = alt.Chart(DATA).transform_filter(alt.datum.view == name)
    base = own.encode(
        x=across,
        y=alt.Y("value:Q", title=title, scale=height, axis=alt.Axis(minExtent=30)),
        detail=["series:N", "run:N"],
    )
    few = base.transform_filter("datum.sparse").mark_point(filled=True, size=45, clip=True)
    band = base.transform_filter(NOW).mark_area(fillOpacity=0.18)
    line = (
        base.transform_filter("!datum.sparse")
        .mark_line(clip=True)
        .encode(
            color=colour(series, legend=shown),
            strokeDash=dash(series, told=shown is not None),
            opacity=paleness(),
        )
    )
    point = at_cursor(base, x, scrub).mark_point(filled=True, size=60, opacity=1)
    return [
        line,  # first, for the first of several layers decides about the legend
        band.encode(y=alt.Y("low:Q", scale=height), y2="high:Q", color=colour(series)),
        few.encode(color=colour(series), opacity=paleness()),
        point.encode(color=colour(series)),
        letters(base, colour(series)),
        *_numbers(at_cursor(own, x, scrub), series),
    ]


def _numbers(chosen: alt.Chart, series: Names) -> list[alt.Chart]:
    """Return the value of each series as words above the view, from its left to its right end."""
    words = []
    for place, name in enumerate(series):
        share = place / max(1, len(series) - 1)
        own = chosen.transform_filter(alt.datum.series == name)
        text = own.transform_calculate(text="datum.series + ' ' + format(datum.value, '.3f')")
        align = SIDES[round(2 * share)]
        words.append(
            text.mark_text(align=align, baseline="bottom").encode(
                x=alt.value(alt.expr(f"width * {share}")),
                y=alt.value(-4),
                text="text:N",
                color=colour(series),
            )
        )
    return words
