from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.labs.activations import zigzag
from core.network.functions import ACTIVATIONS
from core.network.settings import Settings
from core.network.textbook import Parameters, gradient

LINEAR = Settings(hidden_layer_sizes=(), cost="linear_quadratic")
RATES = st.floats(0.05, 0.6)


def moves(activation, rate=0.5):
    """Return the steps of a path that move anything, (n, 2)."""
    steps = np.diff(zigzag.path(activation, rate), axis=0)
    return steps[np.abs(steps).max(axis=1) > 1e-12]


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_step_is_one_of_backpropagation_on_one_example(activation):
    places, examples = zigzag.path(activation, 0.3), zigzag.inputs(activation)
    targets = examples @ zigzag.TARGET
    assert (places[0] == 0).all()
    for step, (before, after) in enumerate(pairwise(places)):
        a, y = examples[[step % 4]], targets[[step % 4], None]
        w = Parameters([before[:, None]], [np.zeros(1)])
        slope = gradient(LINEAR, w, a, y).weights[0][:, 0]
        np.testing.assert_allclose(after - before, -0.3 * slope, atol=1e-12)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@given(rate=RATES)
def test_every_path_ends_at_the_target_and_no_earlier(activation, rate):
    places = zigzag.path(activation, rate)
    far = np.abs(places - zigzag.TARGET).max(axis=1)
    assert (far[:-1] > zigzag.CLOSE).all()
    assert far[-1] <= zigzag.CLOSE or len(places) == zigzag.MOST_STEPS + 1


@pytest.mark.parametrize(
    ("activation", "ways"), [("sigmoid", {1}), ("relu", {0, 1}), ("tanh", {-1})]
)
@given(rate=RATES)
def test_only_with_tanh_a_step_moves_the_weights_in_opposite_ways_as_it_should(
    activation, ways, rate
):
    assert set(np.sign(moves(activation, rate).prod(axis=1))) <= ways


def test_a_straight_way_is_no_detour_and_a_corner_is_one_by_the_root_of_two():
    assert zigzag.detour(np.array([[0, 0], [1, 2], [3, 6]])) == pytest.approx(1)
    assert zigzag.detour(np.array([[0, 0], [3, 0], [3, 3]])) == pytest.approx(2**0.5)


def test_short_steps_of_sigmoids_go_as_far_round_as_their_angle_says():
    high, low = zigzag.inputs("sigmoid")[1]
    round_about = np.hypot(high, low) * 2**0.5 / (high - low)
    assert zigzag.detour(zigzag.path("sigmoid", 0.2)) == pytest.approx(round_about, rel=0.03)


def test_tanh_goes_straight_and_relu_round_a_corner():
    assert zigzag.detour(zigzag.path("tanh")) == pytest.approx(1)
    assert zigzag.detour(zigzag.path("relu")) == pytest.approx(2**0.5)


def test_an_unknown_neuron_is_named_with_those_that_are_known():
    with pytest.raises(ValueError, match=r"'swish'.*sigmoid, tanh, relu, leaky_relu"):
        zigzag.path("swish")
