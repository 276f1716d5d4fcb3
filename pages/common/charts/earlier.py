"""Earlier runs beside the present one: cut at the end of its axis, and no line that none had."""

import pandas as pd

from pages.common.charts.picture import Domain

FEW = 10  # measured places, too few for a line to say what was between them
EARLIER = ("before", *"ABCD")  # the run before, and pins
KEYS = ("run", "series", "part", "view")  # what tells the lines of a chart apart


def cut(frame: pd.DataFrame, x: str, x_domain: Domain) -> pd.DataFrame:
    """Return the rows within the axis, and of each line the next one, which takes it to the edge.

    "end" marks where a pin's letter belongs, where there are pins. "sparse" is an earlier run that
    goes on beyond the axis and was measured at few places on it: those are drawn as points. What
    has no runs, or none that is too long, only gets its ends.
    """
    if "run" not in frame:
        return frame
    frame, keys = frame.reset_index(drop=True), [key for key in KEYS if key in frame]
    inside = frame[x] <= max(x_domain)
    if inside.all() and frame["run"].isin(("now", "before")).all():  # most pictures: no letters
        return frame.assign(end=False, sparse=False)
    lines = frame.assign(inside=inside, at=frame[x].where(inside)).groupby(
        keys, sort=False, dropna=False
    )
    longer = (lines["inside"].transform("sum") < FEW) & ~lines["inside"].transform("all")
    ends = inside & (frame[x] == lines["at"].transform("max"))
    kept = inside | lines["inside"].shift(1, fill_value=False)
    table = frame.assign(end=ends, sparse=longer & frame["run"].isin(EARLIER))
    return table[kept & (inside | ~table["sparse"])]
