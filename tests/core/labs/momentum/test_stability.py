import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import linalg

from core.labs.momentum import stability
from core.labs.momentum.optimisers import OPTIMISERS, Walker
from core.labs.momentum.surfaces import surface

KAPPAS = [1, 2, 5, 10, 20, 50, 100, 200]
START = surface("bowl", 100).start
etas, mus, kappas = st.floats(0.001, 4), st.floats(0, 0.99), st.sampled_from(KAPPAS)
few = settings(max_examples=50, deadline=None)


def matrix(name, eta, mu, lam):
    """Return the matrix that takes (w, v) a step on in a bowl of curvature lam."""
    if name == "newton":
        return np.array([[1 - eta, 0], [-eta, 0]])
    keep = {"gradient_descent": 0.0, "heavy_ball": mu, "nesterov": mu * (1 - eta * lam)}[name]
    return np.array([[1 - eta * lam, keep], [-eta * lam, keep]])


@pytest.mark.parametrize("name", OPTIMISERS)
@given(eta=etas, mu=st.floats(0, 2), kappa=kappas)
@few
def test_the_rate_is_the_largest_eigenvalue_of_a_step(name, eta, mu, kappa):
    both = [np.linalg.eigvals(matrix(name, eta, mu, lam)) for lam in (1 / kappa, 1.0)]
    largest = np.abs(both).max()
    # near a double root an eigenvalue is only known to the root of the rounding error
    assert stability.rate(name, eta, mu, kappa) == pytest.approx(largest, abs=1e-6)


@pytest.mark.parametrize("name", OPTIMISERS)
@given(eta=st.floats(0, 1.3), mu=mus, kappa=kappas)
@few
def test_in_a_bowl_a_walk_is_the_power_of_its_matrix(name, eta, mu, kappa):
    walker = Walker(name, surface("bowl", kappa), eta, mu)
    walker.run(30)
    for ended, start, lam in zip(walker.path[-1][0], START, (1 / kappa, 1.0), strict=True):
        power = np.linalg.matrix_power(matrix(name, eta, mu, lam), 30)
        assert ended == pytest.approx(power[0, 0] * start, abs=1e-8)


@pytest.mark.parametrize("name", OPTIMISERS)
@given(eta=etas, mu=mus, kappa=kappas)
@few
def test_it_converges_exactly_up_to_its_limit(name, eta, mu, kappa):
    limit = stability.limit(name, mu)
    assume(abs(eta - limit) > 1e-6)
    assert (stability.rate(name, eta, mu, kappa) < 1) == (eta < limit)
    assert np.isfinite(stability.noise_floor(name, eta, mu, kappa, 0.1)) == (eta < limit)


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("kappa", KAPPAS)
def test_the_best_has_its_rate_and_nothing_on_a_grid_is_better(name, kappa):
    best = stability.best(name, kappa)
    assert stability.rate(name, best.eta, best.mu, kappa) == pytest.approx(best.rate, abs=1e-7)
    eta, mu = np.meshgrid(np.linspace(0.01, 4, 400), np.linspace(0, 0.99, 100))
    assert stability.rate(name, eta, mu, kappa).min() >= best.rate - 1e-9


@given(eta=etas, mu=st.floats(-0.99, 0.99))
@few
def test_the_effective_step_is_the_sum_of_what_is_kept_and_less_than_eta_below_mu_0(eta, mu):
    step = stability.effective_step(eta, mu)
    assert step == pytest.approx(eta * sum(mu**k for k in range(3000)))
    assert (step < eta) == (mu < 0) or mu == pytest.approx(0)


@pytest.mark.parametrize("name", OPTIMISERS)
@given(eta=st.floats(0.01, 1.3), mu=st.floats(0, 0.95), kappa=kappas, noise=st.floats(0, 2))
@few
def test_the_noise_floor_solves_the_equation_of_the_stationary_covariance(
    name, eta, mu, kappa, noise
):
    assume(stability.rate(name, eta, mu, kappa) < 0.9999)
    floor = 0.0
    for lam in (1 / kappa, 1.0):
        step = matrix(name, eta, mu, lam)
        kick = eta * noise / (lam if name == "newton" else 1) * np.ones((2, 1))
        floor += 0.5 * lam * linalg.solve_discrete_lyapunov(step, kick @ kick.T)[0, 0]
    found = stability.noise_floor(name, eta, mu, kappa, noise)
    assert found == pytest.approx(floor, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_long_noisy_walk_is_at_its_noise_floor(name):
    walker = Walker(name, surface("bowl", 2), 0.2, 0.5, noise=0.3, seeds=range(40))
    walker.run(800)
    floor = stability.noise_floor(name, 0.2, 0.5, 2, 0.3)
    assert walker.mean_cost(200) == pytest.approx(floor, rel=0.05)


@pytest.mark.parametrize("name", OPTIMISERS)
@given(eta=etas, mu=mus, kappa=kappas)
@few
def test_settles_is_what_a_walk_shows(name, eta, mu, kappa):
    walker = Walker(name, surface("bowl", kappa), eta, mu)
    walker.run(60)
    found = int(stability.settles(name, eta, mu, kappa, START, 1e-3, most=60))
    assert found == (walker.settled(1e-3) or 61)


def test_the_fewest_steps_at_kappa_100_are_the_least_that_every_eta_and_mu_need():
    fewest = stability.fewest(100, START, 1e-3)
    eta, mu = np.meshgrid(np.arange(1, 401) / 100, np.arange(100) / 100)
    for name in ("gradient_descent", "heavy_ball", "nesterov"):
        assert stability.settles(name, eta, mu, 100, START, 1e-3, most=300).min() >= fewest
    best = stability.best("heavy_ball", 100)
    assert fewest < stability.settles("heavy_ball", best.eta, best.mu, 100, START, 1e-3)


@pytest.mark.parametrize("name", ["heavy_ball", "nesterov"])
def test_the_landscape_has_the_rate_of_each_cell_and_ends_at_its_line(name):
    rates, edge = stability.landscape(name, 20)
    assert rates[30, 5] == stability.rate(name, 4 * 5.5 / 80, 30.5 / 40, 20)
    for eta, mu in edge[1:-1]:
        assert (
            stability.rate(name, eta - 1e-6, mu, 20) < 1 < stability.rate(name, eta + 1e-6, mu, 20)
        )


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: stability.rate("heavy_ball", 0.1, 0.9, 0.5), r"kappa = 0\.5 is not possible"),
        (lambda: stability.best("newton", np.nan), r"kappa = nan is not possible"),
        (lambda: stability.limit("adam", 0.5), r"'adam' is not possible: .*heavy_ball, nesterov"),
        (lambda: stability.effective_step(0.1, 1.0), r"mu = 1\.0 is not possible"),
    ],
)
def test_what_is_not_possible_is_refused_by_name(ask, words):
    with pytest.raises(ValueError, match=words):
        ask()
