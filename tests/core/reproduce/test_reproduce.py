import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from math import exp, inf, isfinite

import numpy as np
import pytest
from scipy.ndimage import shift
from threadpoolctl import threadpool_limits

from core.data.handwriting import Examples, Split, digits
from core.data.mnist import mnist_is_here
from core.data.published import SIZES
from core.network.settings import Settings
from core.network.textbook import evaluate
from core.network.trainer import Trainer
from core.reproduce import __main__, runs, table
from core.reproduce.reasons import REASONS
from core.reproduce.runs import Run, run, run_or_load, shifted, write_whole
from core.reproduce.table import TRIALS, reproduced, rows, update
from core.reproduce.trial import Reading, Svm, Trial, read

needs_mnist = pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)
PICK = ("rescue_1_20", "svm_scale_100", "overfit_l2")  # one of each kind, and one with many marks


def first(examples, n):
    pixels = (255 * examples.X[:n]).astype(np.uint8)
    return Examples(pixels, examples.Y[:n], examples.labels[:n], examples.true_labels[:n])


def small_mnist(n_training=60, label_noise=0.0, random_state=0):
    """Return 60 of the embedded digits as pixels, whatever is asked for."""
    split = digits(n_training=60, label_noise=label_noise, random_state=random_state)
    return Split(*(first(part, 60) for part in (split.training, split.validation, split.test)))


def tiny(trial):
    """Return `trial` with 60 images, at most two epochs, and what can then be read."""
    if isinstance(trial.learner, Svm):
        return replace(trial, n_training=60)
    readings = (
        r
        for r in trial.readings
        if r.statistic.removeprefix("after epoch ") in "12"
        or not r.statistic.startswith("after epoch")
    )
    learner = replace(trial.learner, epochs=min(2, trial.learner.epochs))
    return replace(trial, n_training=60, learner=learner, readings=tuple(readings))


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(runs, "mnist", small_mnist)
    monkeypatch.setattr(__main__, "mnist", small_mnist)
    with threadpool_limits(1):  # as the command does
        yield


@pytest.fixture
def three(small, monkeypatch):
    """The command knows three tiny trials only."""
    trials = {name: tiny(TRIALS[name]) for name in PICK}
    monkeypatch.setattr(__main__, "TRIALS", trials)
    monkeypatch.setattr(table, "TRIALS", trials)
    return trials


@pytest.fixture
def go(tmp_path):
    """Return go(*options) -> exit code, with folder and table under tmp_path."""
    folders = ["--runs", str(tmp_path / "runs"), "--table", str(tmp_path / "table.csv")]
    return lambda *options: __main__.main([*folders, *options])


def text(path):
    return (path / "table.csv").read_text()


@pytest.mark.parametrize("name", TRIALS)
def test_every_trial_runs_and_every_reading_is_a_possible_number(small, name):
    trial = tiny(TRIALS[name])
    for row in rows(name, trial, [run(trial, seed) for seed in range(1)]):
        assert isfinite(row.median) or row.statistic == "epoch of 100 %"
        if row.unit == "%":
            assert 0 <= row.median <= 100
        if row.unit == "epoch":
            assert row.median in (1, 2, inf)
        if row.unit in ("cost", "weight", "ratio"):
            assert row.median > 0


def test_a_stopped_command_goes_on_where_it_was_and_makes_the_same_table(
    three, go, tmp_path, monkeypatch, capsys
):
    done, real = [], runs.run

    def impatient(trial, seed, progress):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append((trial.what, seed))
        return real(trial, seed, progress)

    monkeypatch.setattr(runs, "run", impatient)
    assert go() == 130
    assert "same command goes on" in capsys.readouterr().out
    assert len(list((tmp_path / "runs").iterdir())) == 2
    before = list(done)
    monkeypatch.setattr(runs, "run", lambda *a: (done.append((a[0].what, a[1])), real(*a))[1])
    assert go() == 0
    assert done[:2] == before
    assert len(done) == len(set(done)) == 3 + 1 + 3  # nothing twice; an SVM has one seed
    resumed = text(tmp_path)
    for path in (tmp_path / "runs").iterdir():
        path.unlink()
    assert go() == 0
    assert text(tmp_path) == resumed


def test_a_run_that_is_killed_while_it_is_written_counts_as_not_run(
    three, go, tmp_path, monkeypatch
):
    class Killed(BaseException):
        """Nothing after it is carried out."""

    def killed(self, target):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(runs.Path, "replace", killed)
        with pytest.raises(Killed):
            go()
    assert [path.suffix for path in (tmp_path / "runs").iterdir()] == [".part"]
    assert go() == 0
    assert {row.experiment for row in reproduced(tmp_path / "table.csv")} == set(PICK)
    assert all(path.suffix == ".json" for path in (tmp_path / "runs").iterdir())


@needs_mnist
def test_a_killed_process_leaves_whole_runs_and_the_next_one_ends_the_work(go, tmp_path):
    only = ["--only", "svm_scale_100", "rescue_10_20", "rescue_1_20", "rescue_100_20"]
    folders = ["--runs", str(tmp_path / "runs"), "--table", str(tmp_path / "table.csv")]
    process = subprocess.Popen(
        [sys.executable, "-m", "core.reproduce", *only, *folders],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("runs/rescue_10_20-*.json")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "runs").glob("*.json")}
    assert 2 <= len(kept) < 10
    assert go(*only) == 0
    assert all(path.stat().st_mtime_ns == written for path, written in kept.items())
    resumed = text(tmp_path)
    for path in (tmp_path / "runs").iterdir():
        path.unlink()
    assert go(*only) == 0
    assert text(tmp_path) == resumed


@needs_mnist
def test_the_svm_of_2014_is_reproduced_to_the_last_image(tmp_path):
    trial = TRIALS["svm_auto_100"]
    (row,) = rows("svm_auto_100", trial, [run(trial, 0)])
    assert row.median == row.published == 25.07


def test_a_changed_trial_is_another_run_and_new_words_are_not(small, tmp_path):
    trial = tiny(TRIALS["rescue_1_20"])
    run_or_load("a", trial, 0, tmp_path)
    run_or_load("a", replace(trial, what="in other words"), 0, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    run_or_load("a", trial, 1, tmp_path)
    run_or_load("a", replace(trial, learner=replace(trial.learner, l2=1.0)), 0, tmp_path)
    run_or_load(
        "a", replace(trial, readings=(Reading("accuracy test", "at the end"),)), 0, tmp_path
    )
    assert len(list(tmp_path.iterdir())) == 4


def test_a_kept_run_is_the_run(small, tmp_path):
    trial = tiny(TRIALS["full_l2"])
    fresh = run_or_load("a", trial, 3, tmp_path)
    assert run_or_load("a", trial, 3, tmp_path) == fresh
    assert run(trial, 3).records == fresh.records
    assert run(trial, 4).records != fresh.records


def test_what_is_measured_is_what_the_network_has(small):
    learner = Settings(hidden_layer_sizes=(5,), l2=2.0, l1=0.3, epochs=2)
    reading = Reading("cost with penalty test", "at the end")
    trial = Trial(what="", learner=learner, readings=(reading,))
    split = small_mnist()
    trainer = Trainer(replace(learner, random_state=7), split.training.X, split.training.Y)
    trainer.run_epochs(2)
    score = evaluate(learner, *trainer.parameters, split.test.X, split.test.Y, n_training=60)
    assert read(run(trial, 7).records, reading) == pytest.approx(score.cost + score.penalty)


def test_weights_of_always_dark_pixels_only_decay(small):
    learner = Settings(l2=3.0, learning_rate=0.2, epochs=2)
    reading = Reading("rms dead pixels", "end / start")
    ratio = read(run(Trial(what="", learner=learner, readings=(reading,)), 0).records, reading)
    assert ratio == pytest.approx((1 - 0.2 * 3 / 60) ** 12, rel=1e-5)
    assert ratio == pytest.approx(exp(-0.2 * 3 * 2 / 10), rel=0.01)


def test_a_network_that_runs_away_is_measured_at_every_mark_and_marked(small):
    learner = Settings(hidden_layer_sizes=(), learning_rate=10.0, l2=600.0, epochs=3)
    readings = (Reading("accuracy validation", "mean"), Reading("diverged", "at the end"))
    records = run(Trial(what="", learner=learner, readings=readings), 0).records
    assert [record["epoch"] for record in records] == [0, 1, 2, 3]
    assert read(records, readings[1]) == 100
    assert 0 <= read(records, readings[0]) <= 100


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


def test_shifted_images_are_those_of_scipy():
    images = np.random.default_rng(0).integers(0, 256, (3, 784), np.uint8)
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    square = images.reshape(3, 28, 28)
    expected = [shift(square, (0, *move), order=0).reshape(3, 784) for move in moves]
    np.testing.assert_array_equal(shifted(images), np.concatenate(expected))


def test_the_training_set_of_a_shifted_trial_is_five_times_as_large(small):
    learner = Settings(hidden_layer_sizes=(), l2=1.0, epochs=1)
    reading = Reading("rms dead pixels", "end / start")
    trial = Trial(what="", learner=learner, n_training=60, shifted=True, readings=(reading,))
    assert read(run(trial, 0).records, reading) == pytest.approx((1 - 0.5 / 300) ** 30, rel=1e-5)
    assert "1 − ηλ/n = 0.998333" in trial.settings


def test_the_committed_table_has_every_number_of_every_trial():
    for name, trial in TRIALS.items():
        asked = [
            (trial.what, trial.settings, r.series, r.statistic, r.unit, r.published, r.by, r.why)
            for r in trial.readings
        ]
        found = [
            (r.what, r.settings, r.series, r.statistic, r.unit, r.published, r.by, r.why)
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
        chance = isinstance(TRIALS[row.experiment].learner, Settings)
        assert row.seeds == (10 if chance else 1)
        assert date.fromisoformat(row.date)
        command = f"python -m core.reproduce --only {row.experiment}"
        assert row.command == (command + " --seeds 10" if chance else command)
        assert (row.published is None) == (row.by == "")
        assert row.note == REASONS.get(row.why, "")
        if row.unit == "%":
            assert row.low >= 0
            assert row.high <= 100


def test_a_published_number_outside_our_range_has_a_reason_and_every_reason_is_used():
    table = reproduced()
    for row in table:
        if row.published is not None and not row.low <= row.published <= row.high:
            assert row.why, row
        if row.why == "one_run":  # what is farther off than half the range needs a better one
            margin = (row.high - row.low) / 2
            assert row.low - margin <= row.published <= row.high + margin
    assert {row.why for row in table} == {"", *REASONS}


def test_published_numbers_stand_beside_the_settings_they_belong_to():
    for size in SIZES:
        trial = TRIALS[f"size_{size}"]
        assert trial.n_training == size
        assert trial.learner.epochs * size / trial.learner.batch_size == 150_000
        assert trial.learner.l2 / size == pytest.approx(1e-4)
        assert TRIALS[f"svm_auto_{size}"].n_training == size
    for eta in (0.025, 0.25, 2.5):
        assert TRIALS[f"eta_{eta}"].learner.learning_rate == eta
    for hidden, start in ((30, "standard"), (30, "scaled"), (100, "standard"), (100, "scaled")):
        learner = TRIALS[f"init_{hidden}_{start}"].learner
        assert (*learner.hidden_layer_sizes, learner.weight_init) == (hidden, start)
        decay = exp(-learner.learning_rate * learner.l2 * learner.epochs / learner.batch_size)
        (published,) = (
            r.published for r in TRIALS[f"init_{hidden}_{start}"].readings if r.by == "formula"
        )
        assert published == pytest.approx(decay, abs=5e-5)


def test_an_update_replaces_its_own_rows_and_leaves_the_others(tmp_path, small):
    path, names = tmp_path / "t.csv", ["rescue_1_20", "cross_entropy_30", "rescue_10_20"]
    for seed, name in [(0, names[0]), (0, names[1]), (0, names[2]), (1, names[1])]:
        trial = tiny(TRIALS[name])
        update(path, name, rows(name, trial, [run(trial, seed)]))
    written = reproduced(path)
    order = list(dict.fromkeys(row.experiment for row in written))
    assert order == ["cross_entropy_30", "rescue_10_20", "rescue_1_20"]
    trial = tiny(TRIALS[names[1]])
    assert [row for row in written if row.experiment == names[1]] == rows(
        names[1], trial, [run(trial, 1)]
    )


def test_rows_give_median_and_range_over_the_seeds():
    reading = Reading("accuracy test", "at the end", 50.0, "book", "one_run")
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


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "new" / "a.csv"
    write_whole(path, "old")

    def full(self, text, encoding):
        raise OSError("No space left on device")

    monkeypatch.setattr(runs.Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert path.read_text() == "old"


def test_the_command_reports_its_progress_its_numbers_and_its_memory(three, go, capsys):
    assert go("--seeds", "2", "--only", "overfit_l2") == 0
    out, err = capsys.readouterr()
    assert "1/1 overfit_l2, seed 1 [" + "#" * 30 + "]" in err
    assert "overfit_l2: accuracy test, highest: " in out
    assert "2 seeds); book: 87.1" in out
    assert "of training a run" in out
    assert "peak memory" in out


def test_an_unknown_name_is_refused_with_those_that_are_known(go, capsys):
    with pytest.raises(SystemExit) as stop:
        go("--only", "overfit", "underfit")
    assert stop.value.code == 2
    assert "--only underfit: choose from cross_entropy_30, " in capsys.readouterr().err


def test_no_seeds_at_all_are_refused(go, capsys):
    with pytest.raises(SystemExit):
        go("--seeds", "0")
    assert "--seeds 0: at least 1" in capsys.readouterr().err


def test_without_mnist_it_says_so_and_ends_with_2(monkeypatch, tmp_path, go, capsys):
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    assert go() == 2
    out, err = capsys.readouterr()
    assert "MNIST" in err
    assert not out
