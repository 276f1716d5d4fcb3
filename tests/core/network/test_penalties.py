from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import approx_fprime, minimize_scalar

from core.network.penalties import (
    l1_gradient,
    l1_value,
    l2_decay,
    l2_gradient,
    l2_value,
    soft_threshold,
)
from core.network.trainer import Trainer
from core.runs.metrics import learning
from tests.core.network.small import BASE, X, Y

WEIGHTS = np.array([[-2.0, -0.3, 0.1], [0.9, 1.5, -0.7]])


@pytest.mark.parametrize(("value", "gradient"), [(l1_value, l1_gradient), (l2_value, l2_gradient)])
def test_a_gradient_is_the_derivative_of_its_penalty(value, gradient):
    slope = approx_fprime(WEIGHTS.ravel(), lambda w: value(w.reshape(2, 3), 0.7))
    np.testing.assert_allclose(gradient(WEIGHTS, 0.7).ravel(), slope, atol=1e-6)


@pytest.mark.parametrize("value", [l1_value, l2_value])
def test_several_networks_are_penalised_each_on_its_own(value):
    several = np.stack([WEIGHTS, 2 * WEIGHTS])
    np.testing.assert_allclose(value(several, 0.7), [value(w, 0.7) for w in several])


def test_l1_leaves_a_zero_alone():
    assert l1_gradient(np.zeros(1), 0.7) == 0


@given(arrays(float, 6, elements=st.floats(-10, 10)), st.floats(0, 5))
def test_the_proximal_step_shrinks_by_a_constant_or_to_exactly_zero(weights, threshold):
    moved = soft_threshold(weights, threshold)
    far = np.abs(weights) > threshold
    assert (moved[~far] == 0).all()
    np.testing.assert_allclose(np.abs(moved), np.clip(np.abs(weights) - threshold, 0, None))
    assert (moved[far] * weights[far] >= 0).all()


@pytest.mark.parametrize("weight", [-1.7, -0.2, 0.4, 3.0])
def test_the_proximal_step_is_the_minimum_that_defines_it(weight):
    best = minimize_scalar(lambda v: 0.5 * (v - weight) ** 2 + 0.5 * abs(v), tol=1e-12).x
    assert soft_threshold(np.array(weight), 0.5) == pytest.approx(best, abs=1e-6)


def test_a_record_of_a_run_holds_what_the_penalty_adds_to_the_cost():
    trainer = Trainer(replace(BASE, l1=0.3, l2=0.7), X, Y)
    trainer.run(20)
    (record,) = learning(trainer, {"training": (X, Y), "a few": (X[:5], Y[:5])})
    weights = np.concatenate([w.ravel() for w in trainer.parameters[0].weights])
    expected = (0.3 * np.abs(weights).sum() + 0.7 / 2 * (weights**2).sum()) / len(X)
    assert record["penalty"] == pytest.approx(expected)


@given(eta=st.floats(0, 1), strength=st.floats(0, 1), steps=st.integers(0, 50))
def test_what_l2_leaves_is_what_its_gradient_leaves_step_by_step(eta, strength, steps):
    w = np.array([1.0])
    for _ in range(steps):
        w = w - eta * l2_gradient(w, strength)
    assert l2_decay(steps, eta, strength) == pytest.approx(w[0], abs=1e-12)
