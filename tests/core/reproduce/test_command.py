"""The command: stopped, killed, asked for the impossible."""

import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from core.reproduce import __main__, runs
from core.reproduce.__main__ import main
from core.reproduce.distribution import ENOUGH, distributed
from core.reproduce.paired import PAIRS, compared
from core.reproduce.runs import run
from core.reproduce.table import TRIALS, reproduced, rows
from tests.core.needs import needs_mnist
from tests.core.reproduce.small import PICK, tiny


def text(path):
    return (path / "table.csv").read_text()


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


def test_the_command_reports_its_progress_its_numbers_and_its_memory(three, go, capsys):
    assert go("--seeds", "2", "--only", "overfit_l2") == 0
    out, err = capsys.readouterr()
    assert "2/2 overfit_l2, seed 1 [" + "#" * 30 + "]" in err
    assert "overfit_l2: accuracy test, highest: " in out
    assert "2 seeds); book: 87.1" in out
    assert "of training a run" in out
    assert "peak memory" in out


def test_many_runs_write_three_tables_and_a_pair_is_answered_when_both_are_asked_for(
    small, go, tmp_path, monkeypatch
):
    names = ("quadratic_30", "cross_entropy_30")
    trials = {name: replace(tiny(TRIALS[name]), n_training=50_000) for name in names}
    monkeypatch.setattr(__main__, "TRIALS", trials)
    seeds = ("--seeds", str(ENOUGH))
    assert go(*seeds, "--only", names[0]) == 0
    places = [(r.series, r.statistic) for r in trials[names[0]].readings]
    spread = distributed(tmp_path / "distributions.csv")
    assert [one[:4] for one in spread] == [(names[0], *place, ENOUGH) for place in places]
    (best, *_) = reproduced(tmp_path / "table.csv")
    assert (best.seeds, best.median, best.below) == (ENOUGH, spread[0].q50, 100)
    assert not (tmp_path / "paired.csv").exists()
    kept = len(list((tmp_path / "runs").iterdir()))
    assert go(*seeds, "--only", *names) == 0
    assert len(list((tmp_path / "runs").iterdir())) == 2 * kept
    (question,) = {row.question for row in compared(tmp_path / "paired.csv")}
    assert PAIRS[question] == names
    assert go("--seeds", "4", "--only", names[0]) == 0  # too few for a distribution
    found = distributed(tmp_path / "distributions.csv")
    assert {one.experiment for one in found} == {names[1]}


def test_no_more_runs_are_carried_out_than_are_enough(three, go, tmp_path):
    assert go("--seeds", "200") == 0
    most = {name: three[name].most_seeds for name in PICK}
    assert most == {"rescue_1_20": 10, "svm_scale_100": 1, "overfit_l2": 10}
    assert len(list((tmp_path / "runs").iterdir())) == sum(most.values())
    assert {r.experiment: r.seeds for r in reproduced(tmp_path / "table.csv")} == most


def test_an_unknown_name_is_refused_with_those_that_are_known(go, capsys):
    with pytest.raises(SystemExit) as stop:
        go("--only", "overfit", "underfit")
    assert stop.value.code == 2
    assert "--only underfit: choose from cross_entropy_30, " in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--seeds", "--jobs"])
def test_none_at_all_are_refused(go, capsys, option):
    with pytest.raises(SystemExit):
        go(option, "0")
    assert f"{option} 0: at least 1" in capsys.readouterr().err


def test_a_folder_that_is_a_file_and_a_table_that_is_none_are_refused_before_any_run(
    three, tmp_path, capsys
):
    other = tmp_path / "other.csv"
    other.write_text("a;b\n1;2\n")
    wrong = {"--runs": other, "--table": tmp_path}
    for option, path in [*wrong.items(), ("--table", other)]:
        with pytest.raises(SystemExit):
            main([option, str(path)])
        assert f"{option} {path}: " in capsys.readouterr().err
    beside = tmp_path / "paired.csv"
    beside.write_text("a;b\n1;2\n")
    with pytest.raises(SystemExit):
        main(["--table", str(tmp_path / "new.csv")])
    assert f"--table {beside}: the columns are not " in capsys.readouterr().err


def test_a_run_that_was_cut_is_named_and_carried_out_again(three, go, tmp_path):
    only = ("--only", "rescue_1_20", "--seeds", "1")
    assert go(*only) == 0
    whole = text(tmp_path)
    (kept,) = (tmp_path / "runs").iterdir()
    kept.write_text(kept.read_text()[:40])
    with pytest.warns(UserWarning, match=kept.name):
        assert go(*only) == 0
    assert text(tmp_path) == whole


def test_without_mnist_it_says_so_and_ends_with_2(monkeypatch, tmp_path, go, capsys):
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    assert go() == 2
    out, err = capsys.readouterr()
    assert "MNIST" in err
    assert not out
