import os
import re

import pytest

from core import reproduce
from core.data import mnist_is_here

needs_mnist = pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)


@needs_mnist
def test_a_short_run_learns_and_reports_accuracy_time_and_memory(capsys):
    assert reproduce.main(["--epochs", "2", "--seeds", "2", "--images", "2000"]) == 0
    out, err = capsys.readouterr()
    middle, low, high = map(float, re.match(r".*: (\S+) % \((\S+) to (\S+),", out).groups())
    assert 30 < low <= middle <= high < 95  # two passes over 2000 images, from 10 % by chance
    assert re.search(r"\d s of training, .* peak memory \d+ MB", out)
    assert err.count("\n") == 2
    assert "seed 1 [" + "#" * 30 + "]" in err


@needs_mnist
def test_too_many_images_are_refused(capsys):
    with pytest.raises(SystemExit) as stop:
        reproduce.main(["--images", "60001"])
    assert stop.value.code == 2
    assert "n_training = 60001" in capsys.readouterr().err


def test_without_mnist_it_says_so_and_ends_with_2(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    assert reproduce.main(["--epochs", "1"]) == 2
    out, err = capsys.readouterr()
    assert "MNIST" in err
    assert not out


def test_no_epochs_at_all_are_refused(capsys):
    with pytest.raises(SystemExit):
        reproduce.main(["--epochs", "0"])
    assert "at least 1" in capsys.readouterr().err


def test_the_settings_are_those_of_the_note():
    settings = reproduce.SETTINGS
    assert (settings.cost, settings.learning_rate) == ("cross_entropy", 0.3)
    assert (settings.hidden_layer_sizes, settings.batch_size) == ((30,), 10)
    assert settings.weight_init == "standard"
