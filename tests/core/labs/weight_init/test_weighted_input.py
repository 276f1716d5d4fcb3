import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as slow
from hypothesis import strategies as st
from scipy import integrate, stats

from core.labs.weight_init import weighted_input
from core.labs.weight_init.lab import neurons
from core.network.functions import ACTIVATIONS, relative_slope
from core.network.settings import WEIGHT_SD, Settings
from core.network.textbook import forward, initialize

OLD = Settings(weight_init="standard")
SDS = [0.3, 1.2247, 5.0, 22.383, 44.8]


@pytest.mark.parametrize("start", WEIGHT_SD)
@pytest.mark.parametrize(("n_in", "n_on", "bias_sd"), [(50, 20, 1.0), (400, 400, 0.3), (50, 0, 2)])
def test_the_formula_and_the_sample_have_the_spread_of_real_networks(start, n_in, n_on, bias_sd):
    settings = Settings(weight_init=start, bias_sd=bias_sd, hidden_layer_sizes=(100,))
    x = (np.arange(n_in) < n_on).astype(float)[None]
    networks = [initialize(settings, n_in, 10, np.random.default_rng(k)) for k in range(50)]
    real = np.concatenate([forward(settings, p, x)[0].ravel() for p in networks])
    drawn = weighted_input.sample(settings, n_in, n_on, np.random.default_rng(0))
    sd = weighted_input.z_sd(settings, n_in, n_on)
    assert real.std() == pytest.approx(sd, rel=4 / np.sqrt(2 * real.size))
    assert drawn.std() == pytest.approx(sd, rel=4 / np.sqrt(2 * drawn.size))


@pytest.mark.parametrize("n_on", [0, 7, 500, 2000])
def test_a_sample_is_normal_and_as_large_as_a_million_weights_allow(n_on):
    z = weighted_input.sample(OLD, 2000, n_on, np.random.default_rng(3))
    assert z.size == (5000 if n_on < 200 else 10**6 // n_on)
    assert stats.kstest(z, stats.norm(0, weighted_input.z_sd(OLD, 2000, n_on)).cdf).pvalue > 0.01


def test_from_zeros_every_z_is_zero():
    zeros = Settings(weight_init="zeros")
    assert weighted_input.z_sd(zeros, 1000, 500) == 0
    assert not weighted_input.sample(zeros, 1000, 500, np.random.default_rng(0)).any()
    found = weighted_input.summary("sigmoid", weighted_input.quantiles(0.0))
    assert found == weighted_input.Summary(sd=0, saturated=0, slope=0.25)
    assert weighted_input.density(np.array([-1.0, 0.0, 1.0]), 0.0).tolist() == [0, np.inf, 0]


@pytest.mark.parametrize("sd", SDS)
def test_the_quantiles_are_those_of_the_normal_distribution(sd):
    values = weighted_input.quantiles(sd)
    assert stats.kstest(values, stats.norm(scale=sd).cdf).statistic < 1e-5
    assert values.std() == pytest.approx(sd, rel=1e-5)


@pytest.mark.parametrize("sd", SDS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_mean_slope_is_the_integral_of_the_slope_times_the_density(activation, sd):
    f = ACTIVATIONS[activation]

    def product(z):
        return float(f.slope(f.value(np.array(z))) * stats.norm.pdf(z, scale=sd))

    exact = sum(
        integrate.quad(product, *part, limit=200)[0] for part in ((-9 * sd, 0), (0, 9 * sd))
    )
    found = weighted_input.summary(activation, weighted_input.quantiles(sd))
    assert found.slope == pytest.approx(exact, abs=2e-5)


@pytest.mark.parametrize("sd", SDS)
def test_saturated_is_beyond_the_outputs_001_and_099(sd):
    z = weighted_input.quantiles(sd)
    edge = stats.logistic.ppf(0.99)
    for activation, scale in (("sigmoid", 1), ("tanh", 2)):  # tanh(z) = 2σ(2z) − 1
        exact = 2 * stats.norm.sf(edge / scale, scale=sd)
        assert weighted_input.summary(activation, z).saturated == pytest.approx(exact, abs=2e-5)
    for activation in ("relu", "leaky_relu"):
        assert weighted_input.summary(activation, z).saturated == pytest.approx(0.5, abs=1e-4)


@given(sd=st.floats(0, 50), activation=st.sampled_from(list(ACTIVATIONS)))
@slow(max_examples=20, deadline=None)
def test_a_slope_is_never_above_the_greatest(sd, activation):
    z = weighted_input.quantiles(sd)[::100]
    assert (relative_slope(activation, z) <= 1 + 1e-12).all()


@pytest.mark.parametrize(
    ("n_in", "share_on", "n_on"), [(1000, 0.5, 500), (10, 0.25, 2), (10, 0, 0)]
)
def test_the_neurons_of_the_page_are_described_as_theory_and_as_drawn(n_in, share_on, n_on):
    start = Settings(weight_init="he", bias_sd=0.5, random_state=3)
    found, theory, drawn = neurons(start, n_in, share_on)
    assert found.n_on == n_on
    assert found.n_drawn == drawn.size
    assert found.w_sd == pytest.approx((2 / n_in) ** 0.5)
    assert found.b_sd == 0.5
    assert found.sd == pytest.approx((n_on * 2 / n_in + 0.25) ** 0.5)
    assert found.peak == pytest.approx(stats.norm.pdf(0, scale=found.sd))
    for summary, values in ((found.theory, theory), (found.drawn, drawn)):
        assert summary.sd == pytest.approx(values.std())
        assert summary.sd == pytest.approx(found.sd, rel=0.1)


@pytest.mark.parametrize("n_on", [-1, 11])
def test_more_inputs_on_than_there_are_is_refused(n_on):
    with pytest.raises(ValueError, match=f"n_on = {n_on} is not possible: from 0 to n_inputs = 10"):
        weighted_input.z_sd(OLD, 10, n_on)


def test_impossible_settings_are_refused():
    with pytest.raises(ValueError, match="bias_sd"):
        weighted_input.sample(Settings(bias_sd=-1.0), 10, 5, np.random.default_rng(0))
