"""The sharpness of a softmax learns by the slope of the cost, and goes where the page says."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax
from scipy.special import softmax as outside

from core.labs.softmax import lab
from core.labs.softmax.sharpness import Sharpness

TIE, WORKED = (1.0, 5.0, 5.0, 2.0), (1.0, 2.0, 5.0, 2.0)


def ran(z, target, c=0.0, eta=0.05, steps=300):
    """Return the finished run of a scene."""
    scene = {"z": z, "target": target, "c": c, "learning_rate": eta, "steps": steps}
    return lab.experiment(**scene).finish()


@pytest.mark.parametrize("offset", [0, 1000])
def test_a_step_is_that_of_the_derivative_of_the_cost(offset):
    learner = Sharpness(np.array(WORKED) + offset, 1, 0.3, 0.05)
    slope = -np.diff([log_softmax(c * np.array(WORKED))[1] for c in (0.3 - 1e-6, 0.3 + 1e-6)])
    assert learner.run(1) == learner.step == 1
    assert learner.c == pytest.approx(0.3 - 0.05 * float(slope[0]) / 2e-6, abs=1e-6)


def test_two_that_tie_for_the_largest_come_to_share_the_whole():
    found = lab.findings(ran(TIE, 1))
    assert found.first == (0, pytest.approx(np.log(4)), 0.25)
    assert found.limit == 0.5
    assert 0.49 < found.last.share < 0.5
    assert np.log(2) < found.last.cost < 0.71


@pytest.mark.parametrize("eta", [0.01, 0.2, 2])
@pytest.mark.parametrize("c", [0, 1, 5])
def test_if_the_largest_is_right_c_grows_at_every_mark(eta, c):
    records = ran(WORKED, 2, c, eta).records
    assert (np.diff([record["c"] for record in records]) > 0).all()
    assert (np.diff([record["cost"] for record in records]) < 0).all()


def test_if_another_is_right_c_stops_where_the_cost_is_least():
    found = lab.findings(ran(WORKED, 1, 1, 0.1))
    best = minimize_scalar(lambda c: -log_softmax(c * np.array(WORKED))[1])
    assert found.limit == 0
    assert found.last.c == pytest.approx(best.x, abs=1e-6)


def test_records_hold_the_shares_and_the_cost():
    for record in ran(WORKED, 2, 1).records[::50]:
        np.testing.assert_allclose(record["shares"], outside(record["c"] * np.array(WORKED)))
        assert record["cost"] == pytest.approx(-np.log(record["shares"][2]))


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"target": 4}, "target = 4"),
        ({"learning_rate": 0}, "learning_rate = 0"),
        ({"c": np.inf}, "c = inf"),
        ({"z": (np.nan, 1, 2, 3)}, "z = "),
    ],
)
def test_impossible_numbers_are_refused(wrong, named):
    scene = {"z": WORKED, "target": 1, "c": 1.0, "learning_rate": 0.1, "steps": 30}
    with pytest.raises(ValueError, match=named):
        lab.experiment(**scene | wrong)
