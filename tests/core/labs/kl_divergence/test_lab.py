import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import entropy

from core.labs.kl_divergence import lab, learned_distribution

SHARES = st.lists(st.sampled_from([0.0, 0.0, 0.1, 0.5, 1.0]), min_size=3, max_size=3).filter(any)


def normed(weights):
    return tuple(np.array(weights) / sum(weights))


@pytest.mark.parametrize(("unit", "base"), [("nats", None), ("bits", 2)])
def test_rounded_sizes_are_those_of_scipy_and_add_up_as_they_are_written(unit, base):
    p, q = (0.7, 0.2, 0.1), (0.5, 0.3, 0.2)
    sizes = lab.rounded(learned_distribution.compare(p, q), unit)
    alone, there, back = entropy(p, base=base), entropy(p, q, base=base), entropy(q, p, base=base)
    assert (sizes.entropy, sizes.kl, sizes.reverse) == (
        round(alone, 4),
        round(there, 4),
        round(back, 4),
    )
    assert sizes.cross_entropy == sizes.entropy + sizes.kl


def test_a_zero_is_rounded_without_a_minus_and_the_infinite_stays():
    sizes = lab.rounded(learned_distribution.Sizes(0.2, 0.2, -1e-9, np.inf), "nats")
    assert not np.signbit(sizes.kl)
    assert sizes.reverse == np.inf


@given(SHARES, SHARES)
def test_the_outcomes_with_a_zero_say_which_size_is_infinite(p, q):
    p, q = normed(p), normed(q)
    found, sizes = lab.zeros(p, q), learned_distribution.compare(p, q)
    assert ("infinite" in found) == np.isinf(sizes.kl)
    assert ("never" in found) == np.isinf(sizes.reverse)
    assert found.get("start", []) == [k + 1 for k in range(3) if q[k] == 0]


def test_the_findings_are_those_of_the_ends_of_the_run():
    p, q = (0.9, 0.1), (0.2, 0.8)
    run = lab.experiment(p=p, q=q, learning_rate=0.2, steps=30).finish()
    found = lab.findings(run)
    learner = learned_distribution.trainer(p, q, 0.2)
    learner.run(30)
    (last,) = learned_distribution.measure(learner)
    assert found.first.cross_entropy == pytest.approx(entropy(p) + entropy(p, q))
    assert found.last.kl == pytest.approx(entropy(p, last["q"]))
    assert (found.q1, found.close) == (last["q"][0], None)


def test_a_p_that_is_no_distribution_is_refused():
    with pytest.raises(ValueError, match="not a distribution"):
        lab.experiment(p=(0.9, 0.3), q=(0.5, 0.5), learning_rate=0.2, steps=3)
