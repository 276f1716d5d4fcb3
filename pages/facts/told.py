"""What the tables of the runs say, by the names that the cards call it by."""

import re
from collections import defaultdict
from typing import Any

from core.reproduce.distribution import distributed
from core.reproduce.paired import compared
from core.reproduce.table import reproduced
from pages.common.prose import Words
from pages.facts.histograms import standing


def _tree() -> Any:
    return defaultdict(_tree)


def _name(text: str) -> str:
    return re.sub(r"\W+", "_", text).strip("_")


def everything(say: Words) -> dict[str, Any]:
    """Return what the words of a card may name.

    `ours.full_l2.accuracy_test.highest` is a row of the table, `spread.…` its distribution, and
    `rank.….book` says in words where that number of the book lies in it; `pair.cost.highest` is
    the difference of two experiments, and `lost.quadratic_100` the share of the runs in which at
    least one digit is never learned.
    """
    ours, spread, rank, pair, lost = (_tree() for _ in range(5))
    for row in reproduced():
        place = _name(row.series), _name(row.statistic)
        ours[_name(row.experiment)][place[0]][place[1]] = row
        if row.below is not None:
            rank[_name(row.experiment)][place[0]][place[1]][_name(row.by)] = standing(say, row)
    for one in distributed():
        spread[_name(one.experiment)][_name(one.series)][_name(one.statistic)] = one
        if one.series == "unlearned test":
            learned = one.counts[0] if one.first == 0 else 0
            lost[_name(one.experiment)] = 1 - learned / one.n
    for difference in compared():
        pair[difference.question][_name(difference.statistic)] = difference
    return {"ours": ours, "spread": spread, "rank": rank, "pair": pair, "lost": lost}
