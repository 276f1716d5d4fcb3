"""The table of what came out: published numbers beside ours, in a file that is committed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from core.network.settings import Settings
from core.reproduce.book import BOOK
from core.reproduce.csv_rows import read_rows
from core.reproduce.distribution import numbers, share_below
from core.reproduce.overfitting import OVERFITTING
from core.reproduce.runs import Run
from core.reproduce.trial import Reading, Trial
from core.reproduce.variations import VARIATIONS

TRIALS: Mapping[str, Trial] = BOOK | OVERFITTING | VARIATIONS
TABLE = Path(__file__).with_name("reproduced.csv")
SEEDS = 3  # unless said

REASONS = {  # why a published number and ours differ, or ours among themselves
    "one_run": "The published number is one run; it lies just outside the range of ours.",
    "best_of_three": "The book's chapter 1 shows the best of three runs.",
    "rough_curve": (
        "The highest epoch of one run, whose curve is rough; its last ten epochs agree with ours."
    ),
    "test_penalty": (
        "The book adds its penalty, divided by the 10,000 test images; ours is the cost alone."
    ),
    "unlearned_digits": (
        "In some runs an output stays near 0 for every image and its digit is never learned: "
        "the slowdown itself. The book says that its runs vary too."
    ),
    "float32": "float32 holds 1 − 0.00001 as 1 − 0.00001001358, and e^−1.50204 = 0.2227.",
}


class Row(NamedTuple):
    """One number: whose run (`experiment`), which statistic of which series, theirs, and ours.

    `median`, `low` and `high` are over the seeds. Accuracies are in %; an epoch is a number of
    passes; `published` is None where nobody has published one. `below` is the per cent of our runs
    below it, None if they are few. `why` names the reason for which it lies outside their range, or
    for which they differ so much, and `note` tells it; both are "" otherwise.
    """

    experiment: str
    what: str
    settings: str
    series: str
    statistic: str
    unit: str
    published: float | None
    by: str
    median: float
    low: float
    high: float
    seeds: int
    below: float | None
    date: str
    command: str
    why: str
    note: str


def reproduced(path: Path = TABLE) -> list[Row]:
    """Return the table as it was last written. Raises ValueError as `read_rows` does."""
    return read_rows(path, Row)


def reason(reading: Reading, low: float, high: float) -> str:
    """Return the key of REASONS that a row gives, or "".

    Of a published number within the range of our runs there is nothing to explain. Of one outside,
    that it is a single run is all there is to say unless the reading knows better.
    """
    if reading.published is None:
        return reading.why
    return "" if low <= reading.published <= high else reading.why or "one_run"


def rows(name: str, trial: Trial, runs: Sequence[Run]) -> list[Row]:
    """Return a row for each reading of a trial, from its runs with different seeds."""
    command = f"python -m core.reproduce --only {name}"
    if len(runs) != SEEDS and isinstance(trial.learner, Settings):
        command += f" --seeds {len(runs)}"
    result, found = [], numbers(trial, runs)
    for reading in trial.readings:
        values = found[reading.series, reading.statistic]
        why = reason(reading, min(values), max(values))
        row = Row(
            experiment=name,
            what=trial.what,
            settings=trial.settings,
            series=reading.series,
            statistic=reading.statistic,
            unit=reading.unit,
            published=reading.published,
            by=reading.by,
            median=round(median(values), 4),
            low=min(values),
            high=max(values),
            seeds=len(runs),
            below=share_below(values, reading.published),
            date=max(run.day for run in runs),
            command=command,
            why=why,
            note=REASONS[why] if why else "",
        )
        result.append(row)
    return result
