"""What the page about momentum says of networks, on the digits that it shows, over five seeds."""

from statistics import median

import pytest

from core import measures, stability
from core.data import digits
from core.settings import Settings
from core.training import Trainer

SEEDS = range(5)
ARMS = [(0.05, 0.0), (0.05, 0.5), (0.05, 0.9), (0.05, 0.99), (0.5, 0.0), (0.5, 0.5), (0.5, 0.9)]


@pytest.fixture(scope="module")
def networks():
    """Return by (η, μ) the medians after ten epochs of five networks, trained all at once."""
    split = digits(n_training=500)
    several = [
        Settings(learning_rate=eta, momentum=mu, random_state=seed)
        for eta, mu in ARMS
        for seed in SEEDS
    ]
    trainer = Trainer(several, split.training.X, split.training.Y)
    trainer.run_epochs(1)
    early = [
        measures.saturated(settings, own, split.validation.X[:200])
        for settings, own in zip(several, trainer.parameters, strict=True)
    ]
    trainer.run_epochs(9)
    ends = [score.accuracy for score in trainer.evaluate(split.validation.X, split.validation.Y)]
    sizes = [
        measures.weight_size(settings, own)
        for settings, own in zip(several, trainer.parameters, strict=True)
    ]

    def medians(values):
        rows = [values[first : first + len(SEEDS)] for first in range(0, len(values), len(SEEDS))]
        return dict(zip(ARMS, map(median, rows), strict=True))

    return {"accuracy": medians(ends), "flat": medians(early), "size": medians(sizes)}


@pytest.mark.parametrize(("mu", "read"), [(0.0, 0.79), (0.5, 0.89), (0.9, 0.94), (0.99, 0.22)])
def test_at_eta_005_more_momentum_helps_until_it_is_too_much(networks, mu, read):
    assert networks["accuracy"][0.05, mu] == pytest.approx(read, abs=0.02)


def test_ten_times_the_step_without_momentum_reads_as_many_digits(networks):
    assert stability.effective_step(0.05, 0.9) == pytest.approx(0.5)
    assert networks["accuracy"][0.5, 0.0] == pytest.approx(0.94, abs=0.01)
    assert networks["accuracy"][0.5, 0.0] == pytest.approx(
        networks["accuracy"][0.05, 0.9], abs=0.02
    )


def test_momentum_makes_the_weights_as_large_as_the_longer_step_does(networks):
    assert networks["size"][0.05, 0.9] == pytest.approx(networks["size"][0.5, 0.0], rel=0.03)
    assert networks["size"][0.05, 0.9] > 2 * networks["size"][0.05, 0.0]


def test_momentum_09_at_eta_05_harms_and_05_makes_no_difference(networks):
    plain = networks["accuracy"][0.5, 0.0]
    assert networks["accuracy"][0.5, 0.9] < 0.4
    assert networks["accuracy"][0.5, 0.5] == pytest.approx(plain, abs=0.02)


def test_with_steps_of_5_nearly_all_hidden_neurons_saturate_within_an_epoch(networks):
    assert stability.effective_step(0.5, 0.9) == pytest.approx(5)
    assert networks["flat"][0.5, 0.9] > 0.95
    assert networks["flat"][0.5, 0.0] < 0.1
