from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from core import monitoring
from core.network import Parameters
from tests.core.small import BASE, X

WIDE = replace(BASE, hidden_layer_sizes=(4, 2))


def parameters(*biases):
    """Return a network that ignores its inputs: every z is the bias of its layer."""
    sizes = (7, 4, 2, 3)
    weights = [np.zeros(pair) for pair in pairwise(sizes)]
    return Parameters(weights, [np.full(n, b) for n, b in zip(sizes[1:], biases, strict=True)])


@pytest.mark.parametrize(
    ("first", "second", "share"), [(0, 0, 0.0), (9, 0, 4 / 6), (0, -9, 2 / 6), (9, 9, 1.0)]
)
def test_saturated_is_the_share_of_hidden_neurons_at_an_end_over_all_hidden_layers(
    first, second, share
):
    assert monitoring.saturated(WIDE, parameters(first, second, 99.0), X) == pytest.approx(share)


def test_a_sigmoid_is_saturated_from_a_hundredth_before_its_ends():
    for a, flat in ((0.0101, 0.0), (0.0099, 1.0), (0.9899, 0.0), (0.9901, 1.0)):
        z = np.log(a / (1 - a))
        assert monitoring.saturated(WIDE, parameters(z, z, 0.0), X) == flat


def test_a_rectifier_is_flat_where_it_is_off():
    assert monitoring.saturated(replace(WIDE, activation="relu"), parameters(-1, 1, 0), X) == 4 / 6


def test_the_size_of_the_weights_is_their_root_mean_square_without_biases():
    rng = np.random.default_rng(0)
    several = [rng.normal(size=shape) for shape in ((7, 4), (4, 3))]
    every = np.concatenate([w.ravel() for w in several])
    size = monitoring.weight_size(BASE, Parameters(several, [np.full(4, 99.0), np.full(3, 99.0)]))
    assert size**2 == pytest.approx(np.var(every) + np.mean(every) ** 2)
