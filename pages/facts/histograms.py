"""Where a published number lies among our runs: a histogram with a line, and the same in words."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import altair as alt
import pandas as pd

from core.reproduce.distribution import Distribution, distributed
from core.reproduce.table import Row, reproduced
from pages.common.charts.encoding import colour, dash, rule_table, scale, specification
from pages.common.charts.picture import Domain, Picture, Spec
from pages.common.prose import Words, language
from pages.facts import published_zh

SERIES = ("ours", "published")


class Histogram(NamedTuple):
    """How a number came out in our runs, and the rows of what was published for it."""

    ours: Distribution
    published: list[Row]

    @property
    def first(self) -> bool:
        """Whether it is of those that are spoken of most: the best accuracy of all epochs."""
        best = self.ours.statistic == "highest" and self.ours.series.startswith("accuracy")
        return best or self.ours.experiment == "drawn_100"


def histograms() -> Iterator[Histogram]:
    """Yield each distribution that a run of somebody else's can be held against."""
    table = reproduced()
    for ours in distributed():
        place = (ours.experiment, ours.series, ours.statistic)
        rows = [r for r in table if (r.experiment, r.series, r.statistic) == place]
        published = [row for row in rows if row.below is not None and row.by != "formula"]
        if published:
            yield Histogram(ours, published)


def standing(say: Words, row: Row) -> str:
    """Return in words where a published number lies among our runs."""
    assert row.below is not None
    place = {0: "lowest", 100: "highest"}.get(row.below, "between")
    share = min(max(round(row.below), 1), 99)
    return say.text(f"standing.{place}", share=share, runs=row.seeds)


def caption(say: Words, shown: Histogram) -> str:
    """Return what is measured, and the spread of our runs."""
    words = published_zh.in_chinese if language() == "zh" else str
    row = shown.published[0]
    what = words(f"{row.what}: {row.series}, {row.statistic}, {row.unit}")
    return say.text("spread", shown.ours, what=what)


def places(say: Words, shown: Histogram) -> list[str]:
    """Return a line for each published number: by whom, and where it lies."""
    words = published_zh.in_chinese if language() == "zh" else str
    section = "histogram.epoch" if shown.published[0].unit == "epoch" else "histogram"
    return [
        say.text(section, row, place=standing(say, row), who=words(row.by), of=words(row.unit))
        for row in shown.published
    ]


def picture(shown: Histogram) -> Picture:
    """Return the histogram of our runs with a labelled line at each published number."""
    ours = shown.ours
    edges = [ours.first + ours.width * bar for bar in range(len(ours.counts) + 1)]
    marks = {f"{value:g}": value for row in shown.published if (value := row.published)}
    ends = [*edges, *marks.values()]
    room = 0.12 * (max(ends) - min(ends))  # for the name of a line at an end
    domain = (min(ends) - room, max(ends) + room)
    bars = pd.DataFrame({"left": edges[:-1], "right": edges[1:], "runs": ours.counts})
    lines = rule_table(marks, domain)
    if len(marks) > 1:  # names stand outside, above the bars, each beside its own line
        lines = lines.assign(late=lines["x"] == lines["x"].min(), y=lines["y"].min())
    tables = {"d": bars.assign(series=SERIES[0]), "rules": lines.assign(series=SERIES[1])}
    return Picture(_spec(domain, max(ours.counts)), tables)


@cache
def _spec(domain: Domain, most: int) -> Spec:
    across = scale(domain)
    room = scale((0, 1.4 * most))  # above the bars stand the names of the lines
    bars = (
        alt.Chart(alt.NamedData("d"))
        .mark_bar()
        .encode(
            x=alt.X("left:Q", bin="binned", scale=across, axis=alt.Axis(title=None, tickCount=6)),
            x2="right:Q",
            y=alt.Y("runs:Q", scale=room, axis=None),
            color=colour(SERIES, legend=None),
        )
    )
    line = alt.Chart(alt.NamedData("rules")).encode(
        x=alt.X("x:Q", scale=across), color=colour(SERIES, legend=None)
    )
    words = line.mark_text(
        align=alt.expr("datum.late ? 'right' : 'left'"),
        dx=alt.expr("datum.late ? -5 : 5"),
        fontWeight="bold",
        fontSize=13,
    )
    rule = line.mark_rule(strokeWidth=3).encode(strokeDash=dash(SERIES, told=False))
    return specification(
        alt.layer(bars, rule, words.encode(text="text:N", y=alt.Y("y:Q", scale=None)))
    )
