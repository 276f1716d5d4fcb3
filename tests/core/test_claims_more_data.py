"""What the page about more data says must hold on the data it shows, over five draws."""

import os

import numpy as np
import pytest

from core import augmentation, data, measures
from core.settings import Settings
from core.training import Trainer

DECAY = 1e-4  # λ/n, as on the page


class Bench:
    """Trains five networks as the page does, each from its own draw."""

    def __init__(self, load, size):
        split, self.size = load(n_training=size), size
        self.X, self.Y = split.training.X, split.training.Y
        chosen = np.sort(np.random.default_rng(0).permutation(len(split.validation.X))[:2000])
        self.seen, self.answers = split.validation.X[chosen], split.validation.Y[chosen]
        self.upside_down = augmentation.warp(self.seen[self.answers[:, 6] == 1], 0, 180)
        self.runs = {}

    def run(self, n, copies=0, **amounts):
        """Return the trainer, once it has learned."""
        key = (n, copies, *amounts.items())
        if key not in self.runs:
            rng = np.random.default_rng(0)
            X, Y = augmentation.augment(self.X, self.Y, copies=copies, rng=rng, **amounts)
            rows = augmentation.draw(n, self.size, copies, range(5))
            l2 = DECAY * rows.shape[1]
            several = [Settings(l2=l2, random_state=seed) for seed in range(5)]
            trainer = Trainer(several, X, Y, rows=rows)
            trainer.run(3000)
            self.runs[key] = trainer
        return self.runs[key]

    def errors(self, *scene, **amounts):
        """Return the share of misread validation digits of each network, in %."""
        scores = self.run(*scene, **amounts).evaluate(self.seen, self.answers)
        return np.array([100 - 100 * score.accuracy for score in scores])

    def mixed_up(self, *scene, **amounts):
        """Return the mean share of upside-down 6s that are read as 9."""
        trainer = self.run(*scene, **amounts)
        return np.mean(
            [
                measures.read_as(settings, own, self.upside_down, 9)
                for settings, own in zip(trainer.settings, trainer.parameters, strict=True)
            ]
        )


@pytest.fixture(scope="module")
def digits():
    return Bench(data.digits, 1000)


def test_more_originals_mean_fewer_errors(digits):
    medians = [np.median(digits.errors(n)) for n in (50, 100, 200, 400)]
    assert medians == sorted(medians, reverse=True)
    assert medians[-1] < 0.7 * medians[-2]


def test_copies_moved_by_a_pixel_leave_fewer_errors_but_twice_the_originals_still_fewer(digits):
    plain, moved = digits.errors(200), digits.errors(200, 4, shift=1)
    assert np.median(plain) - np.median(moved) > 0.5
    assert (moved < plain).sum() >= 4
    assert np.median(digits.errors(400)) < np.median(moved)


def test_bent_copies_leave_fewer_errors_too(digits):
    plain, bent = digits.errors(200), digits.errors(200, 4, elastic=20)
    assert np.median(plain) - np.median(bent) > 0.5
    assert (bent < plain).sum() >= 4


def test_turns_up_to_15_degrees_make_no_clear_difference_here_and_up_to_180_harm(digits):
    none, some, all_round = (digits.errors(200, 4, shift=1, angle=angle) for angle in (0, 15, 180))
    assert abs(np.median(some) - np.median(none)) < 1
    assert np.median(all_round) - np.median(digits.errors(200)) > 3
    assert (all_round > digits.errors(200)).all()


def test_most_6s_upside_down_are_read_as_9_until_turned_copies_say_otherwise(digits):
    assert digits.mixed_up(200) > 0.75
    assert digits.mixed_up(200, 4, shift=1) > 0.75
    assert digits.mixed_up(200, 4, shift=1, angle=180) < 0.6


@pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and data.mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)
def test_on_mnist_copies_gain_more_and_many_6s_upside_down_are_read_as_9(digits):
    mnist = Bench(data.mnist, 2000)
    plain, moved = mnist.errors(200), mnist.errors(200, 4, shift=1)
    assert (moved < plain).all()
    gain = np.median(plain) - np.median(moved)
    assert gain > np.median(digits.errors(200)) - np.median(digits.errors(200, 4, shift=1))
    assert np.median(mnist.errors(200, 4, shift=1, angle=15)) < np.median(moved)
    assert mnist.mixed_up(200) > 0.25
