import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from core.labs.learning_slowdown import lab, neuron
from core.network.functions import sigmoid

COSTS = ["quadratic", "cross_entropy"]


def first_right(cost, learning_rate, w, b, y, steps=300):
    """Return when a neuron was first right, as the page says after a run of so many updates."""
    choices = {"learning_rates": {cost: learning_rate}, "w": w, "b": b, "y": y, "steps": steps}
    run = lab.experiment(**choices).finish()
    return lab.findings(run).first_right[cost]


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("w", [-4.0, -1.5, 0.6, 2.0, 6.0])
@pytest.mark.parametrize("learning_rate", [0.15, 1.0])
def test_first_right_is_where_an_error_below_a_half_comes_first_and_stays(
    cost, y, w, learning_rate
):
    trainer, errors = neuron.trainer(cost, learning_rate, w, 0.9, y), []
    for _ in range(301):
        errors.append(neuron.measure(trainer)[0]["error"])
        trainer.run(1)
    right = np.array(errors) < 0.5
    assert (right == np.maximum.accumulate(right)).all()
    wanted = int(right.argmax()) if right.any() else None
    assert neuron.first_right(cost, learning_rate, z=w + 0.9, y=y, limit=300) == wanted
    for steps in (20, 300):
        assert wanted in (first_right(cost, learning_rate, w, 0.9, y, steps), None)


@pytest.mark.parametrize("steps", [20, 300, 20_000])
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
def test_the_race_of_the_book_ends_where_it_was_found_to_end(cost, start, update, steps):
    assert first_right(cost, 0.15, *start, y=0.0, steps=steps) == update


@pytest.mark.parametrize("w", [2.0, 4.0])
def test_with_a_sixth_of_the_rate_the_cross_entropy_still_wins_from_a_bad_start(w):
    sixth = first_right("cross_entropy", 0.15 / 6, w, w, 0.0)
    assert sixth < first_right("quadratic", 0.15, w, w, 0.0)


def test_beyond_the_limit_there_is_no_answer():
    for limit, update in ((0, None), (16, None), (17, 17)):
        found = neuron.first_right("cross_entropy", 0.15, z=4.0, y=0.0, limit=limit)
        assert found == update
    assert first_right("quadratic", 0.005, 6.0, 6.0, 0.0) is None


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


@given(w=st.floats(-4, 6), b=st.floats(-4, 6), y=st.sampled_from([0.0, 0.3, 1.0]))
@settings(max_examples=50, deadline=None)
def test_the_first_step_is_the_weight_change_of_the_first_update(w, b, y):
    trainer = neuron.trainer("quadratic", 1.0, w, b, y)
    trainer.run(1)
    moved = abs(trainer.parameters[0].weights[0][0, 0] - w)
    assert neuron.first_step(w, b, y) == pytest.approx(moved, abs=1e-12)
