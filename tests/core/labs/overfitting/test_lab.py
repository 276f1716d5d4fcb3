"""What the page about overfitting says must hold on its own runs: five networks, 100 epochs."""

import os
from functools import lru_cache

import numpy as np
import pytest

from core.data import handwriting, mnist
from core.data.handwriting import sample
from core.labs.kl_divergence.information import entropy
from core.labs.overfitting import early_stopping, lab
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import statistics

PATIENCES = (5, 10, 20, 50)
needs_mnist = pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and mnist.mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)


@lru_cache
def records(name="digits", n=500, hidden=30, noise=0.2, start="scaled"):
    """Return the records of a scene of the page at its end."""
    scene = {"data": name, "n_training": n, "label_noise": noise, "learning_rate": 0.5}
    scene |= {"hidden_layer_sizes": (hidden,), "weight_init": start, "epochs": 100}
    run = lab.experiment(**scene, random_state=0)
    run.advance(float("inf"))
    return run.records


def run(*scene, **more):
    """Return the curves of a scene of the page, by name, each (101, 5)."""
    names = [f"{kind} {part}" for kind in early_stopping.CRITERIA for part in lab.PARTS]
    return {name: statistics.curve(records(*scene, **more), name) for name in (*names, "heart")}


def validation(curves):
    """Return what the rules watch."""
    return {kind: curves[f"{kind} validation"] for kind in early_stopping.CRITERIA}


def at(curves, name, epoch):
    """Return the median of the five networks."""
    return float(np.median(curves[name][epoch]))


def best_accuracy(curves):
    return float(np.median(curves["accuracy validation"].max(axis=0)))


def winners(curves, n_validation=397):
    """Return the rules that meet the challenge."""
    good = early_stopping.good_rules(validation(curves), PATIENCES, n_validation)
    stops = {rule: end.stop for rule, end in good.items()}
    return {rule for rule, stop in stops.items() if stop == min(stops.values())}


def test_on_noisy_digits_validation_cost_and_accuracy_both_turn():
    curves = run()
    cost = early_stopping.cost_turn(curves["cost validation"])
    accuracy = early_stopping.accuracy_turn(curves["accuracy validation"], 397)
    assert cost.turned
    assert accuracy.turned
    assert 20 < cost.epoch < 50
    assert cost.last > 1.15 * cost.best
    assert accuracy.best - accuracy.last > 0.04
    for curve in curves["cost validation"].T:  # each of the five by itself, too
        assert np.median(curve[-5:]) > 1.1 * curve.min()


def test_the_network_first_contradicts_wrong_labels_and_then_believes_them():
    curves = run()
    assert at(curves, "heart", 0) == pytest.approx(0.1, abs=0.05)
    assert at(curves, "heart", 20) == pytest.approx(0.07, abs=0.03)
    assert at(curves, "heart", 100) == pytest.approx(0.58, abs=0.08)
    gap = curves["accuracy training"] - curves["accuracy validation"]
    assert np.median(gap[20]) < -0.05 < 0 < np.median(gap[100])


def test_it_ends_far_below_the_training_cost_of_a_network_that_goes_by_shapes():
    floor = entropy([0.8, 0.2]) + 9 * entropy([0.2 / 9, 1 - 0.2 / 9])
    assert floor == pytest.approx(1.46, abs=0.005)
    assert at(run(), "cost training", 100) == pytest.approx(0.53, abs=0.1)


def test_twice_the_images_leave_less_to_learn_by_heart():
    assert at(run(n=1000), "heart", 100) == pytest.approx(0.32, abs=0.08)
    assert best_accuracy(run(n=1000)) > best_accuracy(run()) + 0.01


def test_ten_hidden_neurons_learn_less_by_heart_and_less_altogether():
    assert at(run(hidden=10), "heart", 100) == pytest.approx(0.19, abs=0.06)
    assert best_accuracy(run()) == pytest.approx(0.927, abs=0.015)
    assert best_accuracy(run(hidden=10)) == pytest.approx(0.897, abs=0.015)


def test_the_rule_that_the_page_begins_with_does_not_meet_the_challenge_and_another_does():
    for curves in (run(), run(n=1000)):
        assert winners(curves)
        assert ("cost", 10) not in winners(curves)


def test_the_validation_accuracy_that_a_rule_keeps_flatters():
    curves = run()
    epochs = slice(10, 31)  # where the two sets are equally hard
    means = [curves[f"accuracy {part}"][epochs].mean() for part in ("validation", "test")]
    assert means[0] == pytest.approx(means[1], abs=0.01)
    bests = early_stopping.outcome(validation(curves), "accuracy", 20).bests
    kept = early_stopping.kept_value(curves["accuracy validation"], bests)
    assert kept > early_stopping.kept_value(curves["accuracy test"], bests)
    assert kept > means[0] + 0.015


def test_a_standard_error_of_92_percent_on_the_validation_digits_is_1_4_points():
    n = len(handwriting.digits().validation.X)
    assert n == 397
    assert 100 * statistics.standard_error(0.92, n) == pytest.approx(1.4, abs=0.05)


@needs_mnist
def test_on_the_books_1000_images_cost_turns_near_epoch_15_and_accuracy_does_not():
    curves = run("mnist", n=1000, noise=0.0, start="standard")
    cost = early_stopping.cost_turn(curves["cost validation"])
    assert cost.turned
    assert 11 <= cost.epoch <= 19
    assert not early_stopping.accuracy_turn(curves["accuracy validation"], 1000).turned


@needs_mnist
def test_with_l2_on_the_books_images_patience_10_stops_while_accuracy_still_creeps_up():
    split = handwriting.mnist(n_training=1000)
    several = [Settings(weight_init="standard", l2=0.1, random_state=seed) for seed in range(5)]
    trainer = Trainer(several, split.training.X, split.training.Y)
    X, Y = sample(split.validation, most=1000)

    def accuracies():
        return [score.accuracy for score in trainer.evaluate(X, Y)]

    series = [accuracies()]
    for _epoch in range(90):
        trainer.run_epochs(1)
        series.append(accuracies())
    end = early_stopping.outcome({"accuracy": np.array(series)}, "accuracy", 10)
    stops = [
        early_stopping.stop_epoch(s, 10, greater_is_better=True).stop for s in np.array(series).T
    ]
    assert 30 <= min(stops) <= max(stops) <= 90
    assert end.accuracy == pytest.approx(0.848, abs=0.01)
    trainer.run_epochs(110)
    assert np.median(accuracies()) == pytest.approx(0.867, abs=0.01)
