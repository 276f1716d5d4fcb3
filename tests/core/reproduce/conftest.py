"""Small runs in the place of those on MNIST, and the command on three of them."""

import pytest

from core.reproduce import __main__, runs, table
from core.reproduce.table import TRIALS
from tests.core.reproduce.small import PICK, small_mnist, tiny


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(runs, "mnist", small_mnist)
    monkeypatch.setattr(__main__, "mnist", small_mnist)


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
