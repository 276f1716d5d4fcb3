import numpy as np
import pytest

from core.labs.shrinkage.sparsity import (
    blank_place,
    ever_on,
    live_weights,
    share_of_zeros,
    weight_at,
)
from core.network.settings import Settings
from core.network.textbook import Parameters

X = np.array([[0, 0, 0.5], [0, 1, 0.0]])
WEIGHTS = np.array([[9.0, 0.0], [0.0, 0.1], [-0.2, 0.3]])
PARAMETERS = Parameters([WEIGHTS], [np.zeros(2)])


def test_an_input_is_live_if_it_is_on_in_one_example():
    assert ever_on(X).tolist() == [False, True, True]
    assert ever_on((255 * X).astype(np.uint8)).tolist() == [False, True, True]


def test_zeros_are_counted_among_live_weights_only():
    live = ever_on(X)
    assert live_weights(PARAMETERS, live).tolist() == [0, 0.1, -0.2, 0.3]
    assert share_of_zeros(Settings(), PARAMETERS, live) == 0.25
    assert share_of_zeros(Settings(), PARAMETERS, live, within=0.2) == 0.75


def test_the_followed_weight_is_the_nearest_of_a_blank_input():
    assert blank_place(WEIGHTS, ever_on(X), near=0.0) == (0, 1)
    assert blank_place(WEIGHTS, ever_on(X), near=5.0) == (0, 0)
    assert weight_at(Settings(), PARAMETERS, (0, 0)) == 9.0


def test_without_a_blank_input_there_is_nothing_to_follow():
    with pytest.raises(ValueError, match="no blank input"):
        blank_place(WEIGHTS, np.ones(3, dtype=bool), near=0.0)
