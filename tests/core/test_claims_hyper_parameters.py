"""What the page about choosing hyper-parameters says, over five seeds."""

import os
from functools import lru_cache, partial
from statistics import median

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from core import data, diagnosis, monitoring
from core.experiment import compare
from core.network import as_float
from core.settings import Settings

EPOCHS = 20


@lru_cache
def tried(split, eta, l2, hidden=(), seeds=5):
    """Return the diagnosis, the validation accuracy and the training cost, as the page has them."""
    settings = Settings(
        hidden_layer_sizes=hidden, learning_rate=eta, l2=l2, epochs=EPOCHS, random_state=0
    )
    parts = {"training": (split.training, 300), "validation": (split.validation, 1000)}
    sets = {name: (as_float(part.X[:most]), part.Y[:most]) for name, (part, most) in parts.items()}
    measure = partial(monitoring.learning, sets=sets)
    learners = ({"one": settings}, split.training.X, split.training.Y)
    with threadpool_limits(1):  # as in the app
        run = compare(*learners, measure, seeds=seeds, most=30, also=range(11))
        run.advance(float("inf"))
    costs = [diagnosis.cost(record) for record in run.records[-seeds:]]
    name = diagnosis.diagnose(settings, len(split.training.X), run.records)
    return name, 100 * diagnosis.accuracy(settings, run.records), median(costs)


@pytest.fixture(scope="module")
def digits():
    """Return the 1000 digits of the page's scenes."""
    return data.digits(n_training=1000)


@pytest.mark.parametrize("seeds", [1, 5])
@pytest.mark.parametrize(
    ("eta", "l2", "name", "low", "high"),
    [
        (10, 1000, "runs_away", 0, 0),
        (10, 20, "forgets", 0, 25),
        (100, 20, "flips", 0, 15),
        (1, 20, "forgets", 50, 70),
        (0.5, 0.1, "signal", 92, 95),
    ],
)
def test_the_rescue_goes_from_a_runaway_to_a_signal(digits, eta, l2, name, low, high, seeds):
    told, accuracy, _ = tried(digits, eta, l2, seeds=seeds)
    assert told == name
    assert low <= accuracy <= high


def test_of_three_eta_the_middle_one_has_the_least_training_cost_and_each_its_diagnosis(digits):
    race = {eta: tried(digits, eta, 0.1, (30,)) for eta in (0.025, 0.25, 2.5)}
    names, _, costs = zip(*race.values(), strict=True)
    assert names == ("slow", "signal", "oscillates")
    assert min(costs[0], costs[2]) > 3 * costs[1]


def test_of_three_lambda_the_largest_reads_worst_and_the_other_two_tie(digits):
    weak, middle, strong = (tried(digits, 0.25, l2, (30,))[1] for l2 in (0.1, 1, 10))
    error = (weak * (100 - weak) / 397) ** 0.5
    assert abs(weak - middle) < error
    assert max(weak, middle) - strong > error


@pytest.mark.parametrize("seeds", [1, 5])
def test_the_challenge_is_within_reach_and_no_preset_meets_it(digits, seeds):
    assert round(tried(digits, 0.5, 0.1, (30,), seeds)[1], 1) >= 95.5
    for l2 in (0.1, 1):
        assert round(tried(digits, 0.25, l2, (30,))[1], 1) < 95.5


def test_the_factors_that_the_words_give():
    assert diagnosis.factor(Settings(learning_rate=10, l2=1000), 1000) == -9
    assert 0.04 * (-3) ** 16 > 1e6
    forgets = Settings(learning_rate=1, l2=20, batch_size=10)
    assert diagnosis.factor(forgets, 1000) == 0.98
    assert diagnosis.kept(forgets, 1000) == pytest.approx(0.13, abs=0.005)
    assert np.exp(-2) == pytest.approx(0.13, abs=0.006)
    assert pytest.approx(0.08, abs=0.002) == diagnosis.NOTICEABLE
    assert pytest.approx(3.25, abs=0.002) == diagnosis.GUESSING


@pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and data.mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)
def test_the_challenge_is_within_reach_on_mnist():
    assert tried(data.mnist(n_training=5000), 0.5, 0.1, (30,), seeds=1)[1] >= 90
