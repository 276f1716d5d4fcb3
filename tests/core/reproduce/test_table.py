"""The committed table, and how it is brought up to date."""

from datetime import date

import pytest

from core.network.settings import Settings
from core.reproduce.csv_rows import update
from core.reproduce.runs import Run, run
from core.reproduce.table import REASONS, SEEDS, TRIALS, Row, reason, reproduced, rows
from core.reproduce.trial import Reading, Trial
from tests.core.reproduce.small import tiny


def test_the_committed_table_has_every_number_of_every_trial():
    for name, trial in TRIALS.items():
        asked = [
            (trial.what, trial.settings, r.series, r.statistic, r.unit, r.published, r.by)
            for r in trial.readings
        ]
        found = [
            (r.what, r.settings, r.series, r.statistic, r.unit, r.published, r.by)
            for r in reproduced()
            if r.experiment == name
        ]
        assert found == asked
    assert [row.experiment for row in reproduced()] == sorted(
        (row.experiment for row in reproduced()), key=list(TRIALS).index
    )


def test_the_committed_table_is_well_formed():
    for row in reproduced():
        assert row.low <= row.median <= row.high
        trial = TRIALS[row.experiment]
        chance = isinstance(trial.learner, Settings)
        assert 1 + chance <= row.seeds <= trial.most_seeds
        assert date.fromisoformat(row.date)
        command = f"python -m core.reproduce --only {row.experiment}"
        more = f" --seeds {row.seeds}" if chance and row.seeds != SEEDS else ""
        assert row.command == command + more
        assert (row.published is None) == (row.by == "")
        assert row.note == REASONS.get(row.why, "")
        if row.unit == "%":
            assert row.low >= 0
            assert row.high <= 100


def test_a_reason_is_given_exactly_where_a_published_number_lies_outside_our_range():
    for row in reproduced():
        if row.published is not None:
            outside = not row.low <= row.published <= row.high
            assert bool(row.why) == outside, row
        if row.why == "one_run":  # what is farther off than half the range needs a better one
            margin = (row.high - row.low) / 2
            assert row.low - margin <= row.published <= row.high + margin


def test_every_reason_is_one_that_a_reading_gives_or_the_plain_one():
    given = {reading.why for trial in TRIALS.values() for reading in trial.readings}
    assert given == {""} | REASONS.keys() - {"one_run"}


@pytest.mark.parametrize(
    ("published", "why", "told"),
    [
        (0.9, "", "one_run"),
        (0.9, "float32", "float32"),
        (2.1, "", "one_run"),
        (1.0, "float32", ""),
        (2.0, "", ""),
        (None, "float32", "float32"),
        (None, "", ""),
    ],
)
def test_the_reason_of_a_row(published, why, told):
    reading = Reading("accuracy test", "at the end", published, "book", why)
    assert reason(reading, 1.0, 2.0) == told


def test_an_update_replaces_its_own_rows_and_leaves_the_others(tmp_path, small):
    path, names = tmp_path / "t.csv", ["rescue_1_20", "cross_entropy_30", "rescue_10_20"]
    for seed, name in [(0, names[0]), (0, names[1]), (0, names[2]), (1, names[1])]:
        trial = tiny(TRIALS[name])
        update(path, Row, name, rows(name, trial, [run(trial, seed)]), TRIALS)
    written = reproduced(path)
    order = list(dict.fromkeys(row.experiment for row in written))
    assert order == ["cross_entropy_30", "rescue_10_20", "rescue_1_20"]
    trial = tiny(TRIALS[names[1]])
    assert [row for row in written if row.experiment == names[1]] == rows(
        names[1], trial, [run(trial, 1)]
    )


def test_rows_give_median_and_range_over_the_seeds():
    reading = Reading("accuracy test", "at the end", 20.0, "book")
    trial = Trial(what="w", learner=Settings(epochs=1), readings=(reading,))
    several = [
        Run([{"epoch": 0, "accuracy test": 0.1}, {"epoch": 1, "accuracy test": a}], 1.0, day)
        for a, day in (
            (0.3, "2030-01-02"),
            (0.9, "2030-01-01"),
            (0.4, "2029-12-31"),
            (0.5, "2020-01-01"),
        )
    ]
    (row,) = rows("x", trial, several)
    assert (row.median, row.low, row.high, row.seeds) == (45, 30, 90, 4)
    assert (row.date, row.why, row.note) == ("2030-01-02", "one_run", REASONS["one_run"])
    assert row.command == "python -m core.reproduce --only x --seeds 4"
    assert row.below is None  # of four runs nobody should say it
    (row,) = rows("x", trial, several * 20)
    assert (row.seeds, row.below, row.why) == (80, 0, "one_run")
