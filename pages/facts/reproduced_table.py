"""The table of the experiments that were repeated: what was published beside what came out."""

import pandas as pd

from core.reproduce.table import reproduced
from pages.facts import published_zh

COLUMNS = (
    "experiment",
    "measured",
    "published",
    "by",
    "ours",
    "range",
    "below",
    "seeds",
    "why",
    "settings",
    "date",
)


def table(language: str) -> pd.DataFrame:
    """Return a row for each published number, of COLUMNS, with its cells in "en" or "zh"."""
    words = published_zh.in_chinese if language == "zh" else str
    rows = [
        (
            words(row.what),
            words(f"{row.series}, {row.statistic}"),
            f"{row.published:g} {words(row.unit)}",
            words(row.by),
            f"{row.median:g} {words(row.unit)}",
            f"{row.low:g} – {row.high:g}",
            "" if row.below is None else f"{row.below:g}",
            row.seeds,
            published_zh.REASONS.get(row.why, "") if language == "zh" else row.note,
            words(row.settings),
            row.date,
        )
        for row in reproduced()
        if row.published is not None
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
