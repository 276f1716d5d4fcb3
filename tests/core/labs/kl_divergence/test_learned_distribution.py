import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize
from scipy.special import softmax
from sklearn.metrics import log_loss

from core.labs.kl_divergence import learned_distribution
from core.labs.kl_divergence.learned_distribution import three

SHARES = st.floats(0, 1)
INNER = st.floats(0.02, 0.98)
SCENES = {  # what the page's presets show: p, q, and how many steps of η = 0.2 they need
    "soft": ((0.9, 0.1), (0.2, 0.8), 63),
    "hard": ((1.0, 0.0), (0.7, 0.3), 2506),
    "zero": ((0.7, 0.2, 0.1), (0.0, 0.6, 0.4), 88),
    "three": ((0.7, 0.2, 0.1), (0.5, 0.3, 0.2), 43),
    "swapped": ((0.5, 0.3, 0.2), (0.7, 0.2, 0.1), 38),
}


def cost(z, p):
    """Return the cross-entropy in nats of p and softmax(z), by scikit-learn."""
    rows = np.tile(softmax(z), (len(p), 1))
    return log_loss(np.arange(len(p)), rows, sample_weight=p, labels=np.arange(len(p)))


@given(SHARES, SHARES)
def test_whatever_the_sliders_say_three_probabilities_come_out(first, share):
    p = three(first, share)
    assert (p >= 0).all()
    assert p.sum() == pytest.approx(1, abs=1e-12)
    assert p[0] == first


@pytest.mark.parametrize(("first", "share"), [(-0.1, 0.5), (0.5, 1.1), (np.nan, 0.5)])
def test_a_share_outside_0_to_1_is_refused_by_its_name(first, share):
    with pytest.raises(ValueError, match=r"(first|share) = .* from 0 to 1"):
        three(first, share)


def test_two_outcomes_are_left_where_neither_gives_the_third_anything():
    p, q = learned_distribution.pair(0.9, 1, 0.2, 1)
    assert [*p, *q] == pytest.approx([0.9, 0.1, 0.2, 0.8])
    for p_share, q_share in ((0.5, 1), (1, 0.5), (0, 0)):
        assert [len(d) for d in learned_distribution.pair(0.9, p_share, 0.2, q_share)] == [3, 3]
    assert learned_distribution.pair(1, 0.5, 1, 0.5) == ((1, 0), (1, 0))


@given(SHARES, SHARES, INNER, INNER)
@settings(deadline=None)
def test_the_cross_entropy_is_that_of_scikit_learn_and_the_sum_of_its_parts(p1, p2, q1, q2):
    p, q = three(p1, p2), three(q1, q2)
    found = learned_distribution.compare(p, q)
    assert found.cross_entropy == pytest.approx(cost(np.log(q), p), abs=1e-9)
    assert found.cross_entropy == pytest.approx(found.entropy + found.kl, abs=1e-12)
    assert found.reverse == learned_distribution.compare(q, p).kl


@given(INNER, INNER, INNER, INNER)
@settings(deadline=None)
def test_the_valley_has_its_bottom_at_p1_and_every_height_is_a_cross_entropy(p1, p2, q1, q2):
    p, q = three(p1, p2), three(q1, q2)
    places, heights = learned_distribution.valley(p, q)
    assert abs(places[heights.argmin()] - p1) <= 0.01
    for place, height in list(zip(places, heights, strict=True))[::20]:
        assert height == pytest.approx(cost(np.log(three(place, q2)), p))


@pytest.mark.parametrize("p", [(0.7, 0.2, 0.1), (0.9, 0.1), (1.0, 0.0)])
def test_the_valley_goes_on_where_q_has_no_rest_to_keep_the_ratio_of(p):
    places, heights = learned_distribution.valley(p, (1.0, 0.0, 0.0)[: len(p)])
    assert np.isfinite(heights).all()
    assert abs(places[heights.argmin()] - p[0]) <= 0.01


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=3), st.data())
def test_a_zero_starts_at_a_thousandth_and_the_others_keep_their_ratios(weights, data):
    weights[data.draw(st.integers(0, len(weights) - 1))] = 0.0
    q = np.array(weights) / sum(weights)
    start = np.exp(learned_distribution.logits(q))
    assert start.sum() == pytest.approx(1)
    assert start[q == 0] == pytest.approx(1e-3)
    assert start[q > 0] / start.max() == pytest.approx(q[q > 0] / q.max())
    assert np.exp(learned_distribution.logits([0, 1, 0])) == pytest.approx([1e-3, 0.998, 1e-3])


@pytest.mark.parametrize(("p", "q", "_"), SCENES.values(), ids=SCENES)
def test_the_slope_of_the_cost_over_the_logits_is_q_minus_p_and_so_is_the_step(p, q, _):
    z = learned_distribution.logits(q)
    slope = optimize.approx_fprime(z, cost, 1e-7, np.array(p))
    assert slope == pytest.approx(softmax(z) - p, abs=1e-5)
    learner = learned_distribution.trainer(p, q, 0.3)
    learner.run(1)
    assert learner.parameters[0].biases[0] == pytest.approx(z - 0.3 * (softmax(z) - p), abs=1e-12)
    learner.run(50)
    assert not learner.parameters[0].weights[0].any()


@pytest.mark.parametrize(("p", "q", "steps"), SCENES.values(), ids=SCENES)
def test_the_presets_need_the_steps_that_were_found(p, q, steps):
    assert learned_distribution.first_close(p, q, 0.2, 3000) == steps
    assert learned_distribution.first_close(p, q, 0.2, steps - 1) is None


def test_a_soft_label_comes_down_to_its_floor_and_a_hard_one_ever_more_slowly_to_0():
    soft = learned_distribution.trainer((0.9, 0.1), (0.2, 0.8), 0.2)
    soft.run(1000)
    assert learned_distribution.measure(soft)[0]["kl"] < 1e-12

    hard, kl = learned_distribution.trainer((1.0, 0.0), (0.7, 0.3), 0.2), {}
    for steps in (1000, 2000, 4000):
        hard.run(steps - hard.step)
        kl[steps] = learned_distribution.measure(hard)[0]["kl"]
        assert kl[steps] == pytest.approx(1 / (2 * 0.2 * steps), rel=0.02)
