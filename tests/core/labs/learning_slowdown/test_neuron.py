import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, optimize

from core.labs.learning_slowdown import neuron
from core.network.functions import sigmoid

COSTS = ["quadratic", "cross_entropy"]


def trained_until_right(cost, learning_rate, *, w, b, y, limit):
    """Return the same as neuron.first_right, by training the network itself step by step."""
    trainer = neuron.trainer(cost, learning_rate, w, b, y)
    while neuron.measure(trainer)[0]["error"] >= 0.5 and trainer.step < limit:
        trainer.run(1)
    return trainer.step if neuron.measure(trainer)[0]["error"] < 0.5 else None


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("w", [-4.0, -1.5, 0.6, 2.0, 6.0])
@pytest.mark.parametrize("learning_rate", [0.15, 1.0])
def test_first_right_is_the_step_at_which_the_trainer_itself_is_right(cost, y, w, learning_rate):
    scene = {"w": w, "b": 0.9, "y": y, "limit": 300}
    found = neuron.first_right(cost, learning_rate, **scene)
    assert found == trained_until_right(cost, learning_rate, **scene)


@pytest.mark.parametrize(
    ("cost", "start", "update"),
    [  # two independent runs of the book's formulas, η = 0.15, target 0
        ("quadratic", (0.6, 0.9), 36),
        ("quadratic", (2.0, 2.0), 232),
        ("quadratic", (4.0, 4.0), 10_028),
        ("cross_entropy", (0.6, 0.9), 8),
        ("cross_entropy", (2.0, 2.0), 17),
        ("cross_entropy", (4.0, 4.0), 30),
    ],
)
def test_the_race_of_the_book_ends_where_it_was_found_to_end(cost, start, update):
    w, b = start
    assert neuron.first_right(cost, 0.15, w=w, b=b, y=0.0, limit=20_000) == update


@pytest.mark.parametrize("w", [2.0, 4.0])
def test_with_a_sixth_of_the_rate_the_cross_entropy_still_wins_from_a_bad_start(w):
    start = {"w": w, "b": w, "y": 0.0, "limit": 20_000}
    sixth = neuron.first_right("cross_entropy", 0.15 / 6, **start)
    assert sixth < neuron.first_right("quadratic", 0.15, **start)


@pytest.mark.parametrize("limit", [0, 16, 17])
def test_beyond_the_limit_there_is_no_answer(limit):
    found = neuron.first_right("cross_entropy", 0.15, w=2.0, b=2.0, y=0.0, limit=limit)
    assert found == (17 if limit == 17 else None)


@pytest.mark.parametrize("cost", COSTS)
def test_a_neuron_with_tiny_steps_moves_as_the_flow_of_its_gradient(cost):
    small, updates = 1e-3, 2000

    def flow(_time, z):
        a = 1 / (1 + np.exp(-z))
        return -2 * (a * a * (1 - a) if cost == "quadratic" else a)

    z = integrate.solve_ivp(flow, (0, small * updates), [4.0], rtol=1e-9, atol=1e-9).y[0, -1]
    trainer = neuron.trainer(cost, small, 2.0, 2.0, 0.0)
    trainer.run(updates)
    assert neuron.measure(trainer)[0]["z"] == pytest.approx(z, abs=2 * small)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
def test_the_measured_step_is_the_slope_of_the_measured_cost(cost, y):
    def record(w):
        return neuron.measure(neuron.trainer(cost, 0.15, w, 0.5, y))[0]

    (slope,) = optimize.approx_fprime(np.array([1.2]), lambda w: record(float(w[0]))["cost"], 1e-7)
    here = record(1.2)
    step = here["product"] if cost == "quadratic" else here["error"]
    assert abs(slope) == pytest.approx(step, abs=1e-6)
    assert here["product"] == here["error"] * here["slope"]
    assert here["a"] == sigmoid(np.array(here["z"]))


@pytest.mark.parametrize("y", [0.0, 1.0])
def test_the_quadratic_first_step_is_largest_two_thirds_of_the_way_to_wrong(y):
    best = optimize.minimize_scalar(lambda w: -neuron.first_step(w, 0.0, y), bounds=(-6, 6))
    assert abs(sigmoid(np.array(best.x)) - y) == pytest.approx(2 / 3, abs=1e-4)
    assert -best.fun == pytest.approx(4 / 27)


@given(w=st.floats(-4, 6), b=st.floats(-4, 6), y=st.sampled_from([0.0, 0.3, 1.0]))
@settings(max_examples=50, deadline=None)
def test_the_first_step_is_the_weight_change_of_the_first_update(w, b, y):
    trainer = neuron.trainer("quadratic", 1.0, w, b, y)
    trainer.run(1)
    moved = abs(trainer.parameters[0].weights[0][0, 0] - w)
    assert neuron.first_step(w, b, y) == pytest.approx(moved, abs=1e-12)
