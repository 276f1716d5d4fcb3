"""What the page about dropout says, on the data that it shows by default, over five seeds."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from core.data.handwriting import digits
from core.labs.dropout import lab
from core.labs.dropout.thinned_networks import answers, spread, thin
from core.network.settings import Settings
from core.network.textbook import dropout_mask, evaluate, gradient, initialize
from core.runs import statistics
from core.runs.metrics import confidence

HALF = {"dropout": 0.5, "dropout_scaling": "test"}
MANY = {"dropout": 0.8, "dropout_scaling": "test"}
ERROR = 0.016  # one standard error of an accuracy of 89 % on 397 images


@lru_cache
def made(noise=0.2, draw=0, epochs=100, **dropped):
    """Return the page's run at its end: 300 examples, 100 hidden neurons, η = 0.5."""
    scene = {"data": "digits", "n_training": 300, "label_noise": noise, "learning_rate": 0.5}
    scene |= {"hidden_layer_sizes": (100,), "epochs": epochs, "random_state": draw}
    run = lab.experiment(**scene, **dropped)
    run.advance(float("inf"))
    return run


def split(noise=0.2, draw=0):
    return digits(size=8, n_training=300, label_noise=noise, random_state=draw)


def accuracies(run, arm):
    """Return the accuracy of each of the five networks on validation at the end."""
    rows = [r for r in run.records if r["name"] == arm and r["step"] == run.step]
    return np.array([row["accuracy validation"] for row in rows])


def found(**scene):
    """Return what the page finds."""
    return lab.findings(made(**scene))


@pytest.mark.parametrize("draw", [0, 1])
def test_on_noisy_labels_each_network_with_dropout_beats_each_without(draw):
    run, ends = made(draw=draw, **HALF), found(draw=draw, **HALF)
    assert accuracies(run, "dropout").min() > accuracies(run, "neither").max()
    assert ends.over_neither.value > 4 * ERROR
    assert ends.dropout.cost < ends.neither.cost
    assert lab.kind(ends, "test") == "better"


def test_on_noisy_labels_dropout_beats_l2_by_the_median():
    ends = found(**HALF)
    assert ends.over_l2.value > 0.01
    assert ends.dropout.cost < ends.l2.cost


def test_dropping_a_little_more_than_half_leads_l2_by_more():
    half, six = found(**HALF).over_l2, found(**HALF | {"dropout": 0.6}).over_l2
    assert six.sign == half.sign == 1
    assert six.value > half.value + 0.005


def test_on_clean_labels_the_gain_is_small():
    assert abs(found(noise=0.0, **HALF).over_neither.value) < 0.025


def forgetting(settings, **data):
    """Return what the page finds where the rescale is kept, and where it is forgotten."""
    return found(**settings, **data), found(**settings | {"dropout_scaling": "none"}, **data)


def test_forgetting_to_rescale_at_one_half_grows_z_and_hardly_moves_accuracy():
    right, wrong = forgetting(HALF)
    assert 1.5 < wrong.ratio < 2
    assert wrong.used.saturated - wrong.rescaled.saturated > 0.2
    assert abs(wrong.fall.value) < ERROR
    assert wrong.rescaled == right.used
    assert wrong.dropout.cost < right.dropout.cost, "the page says that it is even lower"
    assert lab.kind(wrong, "none") == "stays"


def test_told_a_fifth_of_its_labels_wrong_the_rescaled_network_is_less_sure_than_right():
    new, trainer = split().validation, made(**HALF).trainers["dropout"]
    for settings, parameters in zip(trainer.settings, trainer.parameters, strict=True):
        sure = confidence(settings, parameters, new.X)
        assert sure < evaluate(settings, parameters, new.X, new.Y).accuracy - 0.1


def test_forgetting_to_rescale_costs_more_where_labels_are_clean():
    right, wrong = forgetting(HALF, noise=0.0)
    assert wrong.dropout.cost > 1.2 * right.dropout.cost


def test_forgetting_to_rescale_at_four_fifths_costs_accuracy():
    _, wrong = forgetting(MANY)
    assert 2.5 < wrong.ratio < 5
    assert wrong.fall.value > 3 * ERROR
    assert lab.kind(wrong, "none") == "falls"


def test_a_mask_for_each_example_makes_no_difference_beyond_the_noise():
    example = found(**HALF, dropout_mask="example")
    assert abs(example.dropout.accuracy - found(**HALF).dropout.accuracy) < ERROR


def test_four_fifths_dropped_learns_slowly_and_passes_the_network_without_dropout():
    run = made(**MANY)
    twenty = 20 * run.trainers["dropout"].steps_per_epoch
    early = {
        arm: row["accuracy validation"] for arm, row in statistics.medians(run, twenty).items()
    }
    assert early["dropout"] < early["neither"] - 0.2
    assert found(**MANY).over_neither.value > 3 * ERROR


def test_at_four_fifths_rescaling_while_training_takes_steps_that_are_too_long():
    inverted = found(**MANY | {"dropout_scaling": "inverted"})
    assert inverted.dropout.accuracy < found(**MANY).dropout.accuracy - 2 * ERROR


@pytest.mark.parametrize("p", [0.5, 0.8])
def test_a_step_on_inverted_weights_is_a_longer_step_on_the_weights_of_the_book(p):
    afterwards = Settings(hidden_layer_sizes=(8,), dropout=p, dropout_scaling="test")
    inverted = replace(afterwards, dropout_scaling="inverted")
    training = split().training
    X, Y = training.X[:10].astype(float), training.Y[:10]
    w = initialize(afterwards, X.shape[1], 10, np.random.default_rng(0))
    v = w._replace(weights=[w.weights[0], (1 - p) * w.weights[1]])
    mask = dropout_mask(afterwards, (1, 8), np.random.default_rng(1))
    slope_w = gradient(afterwards, w, X, Y, [mask])
    slope_v = gradient(inverted, v, X, Y, [mask / (1 - p)])
    np.testing.assert_allclose(slope_v.weights[0], slope_w.weights[0], atol=1e-12)
    moved = slope_v.weights[1] / (1 - p)  # what a step of 1 on v does to w = v/(1 − p)
    np.testing.assert_allclose(moved, slope_w.weights[1] / (1 - p) ** 2, atol=1e-12)


def test_the_mean_of_fifty_is_off_by_chance_in_z_and_by_a_little_more_in_a():
    new, trainer = split().validation.X[:100], made(**HALF).trainers["dropout"]
    settings, parameters = trainer.settings[0], trainer.parameters[0]
    masks, misses, gaps = thin(settings, 50, np.random.default_rng(0)), [], []
    for x in new:
        said = answers(settings, parameters, x, masks)
        off = [said["mean"][k] - said["rescaled"][k] for k in (0, 1)]
        misses.append(off[0] / (spread(settings, parameters, x) / np.sqrt(50)))
        gaps.append(np.abs(off[1]).max())
    assert 0.5 < np.sqrt(np.mean(np.square(misses))) < 1.5
    assert np.mean(np.abs(misses) > 2) < 0.15
    assert 0 < np.median(gaps) < 0.1
