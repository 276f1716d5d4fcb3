"""What the page about the start of the weights says, over five seeds."""

import os
from statistics import median

import numpy as np
import pytest

from core import data, measures, penalties
from core.network import Parameters
from core.settings import Settings
from core.training import Trainer

SEEDS = range(5)


def started(split, start, learning_rate, *, l2=0.0, activation="sigmoid"):
    """Return the Trainer of five networks, not yet trained."""
    several = [
        Settings(
            weight_init=start,
            learning_rate=learning_rate,
            l2=l2,
            activation=activation,
            random_state=seed,
        )
        for seed in SEEDS
    ]
    return Trainer(several, split.training.X, split.training.Y)


def accuracies(trainer, examples):
    return [100 * score.accuracy for score in trainer.evaluate(examples.X, examples.Y)]


def first_gradient(*network, X, Y):
    return measures.gradient_sizes(*network, X, Y)[0]


def middle(measure, trainer, **arguments):
    """Return the median over the networks of a measure."""
    settings = trainer.settings[0]
    return median(measure(settings, p, **arguments) for p in trainer.parameters)


@pytest.fixture(scope="module")
def digits():
    """Return the 1000 digits of the page's first scene."""
    return data.digits(n_training=1000)


@pytest.fixture(scope="module")
def race(digits):
    """Return for the old and the new start what the page says of epochs 0, 2 and 10."""
    X, Y = digits.training.X[:100], digits.training.Y[:100]
    ink = digits.training.X.any(axis=0)
    told = {}
    for start in ("standard", "scaled"):
        trainer = started(digits, start, 0.1)
        first = [p.weights[0][ink] for p in trainer.parameters]
        size = middle(measures.input_weight_size, trainer, inputs=ink)
        for epoch in (0, 2, 10):
            trainer.run_epochs(epoch - trainer.epoch)
            moved = [p.weights[0][ink] - w for p, w in zip(trainer.parameters, first, strict=True)]
            told[start, epoch] = {
                "accuracy": median(accuracies(trainer, digits.validation)),
                "gradient": middle(first_gradient, trainer, X=X, Y=Y),
                "moved": median(float(np.sqrt(np.mean(m**2))) for m in moved) / size,
                "size": middle(measures.input_weight_size, trainer, inputs=ink),
            }
    return told


@pytest.mark.parametrize(("epoch", "behind"), [(2, 13), (10, 6)])
def test_the_old_start_is_late(race, epoch, behind):
    lead = race["scaled", epoch]["accuracy"] - race["standard", epoch]["accuracy"]
    assert lead == pytest.approx(behind, abs=2)


def test_the_first_layer_gets_a_gradient_of_about_the_same_size_from_both_starts(race):
    for epoch in (0, 2, 10):
        ratio = race["scaled", epoch]["gradient"] / race["standard", epoch]["gradient"]
        assert 0.5 < ratio < 2


def test_the_weights_that_it_moves_are_28_times_larger_from_the_old_start(race):
    assert race["standard", 0]["size"] == pytest.approx(1, abs=0.02)
    assert race["scaled", 0]["size"] == pytest.approx(0.036, abs=0.001)
    assert race["standard", 10]["moved"] == pytest.approx(0.08, abs=0.015)
    assert race["scaled", 10]["moved"] == pytest.approx(2.4, abs=0.2)


@pytest.fixture(scope="module")
def repaired():
    """Return the data of the page's preset about L2, and its trainers after their 100 epochs."""
    split = data.digits(n_training=100)
    trainers = {
        (start, l2): started(split, start, 0.5, l2=l2)
        for start in ("standard", "scaled")
        for l2 in (0, 0.3)
    }
    for trainer in trainers.values():
        trainer.run_epochs(100)
    return split, trainers


def test_l2_brings_the_old_start_to_the_new_one_and_adds_nothing_to_that(repaired):
    split, trainers = repaired
    read = {k: median(accuracies(t, split.validation)) for k, t in trainers.items()}
    assert read["standard", 0] == pytest.approx(86.4, abs=1)
    assert read["standard", 0.3] == pytest.approx(90.7, abs=1)
    assert read["scaled", 0] == pytest.approx(90.9, abs=1)
    assert read["standard", 0.3] - read["standard", 0] > 3
    assert abs(read["scaled", 0] - read["standard", 0.3]) < 1
    assert read["scaled", 0.3] - read["scaled", 0] < 0.6


def test_weights_on_blank_pixels_shrink_from_their_own_start_as_l2_says(repaired):
    split, trainers = repaired
    blank = ~split.training.X.any(axis=0)
    for (start, l2), trainer in trainers.items():
        fresh = started(split, start, 0.5, l2=l2)
        for after, before in zip(trainer.parameters, fresh.parameters, strict=True):
            kept = after.weights[0][blank] / before.weights[0][blank]
            left = penalties.l2_decay(trainer.step, 0.5, l2 / 100)
            np.testing.assert_allclose(kept, left, rtol=1e-3)
            assert left == pytest.approx(0.223 if l2 else 1, abs=0.001)


def test_weights_on_ink_move_towards_each_other_and_not_to_1_over_the_root_of_their_number(
    repaired,
):
    split, trainers = repaired
    ink = split.training.X.any(axis=0)
    old = middle(measures.input_weight_size, trainers["standard", 0.3], inputs=ink)
    new = middle(measures.input_weight_size, trainers["scaled", 0], inputs=ink)
    assert old == pytest.approx(0.24, abs=0.01)
    assert new == pytest.approx(0.15, abs=0.01)
    number = sum(w.size for w in trainers["scaled", 0].parameters[0].weights)
    assert number == 23_820
    assert number**-0.5 == pytest.approx(0.0065, abs=5e-5)


def test_from_zeros_no_network_reads_better_than_chance_in_ten_epochs(digits):
    trainer = started(digits, "zeros", 0.1)
    trainer.run_epochs(10)
    assert max(accuracies(trainer, digits.validation)) < 15


def test_from_zeros_thirty_neurons_stay_one(digits):
    X = digits.training.X.astype(np.float64)  # in float32 rounding tells them apart sooner
    start = Settings(weight_init="zeros", learning_rate=0.1, random_state=0)
    trainer = Trainer(start, X, digits.training.Y)
    trainer.run_epochs(10)
    assert np.abs(trainer.parameters.weights[0]).max() > 0.001
    assert measures.distinct_neurons(trainer.parameters, tolerance=1e-6) == 1


def test_a_difference_as_small_as_rounding_grows_until_it_breaks_the_tie(digits):
    X = digits.training.X.astype(np.float64)
    settings = Settings(weight_init="zeros", learning_rate=0.5, random_state=0)
    W = 1e-7 * np.random.default_rng(0).standard_normal((784, 30))
    start = Parameters([W, np.zeros((30, 10))], [np.zeros(30), np.zeros(10)])
    trainer = Trainer(settings, X, digits.training.Y, start)
    trainer.run_epochs(10)
    assert measures.distinct_neurons(trainer.parameters) > 5
    (score,) = trainer.evaluate(digits.validation.X, digits.validation.Y)
    assert score.accuracy > 0.5


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_from_zeros_tanh_and_relu_learn_nothing_but_the_last_biases(digits, activation):
    trainer = started(digits, "zeros", 0.1, activation=activation)
    trainer.run_epochs(2)
    for parameters in trainer.parameters:
        first, last = parameters.weights
        assert not first.any()
        assert not last.any()
        assert not parameters.biases[0].any()
        assert parameters.biases[1].all()


@pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and data.mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)
@pytest.mark.parametrize(
    ("start", "l2", "accuracy"), [("standard", 0, 82.8), ("standard", 1, 87.6), ("scaled", 0, 88.6)]
)
def test_on_mnist_the_gain_of_l2_is_that_of_the_new_start_too(start, l2, accuracy):
    split = data.mnist(n_training=1000)
    trainer = started(split, start, 0.5, l2=l2)
    trainer.run_epochs(30)
    assert median(accuracies(trainer, split.validation)) == pytest.approx(accuracy, abs=0.7)
