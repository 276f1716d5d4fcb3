"""Several processes: they make what one makes, and when they are stopped nothing is half done."""

import json
import os
import signal
import subprocess
import sys
import time

from tests.core.needs import needs_mnist

HEARS_CTRL_C = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("core.reproduce", run_name="__main__")
"""  # also where the tests run in the background, where a shell has Ctrl-C ignored


@needs_mnist
def test_two_processes_make_the_table_that_one_makes_and_each_says_its_memory(go, tmp_path, capsys):
    only = ["--only", "svm_scale_100", "rescue_10_20", "--seeds", "2"]
    assert go(*only) == 0
    alone = (tmp_path / "table.csv").read_text()
    for path in (tmp_path / "runs").iterdir():
        path.unlink()
    assert go(*only, "--jobs", "2") == 0
    assert (tmp_path / "table.csv").read_text() == alone
    out, err = capsys.readouterr()
    assert "3 runs in 2 processes [" + "#" * 30 + "]" in err
    assert "MB of a process" in out


@needs_mnist
def test_two_processes_that_are_stopped_leave_whole_runs(tmp_path):
    folders = ["--runs", str(tmp_path / "runs"), "--table", str(tmp_path / "table.csv")]
    work = ["--only", "rescue_10_20", "cross_entropy_30", "--jobs", "2"]  # quick ones, then slow
    process = subprocess.Popen(
        [sys.executable, "-c", HEARS_CTRL_C, *work, *folders],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("runs/*.json")) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on" in out
    kept = list(tmp_path.glob("runs/*.json"))
    assert 1 <= len(kept) < 6
    assert all(json.loads(path.read_text())["records"] for path in kept)
