"""What the page about overfitting says must hold on its own runs: five networks, 100 epochs."""

import os

import numpy as np
import pytest

from core.data import mnist
from core.labs.overfitting.measured import BOOK, CREEPING, at, best, creeping, finished, found
from core.runs import statistics

needs_mnist = pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and mnist.mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)


def curve(name):
    """Return a measure of the page's run at its defaults, (101, 5)."""
    return statistics.curve(finished().records, name)


def winners(**choices):
    """Return the rules that meet the challenge."""
    rules = found(**choices).rules
    return {r for r, end in rules.items() if end.good and not found(**choices).sooner(end)}


def test_on_noisy_digits_validation_cost_and_accuracy_both_turn_after_epoch_20():
    assert (found().answer, found().accuracy.turned) == ("late", True)
    assert found().cost.last > 1.15 * found().cost.best
    assert found().change.value < -0.04
    for alone in curve("cost validation").T:  # each of the five by itself, too
        assert np.median(alone[-5:]) > 1.1 * alone.min()


def test_the_network_first_contradicts_wrong_labels_and_then_believes_them():
    gap = curve("accuracy training") - curve("accuracy validation")
    assert np.median(gap[20]) < -0.05 < 0 < np.median(gap[100]) == found().gap
    assert at("heart", 20) < at("heart", 0) < at("heart", 100) == found().heart


def test_ten_hidden_neurons_learn_less_by_heart_and_less_altogether():
    assert found(hidden_layer_sizes=(10,)).heart < found().heart - 0.2
    assert best(hidden_layer_sizes=(10,)) < best() - 0.01


def test_the_rule_that_the_page_begins_with_does_not_meet_the_challenge_and_another_does():
    few, more = winners(), winners(n_training=1000)
    assert few
    assert more not in (few, set())
    assert ("cost", 10) not in few | more


def test_the_answers_that_are_kept_are_those_of_the_records():
    right = np.array(finished().answers["validation"])
    assert (right.shape, right.dtype) == ((101, 5, 397), bool)
    np.testing.assert_array_equal(right.mean(axis=2), curve("accuracy validation"))


def test_the_validation_accuracy_that_a_rule_keeps_flatters():
    epochs = slice(10, 31)  # where the two sets are equally hard
    means = [curve(f"accuracy {part}")[epochs].mean() for part in ("validation", "test")]
    assert means[0] == pytest.approx(means[1], abs=0.01)
    rule = found().rules["accuracy", 20]
    assert rule.accuracy > rule.test
    assert rule.accuracy > means[0] + 0.015


def test_of_networks_that_all_diverged_none_is_right_and_every_rule_keeps_the_start():
    scene = {"n_training": 100, "learning_rate": 1e38}
    assert not finished(**scene).answers["validation"][-1].any()
    assert (found(**scene).answer, found(**scene).accuracy.turned) == ("never", False)
    assert {rule.outcome.kept for rule in found(**scene).rules.values()} == {0}


@needs_mnist
def test_on_the_books_1000_images_cost_turns_early_and_accuracy_does_not():
    assert (found(**BOOK).answer, found(**BOOK).accuracy.turned) == ("early", False)


@needs_mnist
def test_with_l2_on_the_books_images_patience_10_stops_while_accuracy_still_creeps_up():
    assert not creeping().good
    assert at("accuracy validation", 200, **CREEPING) > creeping().accuracy + 0.01
