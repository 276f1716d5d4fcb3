"""The table of what came out: published numbers beside ours, in a file that is committed."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from statistics import median
from typing import NamedTuple

from core.network.settings import Settings
from core.reproduce.book import BOOK
from core.reproduce.overfitting import OVERFITTING
from core.reproduce.runs import Run, write_whole
from core.reproduce.trial import Trial, read
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
    "flat_curve": "By then the curve is nearly flat, so which epoch is the highest is chance.",
    "gap_to_best": "The book takes the gap to its best test accuracy, not to its last.",
    "test_penalty": (
        "The book adds its penalty, divided by the 10,000 test images; ours is the cost alone."
    ),
    "unlearned_digits": (
        "In some runs an output stays near 0 for every image and its digit is never learned: "
        "the slowdown itself. The book says that its runs vary too."
    ),
    "float32": "float32 holds 1 − 0.00001 as 1 − 0.00001001358, and e^−1.50204 = 0.2227.",
    "ran_away": (
        "Each step multiplies the weights by −9. Our trainer stops such a run and goes back to "
        "the untrained network; the book's went on."
    ),
}


class Row(NamedTuple):
    """One number: whose run (`experiment`), which statistic of which series, theirs, and ours.

    `median`, `low` and `high` are over the seeds. Accuracies are in %; an epoch is a number of
    passes; `published` is None where nobody has published one. `why` names the reason for a
    difference, if one is known, and `note` tells it; both are "" otherwise.
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
    date: str
    command: str
    why: str
    note: str


def reproduced(path: Path = TABLE) -> list[Row]:
    """Return the table as it was last written, in the order of TRIALS.

    A byte-order mark, as some programs save one, does no harm. Raises ValueError for other columns.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file)
        if tuple(lines.fieldnames or ()) != Row._fields:
            raise ValueError(f"the columns are not {', '.join(Row._fields)}, separated by commas.")
        return [_parse(line) for line in lines]


def rows(name: str, trial: Trial, runs: Sequence[Run]) -> list[Row]:
    """Return a row for each reading of a trial, from its runs with different seeds."""
    command = f"python -m core.reproduce --only {name}"
    if len(runs) != SEEDS and isinstance(trial.learner, Settings):
        command += f" --seeds {len(runs)}"
    result = []
    for reading in trial.readings:
        values = [round(read(run.records, reading), 4) for run in runs]
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
            date=max(run.day for run in runs),
            command=command,
            why=reading.why,
            note=REASONS[reading.why] if reading.why else "",
        )
        result.append(row)
    return result


def update(path: Path, name: str, new: Sequence[Row]) -> None:
    """Put the rows of one experiment in the place of its old ones; all others stay."""
    old = reproduced(path) if path.exists() else []
    names = list(TRIALS)
    kept = [row for row in old if row.experiment in names and row.experiment != name]
    write(path, sorted([*kept, *new], key=lambda row: names.index(row.experiment)))


def write(path: Path, table: Iterable[Row]) -> None:
    """Write the table as CSV, whole or not at all."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(table)
    write_whole(path, text.getvalue())


def _parse(line: dict[str, str]) -> Row:
    numbers = {name: float(line[name]) for name in ("median", "low", "high")}
    published = float(line["published"]) if line["published"] else None
    return Row(**line | numbers | {"published": published, "seeds": int(line["seeds"])})  # type: ignore[arg-type]
