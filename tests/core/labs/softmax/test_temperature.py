"""Each function of temperature is held to its formula, its limits and what it refuses."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import approx_fprime
from sklearn.metrics import log_loss

from core.labs.softmax import temperature
from core.network.functions import softmax
from core.network.trainer import Trainer
from core.runs.experiment import compare
from tests.core.network.small import BASE, X, Y

WORKED, CLASS_3 = np.array([1.0, 2, 5, 2]), np.array([0.0, 0, 1, 0])
INPUTS = arrays(float, 4, elements=st.integers(-50, 50).map(lambda tenths: tenths / 10))
SHARPNESS = st.sampled_from([-1.0, -0.1, 0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 100.0])
HEAD = replace(BASE, cost="log_likelihood")


@pytest.mark.parametrize("c", [-1, 0, 0.1, 1, 3])
def test_the_jacobian_is_the_derivative_of_the_softmax_of_scipy(c):
    slopes = approx_fprime(WORKED, lambda z: scipy.special.softmax(c * z))
    np.testing.assert_allclose(temperature.jacobian(WORKED, c), slopes, atol=1e-6)


@given(INPUTS, SHARPNESS)
def test_every_row_of_the_jacobian_sums_to_0_and_a_common_shift_changes_nothing(z, c):
    slopes = temperature.jacobian(z, c)
    np.testing.assert_allclose(slopes.sum(axis=1), 0, atol=1e-12)
    np.testing.assert_allclose(temperature.jacobian(z + 1000, c), slopes, atol=1e-8)


@pytest.mark.parametrize("c", [-1, 0, 0.1, 1, 3])
def test_cost_and_gradient_are_the_log_loss_and_its_derivative(c):
    def outside(z):
        return log_loss([2], scipy.special.softmax(c * z)[None], labels=range(4))

    assert temperature.cost(WORKED, CLASS_3, c) == pytest.approx(outside(WORKED))
    slopes = approx_fprime(WORKED, outside)
    np.testing.assert_allclose(temperature.gradient(WORKED, CLASS_3, c), slopes, atol=1e-6)


@given(INPUTS, SHARPNESS)
def test_the_limit_is_softmax_at_an_enormous_c(z, c):
    enormous = scipy.special.softmax(1e6 * np.sign(c) * z)
    np.testing.assert_array_equal(temperature.limit(z, c), enormous)
    np.testing.assert_array_equal(temperature.limit(z + 1000, c), enormous)


@given(INPUTS, SHARPNESS)
def test_the_limit_is_reached_to_a_millionth_once_c_times_the_gap_is_15(z, c):
    best, *others = np.unique(np.sign(c) * z)[::-1]
    gap = best - others[0] if others else np.inf
    assert temperature.distance(z, c) <= 3 * np.exp(-abs(c) * gap) + 1e-15
    if abs(c) * gap >= 15:
        assert temperature.distance(z, c) < 1e-6


@pytest.mark.parametrize(
    ("z", "c", "limit"),
    [
        ([1, 5, 5, 2], 5, [0, 0.5, 0.5, 0]),
        ([1, 5, 5, 5], 1, [0, 1 / 3, 1 / 3, 1 / 3]),
        ([1, 5, 5, 2], -1, [1, 0, 0, 0]),
        ([1, 5, 5, 2], 0, [0.25] * 4),
    ],
)
def test_a_tie_of_m_leaves_each_of_them_one_mth(z, c, limit):
    np.testing.assert_allclose(temperature.limit(z, c), limit)
    assert temperature.limits(z)[np.sign(c)].tolist() == temperature.limit(z, c).tolist()


def test_a_sweep_runs_from_minus_to_plus_through_0_and_holds_the_softmax_at_each():
    cs, shares = temperature.sweep(WORKED, most=100, points=11)
    np.testing.assert_allclose(cs[[0, 5, 10]], [-100, 0, 100])
    np.testing.assert_allclose(cs, -cs[::-1])
    assert (np.diff(cs) > 0).all()
    np.testing.assert_allclose(shares, [scipy.special.softmax(c * WORKED) for c in cs])


@given(INPUTS, SHARPNESS)
def test_where_its_powers_are_floats_the_naive_formula_agrees(z, c):
    powers, shares = temperature.naive(z, c)
    np.testing.assert_allclose(powers, np.exp(c * z))
    np.testing.assert_allclose(shares, scipy.special.softmax(c * z), atol=1e-12)


@pytest.mark.parametrize("offset", [-1000, 0, 1000])
@pytest.mark.parametrize("c", [-1, 0.1, 1])
def test_the_fate_of_the_naive_formula_is_told_from_its_exponents(offset, c):
    most = c * offset + max(c * WORKED)
    fate = "underflow" if most < -745 else "overflow" if most > 709.7 else "agrees"
    assert temperature.fate(WORKED + offset, c) == fate


@given(z=INPUTS, c=SHARPNESS)
def test_a_summary_holds_the_sums_and_what_the_other_functions_say(z, c):
    told = temperature.summary(z, CLASS_3, c)
    assert told.pop("softmax") == pytest.approx(1)
    assert told.pop("sigmoid") == pytest.approx(scipy.special.expit(z).sum())
    assert told == {
        "distance": temperature.distance(z, c),
        "slope": temperature.jacobian(z, c)[1, 2],
        "cost": temperature.cost(z, CLASS_3, c),
    }


@pytest.mark.parametrize(("offset", "power"), [(1000, np.inf), (-1000, 0)])
def test_the_naive_formula_overflows_or_underflows_to_nan_where_softmax_is_finite(offset, power):
    powers, shares = temperature.naive(WORKED + offset)
    assert (powers == power).all()
    assert np.isnan(shares).all()
    np.testing.assert_allclose(softmax(WORKED + offset), softmax(WORKED))


def test_at_plus_and_minus_1000_everything_but_the_naive_formula_is_finite():
    z = np.array([1000.0, -1000, 0, 1000])
    for c in (-1, 1, 100):
        results = (
            softmax(z, c),
            temperature.jacobian(z, c),
            temperature.gradient(z, CLASS_3, c),
            temperature.cost(z, CLASS_3, c),
        )
        assert all(np.isfinite(result).all() for result in results)


def test_from_zero_weights_a_run_with_c_and_eta_is_the_run_with_1_and_c_squared_times_eta():
    head = replace(HEAD, hidden_layer_sizes=(), weight_init="zeros", softmax_c=3.0)
    sharp = Trainer(replace(head, learning_rate=0.02), X, Y)
    plain = Trainer(replace(head, softmax_c=1.0, learning_rate=9 * 0.02), X, Y)
    for trainer in (sharp, plain):
        trainer.run(40)
    (own,), (other,) = sharp.parameters, plain.parameters
    np.testing.assert_allclose(3 * own.weights[0], other.weights[0], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(3 * own.biases[0], other.biases[0], rtol=1e-9, atol=1e-12)


def test_a_comparison_measures_the_steps_that_are_asked_for_too():
    def steps(**more):
        run = compare({"a": HEAD}, X, Y, lambda trainer: [{}] * 2, seeds=2, most=4, **more)
        while not run.done:
            run.advance_to_mark()
        return [record["step"] for record in run.records[::2]]

    assert steps() == [0, 6, 12, 18, 24]
    assert steps(also=(1, 12)) == [0, 1, 6, 12, 18, 24]


@pytest.mark.parametrize("z", [[], 1.0, [[1.0, 2.0]], [1.0, np.nan], [1.0, np.inf]])
def test_an_impossible_z_is_refused_by_name(z):
    with pytest.raises(ValueError, match=r"z = .* is not possible: one row of finite numbers"):
        temperature.jacobian(z)


@pytest.mark.parametrize("y", [[1.0], [1, 0], [1, 1, 0], [-1, 1, 1], [[1, 0, 0]]])
def test_targets_that_are_no_distribution_over_the_classes_are_refused(y):
    for function in (temperature.cost, temperature.gradient):
        with pytest.raises(ValueError, match=r"^Y "):
            function([1.0, 2.0, 3.0], y)


@pytest.mark.parametrize("c", [np.nan, np.inf])
def test_an_impossible_c_is_refused_by_name(c):
    with pytest.raises(ValueError, match=r"c = .* is not possible: a finite number\."):
        temperature.naive([1.0, 2.0], c)
