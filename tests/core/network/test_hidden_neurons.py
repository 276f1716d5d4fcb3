"""How many hidden neurons are dead or saturated, and how large the gradient of a layer is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import expit

from core.network.settings import Settings
from core.network.textbook import Parameters, evaluate, initialize
from core.network.trainer import Trainer
from core.runs import metrics
from tests.core.network.small import BASE, X, Y

WIDE = {"hidden_layer_sizes": (40, 20), "weight_init": "standard", "cost": "log_likelihood"}


def start(activation, seed=0):
    settings = Settings(**WIDE, activation=activation)
    return settings, initialize(settings, X.shape[1], Y.shape[1], np.random.default_rng(seed))


def hidden(parameters, f):
    """Return the values of both hidden layers side by side, (n, 60)."""
    first = f(X @ parameters.weights[0] + parameters.biases[0])
    return np.hstack([first, f(first @ parameters.weights[1] + parameters.biases[1])])


@given(first=st.integers(0, 40), second=st.integers(0, 20))
def test_the_share_of_dead_relus_is_that_of_the_neurons_switched_off_in_each_layer(first, second):
    settings, parameters = start("relu")
    np.abs(parameters.weights[1], out=parameters.weights[1])  # so that only a bias switches off
    for biases, off in zip(parameters.biases, (first, second), strict=False):
        biases[:] = 1e3
        biases[:off] = -1e7
    assert metrics.dead(settings, parameters, X) * 60 == pytest.approx(first + second)


def test_a_relu_that_is_on_for_a_single_example_is_not_dead():
    settings = Settings(hidden_layer_sizes=(1,), activation="relu")
    x = X[:, :1]
    between = np.sort(x[:, 0])[-2:].mean()
    alive = Parameters([np.ones((1, 1)), np.ones((1, 3))], [np.array([-between]), np.zeros(3)])
    assert metrics.dead(settings, alive, x) == 0
    assert metrics.saturated(settings, alive, x) == pytest.approx(1 - 1 / len(x))
    rest = np.delete(x, x.argmax(), axis=0)
    assert metrics.dead(settings, alive, rest) == 1


FLAT = {  # each activation, and where its outputs count as saturated
    "sigmoid": (expit, lambda a: (a < 0.01) | (a > 0.99)),
    "tanh": (np.tanh, lambda a: np.abs(a) > 0.98),
    "relu": (lambda z: np.where(z > 0, z, 0), lambda a: a <= 0),
    "leaky_relu": (lambda z: np.where(z > 0, z, 0.01 * z), lambda a: a <= 0),
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("activation", FLAT)
def test_saturated_are_outputs_within_a_hundredth_of_an_end_and_relus_below_0(activation, seed):
    settings, parameters = start(activation, seed)
    f, is_flat = FLAT[activation]
    share = np.mean(is_flat(hidden(parameters, f)))
    assert 0 < share < 1
    assert metrics.saturated(settings, parameters, X) == pytest.approx(share)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_the_size_of_a_gradient_is_the_root_mean_square_of_finite_differences(activation):
    settings = Settings(hidden_layer_sizes=(4, 3), activation=activation, cost="log_likelihood")
    parameters = initialize(settings, X.shape[1], Y.shape[1], np.random.default_rng(1))
    sizes = metrics.gradient_sizes(settings, parameters, X, Y)
    assert len(sizes) == 3
    for layer, size in enumerate(sizes):

        def cost(flat, layer=layer):
            weights = list(parameters.weights)
            weights[layer] = flat.reshape(weights[layer].shape)
            return evaluate(settings, Parameters(weights, parameters.biases), X, Y).cost

        slopes = approx_fprime(parameters.weights[layer].ravel(), cost)
        assert size == pytest.approx(np.sqrt(np.mean(slopes**2)), rel=1e-4)


def test_a_measure_may_give_a_value_a_layer():
    trainer = Trainer(BASE, X, Y)
    (record,) = metrics.learning(trainer, {}, sizes=lambda *_: [1.0, 2.0])
    assert record == {"epoch": 0, "sizes": [1.0, 2.0]}
