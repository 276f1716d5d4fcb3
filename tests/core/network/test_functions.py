import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special
from scipy.optimize import approx_fprime
from scipy.special import expit

from core.network.functions import ACTIVATIONS, COSTS, sigmoid, softmax

WEIGHTED_INPUTS = arrays(float, (3, 4), elements=st.floats(-1000, 1000))


@pytest.mark.parametrize(("kind", "rtol"), [(np.float64, 1e-12), (np.float32, 1e-5)])
def test_sigmoid_is_the_one_of_scipy_and_keeps_the_type(kind, rtol):
    z = np.linspace(-1000, 1000, 4001, dtype=kind)
    assert sigmoid(z).dtype == kind
    np.testing.assert_allclose(sigmoid(z), expit(z), rtol=rtol, atol=np.finfo(kind).eps)


def test_sigmoid_takes_a_single_number():
    assert sigmoid(0) == 0.5


def test_sigmoid_can_write_over_its_input():
    z = np.linspace(-5, 5, 11)
    expected = expit(z)
    assert sigmoid(z, z) is z
    np.testing.assert_allclose(z, expected, rtol=1e-12)


@given(WEIGHTED_INPUTS, st.floats(-20, 20), st.floats(-100, 100))
def test_softmax_sums_to_1_and_a_shift_common_to_all_changes_nothing(z, c, shift):
    share = softmax(z, c)
    np.testing.assert_allclose(share.sum(axis=-1), 1)
    np.testing.assert_allclose(softmax(z + shift, c), share, atol=1e-9)


@pytest.mark.parametrize(
    ("z", "c", "shares"),
    [  # worked by hand, four digits
        ([1, 2, 5, 2], 1, [0.0164, 0.0445, 0.8945, 0.0445]),
        ([1, 2, 5, 2], 0.1, [0.213, 0.235, 0.317, 0.235]),
        ([1, 2, 5, 2], 2, [0.0003, 0.0025, 0.9947, 0.0025]),
        ([1, 2, 5, 2], 0, [0.25, 0.25, 0.25, 0.25]),
        ([2.5, -1, 3.2, 0.5], 1, [0.315, 0.009, 0.633, 0.043]),
        ([7, 7, 1], 1e6, [0.5, 0.5, 0]),
    ],
)
def test_softmax_gives_the_worked_examples(z, c, shares):
    np.testing.assert_allclose(softmax(np.array(z), c), shares, atol=6e-4)


@pytest.mark.parametrize(("kind", "z"), [(float, 1e308), (np.float32, 3e38), (np.float16, 6e4)])
@pytest.mark.parametrize(("c", "shares"), [(10, [1, 0]), (-10, [0, 1]), (0, [0.5, 0.5])])
def test_softmax_has_its_shares_where_an_exponent_is_no_float(kind, z, c, shares):
    with np.errstate(over="ignore"):
        assert softmax(np.array([z, 0], kind), c).tolist() == shares


@pytest.mark.parametrize("kind", [np.uint8, np.int8, int, bool])
@pytest.mark.parametrize("c", [1, -2.5])
def test_softmax_of_whole_numbers_is_that_of_the_same_floats(kind, c):
    z = np.array([[0, 1, 1], [1, 0, 0]], kind)
    np.testing.assert_allclose(softmax(z, c), special.softmax(c * z.astype(float), axis=-1))


@pytest.mark.parametrize("c", [np.inf, -np.inf, np.nan])
def test_softmax_refuses_an_endless_c(c):
    with pytest.raises(ValueError, match=r"c = .* is not possible"):
        softmax(np.array([1.0, 2.0]), c)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_slope_is_the_derivative_of_its_activation(name):
    z = np.array([-3.0, -0.7, 0.2, 1.9])
    slope = [approx_fprime(value, ACTIVATIONS[name].value).item() for value in z[:, None]]
    np.testing.assert_allclose(
        ACTIVATIONS[name].slope(ACTIVATIONS[name].value(z)), slope, rtol=1e-6
    )


@pytest.mark.parametrize("name", COSTS)
def test_a_delta_is_the_derivative_of_its_cost(name):
    z, y = np.array([-1.3, 0.4, 2.2]), np.array([0.2, 0.0, 0.8])
    slope = approx_fprime(z, lambda z: COSTS[name].value(z, y))
    np.testing.assert_allclose(COSTS[name].delta(z, y), slope, atol=1e-6)


@pytest.mark.parametrize("name", COSTS)
@pytest.mark.parametrize("far", [-1000.0, 1000.0])
def test_costs_and_deltas_are_finite_where_the_output_saturates(name, far):
    z, y = np.array([far, -far]), np.array([1.0, 0.0])
    assert np.isfinite(COSTS[name].value(z, y))
    assert np.isfinite(COSTS[name].delta(z, y)).all()


def test_cross_entropy_far_on_the_wrong_side_grows_as_the_weighted_input():
    assert COSTS["cross_entropy"].value(np.array([-1000.0]), np.array([1.0])) == 1000
