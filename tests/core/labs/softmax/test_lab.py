"""What the page about softmax says of learning, on the data that it shows by default."""

import numpy as np
import pytest

from core.labs.softmax import lab
from core.runs import statistics

MEASURES = ("accuracy validation", "confidence", "cost validation", "exponent")


def ran(divided):
    """Return the page's run, at rates divided by c² or not."""
    scene = {"data": "digits", "n_training": 500, "learning_rate": 0.05, "divided": divided}
    return lab.experiment(**scene, epochs=20, random_state=0).finish()


def curves(records):
    """Return the MEASURES by c, each (marks, five networks); the second mark is the first step."""
    own = {c: [r for r in records if r["name"] == f"c = {c}"] for c in lab.CS}
    return {c: [statistics.curve(rows, name) for name in MEASURES] for c, rows in own.items()}


@pytest.fixture(scope="module")
def run():
    return ran(divided=False)


@pytest.fixture(scope="module")
def same(run):
    return curves(run.records)


@pytest.fixture(scope="module")
def divided():
    return curves(ran(divided=True).records)


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
    for c in lab.CS:
        accuracy, *others = divided[c]
        np.testing.assert_allclose(others, same[1][1:], rtol=2e-3, atol=1e-6)
        np.testing.assert_allclose(accuracy, same[1][0], atol=1.1 / 397)


def test_what_the_page_finds_are_the_medians_of_the_run(run, same):
    found = lab.findings(run)
    assert found.factor == pytest.approx(100, rel=1e-4)
    for arm, (accuracy, confidence, *_) in zip(found[:3], same.values(), strict=True):
        assert arm == (sorted(accuracy[-1])[2], sorted(confidence[-1])[2])
    assert found.apart == np.ptp([arm.accuracy for arm in found[:3]])
