import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from core import monitoring
from core.network import Parameters, evaluate, initialize
from core.settings import Settings
from tests.core.small import X, Y

SETTINGS = Settings(hidden_layer_sizes=(6,), random_state=1)
START = initialize(SETTINGS, X.shape[1], Y.shape[1], np.random.default_rng(1))


@pytest.mark.parametrize("layer", [0, 1])
def test_the_gradient_size_is_that_of_the_slope_of_the_cost(layer):
    W = START.weights[layer]

    def cost(numbers):
        weights = [*START.weights]
        weights[layer] = numbers.reshape(W.shape)
        return evaluate(SETTINGS, Parameters(weights, START.biases), X, Y).cost

    slope = approx_fprime(W.ravel(), cost)
    size = monitoring.gradient_size(SETTINGS, START, X, Y, layer)
    assert size == pytest.approx(np.linalg.norm(slope) / W.size**0.5, rel=1e-4)


def test_the_spread_of_z_is_over_examples_and_neurons_of_the_first_layer():
    z = X @ START.weights[0] + START.biases[0]
    assert monitoring.z_spread(SETTINGS, START, X) == pytest.approx(z.std())
    pixels = (255 * X).astype(np.uint8)
    assert monitoring.z_spread(SETTINGS, START, pixels) == pytest.approx(z.std(), rel=0.01)


def test_the_size_of_weights_is_their_root_mean_square_on_the_chosen_inputs():
    parameters = Parameters([np.array([[3.0, -4.0], [0.0, 0.0], [1.0, 1.0]])], [np.zeros(2)])
    sizes = [
        monitoring.weight_size(SETTINGS, parameters, np.array(inputs))
        for inputs in ([True, False, False], [False, True, False], [False, False, True])
    ]
    assert sizes == pytest.approx([12.5**0.5, 0, 1])


@given(kinds=st.lists(st.integers(-9, 9), min_size=1, max_size=12), seed=st.integers(0, 99))
def test_neurons_are_as_many_kinds_as_they_differ_in_whatever_their_order(kinds, seed):
    order = np.random.default_rng(seed).permutation(len(kinds))
    W = np.ones((4, 1)) * np.array(kinds, dtype=float)[order]
    alike = Parameters([W], [np.zeros(len(kinds))])
    assert monitoring.distinct_neurons(alike, tolerance=0.05) == len(set(kinds))


def test_a_bias_tells_two_neurons_apart_and_a_trace_of_rounding_does_not():
    W = np.array([[1.0, 1.0, 1.000001]])
    assert monitoring.distinct_neurons(Parameters([W], [np.zeros(3)])) == 1
    assert monitoring.distinct_neurons(Parameters([W], [np.array([0.0, 0.5, 0.0])])) == 2
    assert monitoring.distinct_neurons(Parameters([np.zeros((1, 3))], [np.zeros(3)])) == 1
