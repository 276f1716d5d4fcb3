import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.labs.kl_divergence.information import (
    NATS,
    code_lengths,
    cross_entropy,
    entropy,
    kl_divergence,
)
from core.labs.kl_divergence.lab import experiment
from core.labs.kl_divergence.learned_distribution import logits, valley

RUN = {"learning_rate": 0.1, "steps": 3}
DISTRIBUTIONS = arrays(float, 5, elements=st.floats(1e-3, 1)).map(lambda p: p / p.sum())


@given(DISTRIBUTIONS, DISTRIBUTIONS)
def test_entropy_and_divergence_are_those_of_scipy(p, q):
    assert entropy(p) == pytest.approx(scipy.stats.entropy(p))
    assert kl_divergence(p, q) == pytest.approx(scipy.stats.entropy(p, q), abs=1e-12)


@given(DISTRIBUTIONS, DISTRIBUTIONS)
def test_the_cross_entropy_is_the_mean_code_length(p, q):
    assert cross_entropy(p, q) == pytest.approx(np.average(code_lengths(q), weights=p))
    assert code_lengths(q) == pytest.approx([-np.log(share) for share in q])


def test_what_is_certain_needs_no_code_and_what_is_impossible_an_endless_one():
    assert code_lengths([1, 0]).tolist() == [0, np.inf]
    certain = [entropy([1, 0]), entropy([0, 1, 0]), code_lengths([1, 0])[0]]
    assert not np.signbit(certain).any(), "a zero is written without a minus"


def test_a_share_whose_inverse_is_no_float_has_a_code_length():
    assert code_lengths([1e-320, 1])[0] == pytest.approx(-np.log(1e-320))


def test_shares_of_half_precision_are_a_distribution():
    assert entropy(np.full(3, 1 / 3, np.float16)) == pytest.approx(np.log(3), rel=1e-3)


@pytest.mark.parametrize("sizes", [(2, 1), (1, 2), (2, 3)])
def test_distributions_over_different_outcomes_are_refused(sizes):
    p, q = (np.full(size, 1 / size) for size in sizes)
    for compare in (kl_divergence, cross_entropy, valley, lambda p, q: experiment(p=p, q=q, **RUN)):
        with pytest.raises(ValueError, match=r"q has . outcomes and p has ."):
            compare(p, q)


@given(DISTRIBUTIONS)
def test_a_number_in_nats_over_the_nats_of_a_unit_is_in_that_unit(p):
    assert entropy(p) / NATS["bits"] == pytest.approx(scipy.stats.entropy(p, base=2))
    assert entropy(p) / NATS["nats"] == entropy(p)


def test_coding_what_was_thought_impossible_costs_infinitely_much():
    assert kl_divergence([0.5, 0.5], [1, 0]) == np.inf
    assert kl_divergence([1, 0], [0.5, 0.5]) == pytest.approx(np.log(2))


@pytest.mark.parametrize("p", [[0.5, 0.6], [1.5, -0.5], [np.nan, 1], 1.0])
def test_what_is_no_distribution_is_refused(p):
    for quantity in (entropy, code_lengths, logits, lambda p: kl_divergence([0.5, 0.5], p)):
        with pytest.raises(ValueError, match="not a distribution"):
            quantity(p)
