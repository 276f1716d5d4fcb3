"""What the page about softmax says of learning, on the data that it shows by default."""

from functools import partial

import numpy as np
import pytest

from core import measures, monitoring
from core.data import digits
from core.experiment import compare
from core.settings import Settings

TRAINED, SEEDS = (0.1, 1, 10), 5


def ran(rates):
    """Return accuracy, confidence, cost and size of the exponents by c: (marks, five networks)."""
    split = digits(n_training=500)
    X, Y = split.validation.X, split.validation.Y
    base = {"hidden_layer_sizes": (), "cost": "log_likelihood", "weight_init": "zeros"}
    arms = {
        str(c): Settings(**base, softmax_c=c, learning_rate=rate, epochs=20, random_state=0)
        for c, rate in rates.items()
    }
    measure = partial(
        monitoring.learning,
        sets={"validation": (X, Y)},
        confidence=partial(measures.confidence, X=X),
        exponent=partial(measures.exponent_size, X=X),
    )
    run = compare(arms, split.training.X, split.training.Y, measure, seeds=SEEDS, most=2, also=(1,))
    while not run.done:
        run.advance_to_mark()
    names = ("accuracy validation", "confidence", "cost validation", "exponent")
    rows = {c: [[r[n] for n in names] for r in run.records if r["name"] == str(c)] for c in rates}
    return {
        c: np.reshape(row, (-1, SEEDS, len(names))).transpose(2, 0, 1) for c, row in rows.items()
    }


@pytest.fixture(scope="module")
def same():
    return ran(dict.fromkeys(TRAINED, 0.05))


@pytest.fixture(scope="module")
def divided():
    return ran({c: 0.05 / c**2 for c in TRAINED})


def test_from_zero_weights_the_first_step_moves_the_exponents_by_c_squared(same):
    first = {c: exponent[1] for c, (_, _, _, exponent) in same.items()}
    assert all(exponent[0].max() == 0 for _, _, _, exponent in same.values())
    np.testing.assert_allclose(first[10], 100 * first[1], rtol=1e-4)
    np.testing.assert_allclose(first[1], 100 * first[0.1], rtol=1e-4)


def test_at_one_rate_a_small_c_crawls_in_every_network(same):
    accuracy = {c: values[0][-1] for c, values in same.items()}
    assert accuracy[0.1].max() < 0.7
    assert min(accuracy[1].min(), accuracy[10].min()) > 0.85


def test_at_one_rate_a_large_c_is_surer_than_it_is_right_and_a_smaller_c_is_not(same):
    excess = {c: confidence[-1] - accuracy[-1] for c, (accuracy, confidence, *_) in same.items()}
    assert excess[10].min() > 0.04
    assert max(excess[0.1].max(), excess[1].max()) < 0


def test_at_one_rate_a_large_c_does_not_settle(same):
    accuracy, cost = ({c: values[k][-1] for c, values in same.items()} for k in (0, 2))
    assert np.ptp(accuracy[10]) > 3 * np.ptp(accuracy[1])
    assert cost[10].min() > 5 * cost[1].max()


def test_at_rates_divided_by_c_squared_the_three_are_one_run(same, divided):
    for c in TRAINED:
        np.testing.assert_allclose(divided[c][1:], same[1][1:], rtol=2e-3, atol=1e-6)
        np.testing.assert_allclose(divided[c][0], same[1][0], atol=1.1 / 397)
