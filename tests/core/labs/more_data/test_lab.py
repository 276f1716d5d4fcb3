"""What the page about more data says must hold on its own runs, over five draws."""

from functools import lru_cache

import numpy as np
import pytest

from core.labs.more_data import augmentation, lab
from core.runs import metrics, statistics
from tests.core.needs import needs_mnist

SCENE = {"n_training": 200, "copies": 4, "shift": 1, "angle": 0, "elastic": 0, "steps": 3000}
SCENE |= {"hidden_layer_sizes": (30,), "learning_rate": 0.5, "random_state": 0}


@lru_cache
def finished(name="digits", **amounts):
    """Return a scene of the page at its end."""
    return lab.experiment(data=name, **SCENE | amounts).finish()


def found(name="digits", **amounts):
    return lab.findings(finished(name, **amounts))


def test_more_originals_mean_fewer_errors():
    ends = [found(n_training=n) for n in (50, 200)]
    rates = [arm.error_rate for end in ends for arm in (end.originals, end.twice)]
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] < 0.7 * rates[-2]


def test_copies_moved_by_a_pixel_help_but_twice_the_originals_help_more():
    ends = found()
    assert ends.gain.value > 0.004
    assert ends.beyond_twice.sign == -1


def test_bent_copies_help_too():
    assert found(shift=0, elastic=20).gain.value > 0.005


def test_turns_up_to_15_degrees_gain_nothing_clear_and_up_to_180_harm():
    some, all_round = found(angle=15), found(angle=180)
    assert abs(some.gain.value) < 0.01
    assert all_round.gain.value < -0.03
    assert all_round.gain.sign == -1
    assert (some.gain - all_round.gain).clear


def test_most_6s_upside_down_are_read_as_9_until_turned_copies_say_otherwise():
    assert found().originals.turned > 0.75
    assert found().with_copies.turned > 0.75
    assert found(angle=180).with_copies.turned < 0.6


def test_the_findings_are_counted_from_the_networks_one_by_one():
    run, ends = finished(angle=180), found(angle=180)
    X, Y = run.sets["validation"]
    for name, arm in (("originals", ends.originals), ("with_copies", ends.with_copies)):
        last = [r for r in run.records if r["name"] == name and r["step"] == run.step]
        assert arm.error_rate == pytest.approx(
            1 - np.median([r["accuracy validation"] for r in last])
        )
        assert arm.turned == np.median([r["turned"] for r in last])
    right = {name: statistics.right(trainer, X, Y) for name, trainer in run.trainers.items()}
    gain = right["with_copies"].mean(axis=0) - right["originals"].mean(axis=0)
    np.testing.assert_allclose(ends.gain.by_image, gain)
    beyond = right["with_copies"].mean() - right["twice"].mean()
    assert ends.beyond_twice.value == pytest.approx(beyond)


def test_an_arm_that_diverged_misreads_everything():
    ends = found(n_training=50, learning_rate=1e8, steps=60)
    assert ends.originals.error_rate == ends.with_copies.error_rate == 1
    assert np.isnan(ends.originals.turned)
    assert ends.gain.sign == 0


def test_most_networks_read_an_upright_6_as_6_and_without_turned_copies_one_on_its_head_as_9():
    run = finished(angle=180)
    X, Y = run.sets["validation"]
    six = augmentation.warp(X[[Y[:, 6].argmax()] * 2], 0, [0, 180])
    read = lab.readings(run, six)
    assert read["originals"] == [6, 9]
    assert read["with_copies"][0] == 6
    votes = [
        metrics.predictions(settings, own, six[1:])[0]
        for settings, own in zip(
            run.trainers["with_copies"].settings,
            run.trainers["with_copies"].parameters,
            strict=True,
        )
    ]
    assert votes.count(read["with_copies"][1]) == max(map(votes.count, votes))


def test_networks_that_all_diverged_read_nothing():
    run = finished(n_training=50, learning_rate=1e8, steps=60)
    assert lab.readings(run, run.sets["validation"][0][:3])["originals"] == [None] * 3


@needs_mnist
def test_on_mnist_copies_gain_more_and_many_6s_upside_down_are_read_as_9():
    moved = found("mnist")
    assert moved.gain.sign == found("mnist", angle=15).gain.sign == 1
    assert moved.gain.value > found().gain.value
    assert moved.originals.turned > 0.25
