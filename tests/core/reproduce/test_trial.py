"""How a number is read off a run."""

from math import inf

import pytest

from core.reproduce.table import TRIALS
from core.reproduce.trial import Reading, read

CURVE = [0.1, 0.5, 0.9, 1.0, 1.0, 0.7]


RECORDS = [{"epoch": epoch, "accuracy test": value} for epoch, value in enumerate(CURVE)]


@pytest.mark.parametrize(
    ("statistic", "number"),
    [
        ("highest", 100),
        ("lowest", 50),
        ("mean", 82),
        ("mean of the last ten", 82),
        ("epoch of highest", 3),
        ("epoch of lowest", 1),
        ("epoch of 100 %", 3),
        ("after epoch 2", 90),
        ("at the end", 70),
        ("end / start", 7),
    ],
)
def test_a_reading_counts_epochs_from_1_and_leaves_the_untrained_network_out(statistic, number):
    assert read(RECORDS, Reading("accuracy test", statistic)) == pytest.approx(number)


def test_the_last_ten_are_ten():
    records = [{"epoch": epoch, "cost test": float(epoch)} for epoch in range(31)]
    assert read(records, Reading("cost test", "mean of the last ten")) == 25.5


def test_what_never_happens_happens_at_infinity():
    assert read(RECORDS[:3], Reading("accuracy test", "epoch of 100 %")) == inf


def test_a_statistic_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="at last"):
        read(RECORDS, Reading("accuracy test", "at last"))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("cross_entropy_30", 200),
        ("cross_entropy_100", 50),
        ("drawn_100", 200),
        ("size_100", 10),
        ("overfit", 10),
        ("committee", 10),
        ("svm_auto_100", 1),
    ],
)
def test_so_many_runs_of_a_trial_are_enough(name, most):
    assert TRIALS[name].most_seeds == most
