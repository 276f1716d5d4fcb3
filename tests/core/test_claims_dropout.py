"""What the page about dropout says, on the data that it shows by default, over five seeds."""

from dataclasses import replace

import numpy as np
import pytest

from core.data import digits
from core.measures import confidence
from core.network import dropout_mask, evaluate, gradient, initialize
from core.settings import Settings
from core.thinning import answers, rescaled, spread, thin
from core.thinning import read as reading
from core.training import Trainer

NEITHER = Settings(hidden_layer_sizes=(100,), learning_rate=0.5, epochs=100)
L2 = replace(NEITHER, l2=1.0)
HALF = replace(NEITHER, dropout=0.5, dropout_scaling="test")
MANY = replace(HALF, dropout=0.8)
ERROR = 1.6  # points: one standard error of an accuracy of 89 % on 397 images


def split(noise=0.2, draw=0):
    return digits(size=8, n_training=300, label_noise=noise, random_state=draw)


@pytest.fixture(scope="module")
def trained():
    """Return the five networks of some settings; each run is made once."""
    runs = {}

    def networks(settings, epochs=100, **data):
        key = (str(settings), epochs, *data.items())
        if key not in runs:
            training = split(**data).training
            five = [replace(settings, random_state=seed) for seed in range(5)]
            trainer = Trainer(five, training.X, training.Y)
            trainer.run_epochs(epochs)
            runs[key] = trainer.parameters
        return runs[key]

    return networks


@pytest.fixture(scope="module")
def measured(trained):
    """Return accuracy in %, cost, size of z and saturated share, five networks each.

    `used` is how they are used, if not as they were trained.
    """

    def measure(settings, epochs=100, used=None, **data):
        new, rows, used = split(**data).validation, [], used or settings
        for parameters in trained(settings, epochs, **data):
            read = reading(used, parameters, new.X, new.Y)
            cost = evaluate(used, parameters, new.X, new.Y).cost
            rows.append((100 * read.accuracy, cost, read.size, read.saturated))
        return np.array(rows).T

    return measure


def medians(measures):
    return np.median(measures, axis=1)


@pytest.mark.parametrize("draw", [0, 1])
def test_on_noisy_labels_each_network_with_dropout_beats_each_without(measured, draw):
    (dropout, cost, *_), (neither, other, *_) = (measured(s, draw=draw) for s in (HALF, NEITHER))
    assert dropout.min() > neither.max()
    assert np.median(dropout) - np.median(neither) > 5 * ERROR
    assert np.median(cost) < np.median(other)


def test_on_noisy_labels_dropout_beats_l2_by_the_median(measured):
    (dropout, cost, *_), (l2, other, *_) = medians(measured(HALF)), medians(measured(L2))
    assert dropout - l2 > 1
    assert cost < other


def test_on_clean_labels_the_gain_is_within_a_standard_error(measured):
    dropout, neither = (medians(measured(s, noise=0))[0] for s in (HALF, NEITHER))
    assert abs(dropout - neither) < np.sqrt(neither * (100 - neither) / 397)


def forgetting(measured, settings, **data):
    """Return medians as they should be, and as they are where the rescale is forgotten."""
    wrong = replace(settings, dropout_scaling="none")
    assert rescaled(wrong) == settings
    return (medians(measured(settings, used=used, **data)) for used in (settings, wrong))


def test_forgetting_to_rescale_at_one_half_grows_z_and_hardly_moves_accuracy(measured):
    right, wrong = forgetting(measured, HALF)
    assert 1.5 < wrong[2] / right[2] < 2
    assert wrong[3] - right[3] > 0.2
    assert abs(right[0] - wrong[0]) < ERROR
    assert wrong[1] < right[1], "the page says that the cost is even lower"


def test_told_a_fifth_of_its_labels_wrong_the_rescaled_network_is_less_sure_than_right(trained):
    new = split().validation
    for parameters in trained(HALF):
        sure = confidence(HALF, parameters, new.X)
        assert sure < evaluate(HALF, parameters, new.X, new.Y).accuracy - 0.1


def test_forgetting_to_rescale_costs_more_where_labels_are_clean(measured):
    right, wrong = forgetting(measured, HALF, noise=0)
    assert wrong[1] > 1.2 * right[1]


def test_forgetting_to_rescale_at_four_fifths_costs_accuracy(measured):
    right, wrong = forgetting(measured, MANY)
    assert 2.5 < wrong[2] / right[2] < 5
    assert right[0] - wrong[0] > 3 * ERROR


def test_a_mask_for_each_example_makes_no_difference_beyond_the_noise(measured):
    example = medians(measured(replace(HALF, dropout_mask="example")))[0]
    assert abs(example - medians(measured(HALF))[0]) < ERROR


def test_four_fifths_dropped_learns_slowly_and_passes_the_network_without_dropout(measured):
    early, late = ([medians(measured(s, n))[0] for s in (MANY, NEITHER)] for n in (20, 100))
    assert early[0] < early[1] - 20
    assert late[0] > late[1] + 3 * ERROR


def test_at_four_fifths_rescaling_while_training_takes_steps_that_are_too_long(measured):
    inverted = medians(measured(replace(MANY, dropout_scaling="inverted")))[0]
    assert inverted < medians(measured(MANY))[0] - 2 * ERROR


@pytest.mark.parametrize("p", [0.5, 0.8])
def test_a_step_on_inverted_weights_is_a_longer_step_on_the_weights_of_the_book(p):
    afterwards = replace(HALF, dropout=p, hidden_layer_sizes=(8,))
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


def test_the_mean_of_fifty_is_off_by_chance_in_z_and_by_a_little_more_in_a(trained):
    new, parameters = split().validation.X[:100], trained(HALF)[0]
    masks, misses, gaps = thin(HALF, 50, np.random.default_rng(0)), [], []
    for x in new:
        said = answers(HALF, parameters, x, masks)
        off = [said["mean"][k] - said["rescaled"][k] for k in (0, 1)]
        misses.append(off[0] / (spread(HALF, parameters, x) / np.sqrt(50)))
        gaps.append(np.abs(off[1]).max())
    assert 0.5 < np.sqrt(np.mean(np.square(misses))) < 1.5
    assert np.mean(np.abs(misses) > 2) < 0.15
    assert 0 < np.median(gaps) < 0.1
