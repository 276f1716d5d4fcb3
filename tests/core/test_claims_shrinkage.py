"""What the page about L1 and L2 says, on its own data, over five seeds."""

from statistics import median
from typing import NamedTuple

import pytest

from core.data import digits, mnist, mnist_is_here
from core.settings import Settings
from core.shrinkage import penalise
from core.sparsity import ever_on, share_of_zeros
from core.training import Trainer

SEEDS = range(5)


class End(NamedTuple):
    """Medians of five networks: validation accuracy in %, share of exact zeros in %, the most."""

    accuracy: float
    zeros: float
    most_zeros: float


def end(split, penalty, strength, start):
    """Return what the page's networks come to: 100 examples, η = 0.5, 100 epochs."""
    several = [
        penalise(Settings(weight_init=start, random_state=seed), penalty, strength)
        for seed in SEEDS
    ]
    trainer = Trainer(several, split.training.X, split.training.Y)
    trainer.run_epochs(100)
    live = ever_on(split.training.X)
    scores = trainer.evaluate(split.validation.X[:1000], split.validation.Y[:1000])
    pairs = zip(several, trainer.parameters, strict=True)
    zeros = [100 * share_of_zeros(*pair, live) for pair in pairs]
    return End(100 * median(score.accuracy for score in scores), median(zeros), max(zeros))


def noise(accuracy, n):
    """Return one standard error of an accuracy in %, measured on n examples."""
    return (accuracy * (100 - accuracy) / n) ** 0.5


def gain(split, strength, start):
    """Return how many points of accuracy L2 gains."""
    with_l2, plain = (end(split, p, strength, start) for p in ("l2", "no_penalty"))
    return with_l2.accuracy - plain.accuracy


def test_sgn_makes_no_exact_zeros_and_the_proximal_step_about_half_at_the_same_accuracy():
    split = digits(n_training=100)
    plain = end(split, "no_penalty", 0.2, "standard")
    sgn, proximal = (end(split, p, 0.2, "standard") for p in ("l1_sgn", "l1_proximal"))
    assert sgn.most_zeros < 0.05
    assert 40 < proximal.zeros < 60
    assert abs(proximal.accuracy - sgn.accuracy) < noise(sgn.accuracy, 397)
    assert proximal.accuracy > plain.accuracy - noise(plain.accuracy, 397)


def test_about_half_of_the_inputs_are_blank_in_every_image():
    for n, blank in ((100, 0.52), (1000, 0.49)):
        assert 1 - ever_on(digits(n_training=n).training.X).mean() == pytest.approx(blank, abs=0.01)


def test_l2_gains_three_or_four_points_from_the_standard_start_and_nothing_from_the_scaled_one():
    split = digits(n_training=100)
    assert 2.5 < gain(split, 0.2, "standard") < 4.5
    assert abs(gain(split, 0.2, "scaled")) < noise(91, 397)


def test_with_a_fifth_of_the_labels_wrong_l2_gains_some_six_points_from_either_start():
    split = digits(n_training=100, label_noise=0.2)
    for start in ("standard", "scaled"):
        assert 4.5 < gain(split, 0.5, start) < 7.5


@pytest.mark.skipif(not mnist_is_here(), reason="MNIST is not here")
def test_on_mnist_too_the_gain_of_l2_goes_with_the_scaled_start():
    split = mnist(n_training=100)
    assert gain(split, 0.2, "standard") > 8
    assert abs(gain(split, 0.2, "scaled")) < 2
