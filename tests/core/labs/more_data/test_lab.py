"""What the page about more data says must hold on its own runs, over five draws."""

import os
from functools import lru_cache

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from core.data import mnist
from core.labs.more_data import lab
from core.runs import statistics

SCENE = {"n_training": 200, "copies": 4, "shift": 1, "angle": 0, "elastic": 0, "steps": 3000}
SCENE |= {"hidden_layer_sizes": (30,), "learning_rate": 0.5, "random_state": 0}
needs_mnist = pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and mnist.mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """Limit BLAS as the app does: more threads only hurt at these sizes."""
    with threadpool_limits(1):
        yield


@lru_cache
def records(name="digits", **amounts):
    """Return the records of a scene of the page at its end."""
    run = lab.experiment(data=name, **SCENE | amounts)
    run.advance(float("inf"))
    return run.records


def found(name="digits", **amounts):
    return lab.findings(records(name, **amounts), {"digits": 397, "mnist": lab.SEEN}[name])


def misread(arm, name="digits", **amounts):
    """Return the share of misread validation digits of each network of an arm, at the end."""
    own = [record for record in records(name, **amounts) if record["name"] == arm]
    return 1 - statistics.curve(own, "accuracy validation")[-1]


def test_more_originals_mean_fewer_errors():
    medians = [found(n_training=n)[arm] for n in (50, 200) for arm in ("originals", "twice")]
    assert medians == sorted(medians, reverse=True)
    assert medians[-1] < 0.7 * medians[-2]


def test_copies_moved_by_a_pixel_leave_fewer_errors_but_twice_the_originals_still_fewer():
    ends = found()
    assert ends["originals"] - ends["with_copies"] > 0.004
    assert ends["wins"] >= 4
    assert ends["twice"] < ends["with_copies"]


def test_bent_copies_leave_fewer_errors_too():
    ends = found(shift=0, elastic=20)
    assert ends["originals"] - ends["with_copies"] > 0.005
    assert ends["wins"] >= 4


def test_turns_up_to_15_degrees_make_no_clear_difference_here_and_up_to_180_harm():
    none, some, all_round = (found(angle=angle) for angle in (0, 15, 180))
    assert abs(some["with_copies"] - none["with_copies"]) < 0.01
    assert all_round["with_copies"] - all_round["originals"] > 0.03
    assert all_round["losses"] == 5


def test_most_6s_upside_down_are_read_as_9_until_turned_copies_say_otherwise():
    assert found()["turned_plain"] > 0.75
    assert found()["turned"] > 0.75
    assert found(angle=180)["turned"] < 0.6


def test_the_findings_are_counted_from_the_networks_one_by_one():
    ends = found(angle=180)
    plain, copied, twice = (misread(arm, angle=180) for arm in lab.arms(1, 1))
    assert ends["originals"] == pytest.approx(np.median(plain))
    assert ends["with_copies"] == pytest.approx(np.median(copied))
    assert ends["twice"] == pytest.approx(np.median(twice))
    assert (ends["wins"], ends["losses"]) == ((copied < plain).sum(), (copied > plain).sum())
    median = np.median(plain)
    assert ends["noise"] == pytest.approx(np.sqrt(median * (1 - median) / 397))


@needs_mnist
def test_on_mnist_copies_gain_more_and_many_6s_upside_down_are_read_as_9():
    moved, digits = found("mnist"), found()
    assert moved["wins"] == 5
    gains = [ends["originals"] - ends["with_copies"] for ends in (moved, digits)]
    assert gains[0] > gains[1]
    assert found("mnist", angle=15)["wins"] >= 4
    assert moved["turned_plain"] > 0.25
