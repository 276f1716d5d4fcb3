import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from core.labs.momentum.surfaces import SURFACES, contours, curvatures, surface

NAMES = list(SURFACES)
KAPPAS = [1.0, 5.0, 200.0]
places = st.tuples(st.floats(-4, 4), st.floats(-2.5, 2.5)).map(np.array)
few = settings(max_examples=50, deadline=None)


@pytest.mark.parametrize("name", NAMES)
@given(place=places, kappa=st.floats(1, 200))
@few
def test_the_gradient_is_the_slope_of_the_cost(name, place, kappa):
    ground = surface(name, kappa)
    assert optimize.check_grad(ground.value, ground.gradient, place) < 1e-5


@pytest.mark.parametrize("name", NAMES)
@given(place=places, kappa=st.floats(1, 200))
@few
def test_the_hessian_is_the_slope_of_the_gradient(name, place, kappa):
    ground = surface(name, kappa)
    slopes = optimize.approx_fprime(place, ground.gradient, 1e-6)
    np.testing.assert_allclose(ground.hessian(place), slopes, atol=1e-4)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kappa", KAPPAS)
def test_at_the_lowest_places_cost_and_slope_are_0_and_the_curvatures_are_1_and_1_by_kappa(
    name, kappa
):
    ground = surface(name, kappa)
    lowest = [np.array(place) for kind, place in ground.flat if kind == "lowest"]
    assert lowest
    for place in lowest:
        assert ground.value(place) == pytest.approx(0, abs=1e-15)
        np.testing.assert_allclose(ground.gradient(place), 0, atol=1e-15)
        np.testing.assert_allclose(curvatures(ground, place), [1 / kappa, 1])


@pytest.mark.parametrize("kappa", KAPPAS)
def test_at_the_saddle_the_slope_is_0_and_one_curvature_is_negative(kappa):
    ground = surface("saddle", kappa)
    ((_, place),) = [flat for flat in ground.flat if flat[0] == "saddle"]
    np.testing.assert_array_equal(ground.gradient(np.array(place)), [0, 0])
    np.testing.assert_allclose(curvatures(ground, place), [-1 / (2 * kappa), 1])


@pytest.mark.parametrize("name", NAMES)
def test_many_places_at_once_give_what_each_gives_alone(name):
    ground = surface(name, 7)
    many = np.random.default_rng(0).normal(size=(3, 4, 2))
    for function, shape in ((ground.value, ()), (ground.gradient, (2,)), (ground.hessian, (2, 2))):
        together = function(many)
        assert together.shape == (3, 4, *shape)
        np.testing.assert_allclose(together[2, 1], function(many[2, 1]))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kappa", KAPPAS)
@pytest.mark.parametrize("level", [0.001, 0.06, 1.0, 16.0])
def test_a_contour_is_a_closed_line_of_one_cost(name, kappa, level):
    ground = surface(name, kappa)
    lines = contours(ground, level, reach=6)
    assert lines
    for line in lines:
        np.testing.assert_allclose(line[0], line[-1], atol=1e-6)
        within = line[np.abs(line[:, 0]) < 6]
        np.testing.assert_allclose(ground.value(within), level, rtol=1e-6)
        assert np.ptp(line, axis=0).min() > 0


def test_below_the_saddle_there_is_a_contour_around_each_bottom_and_above_it_one_around_both():
    ground = surface("saddle", 5)
    height = ground.value(np.zeros(2))
    assert len(contours(ground, 0.9 * height, reach=6)) == 2
    assert len(contours(ground, 1.1 * height, reach=6)) == 1


def test_a_contour_that_goes_beyond_the_reach_is_cut_there():
    (line,) = contours(surface("bowl", 100), 1.0, reach=6)
    np.testing.assert_allclose([line[:, 0].min(), line[:, 0].max()], [-6, 6])


@pytest.mark.parametrize("kappa", [0.5, 0, -1, np.nan, np.inf])
def test_an_impossible_surface_is_refused_by_name(kappa):
    with pytest.raises(ValueError, match=r"kappa = .* is not possible"):
        surface("bowl", kappa)
    with pytest.raises(ValueError, match=r"'hill' is not possible: .*bowl, valley, saddle"):
        surface("hill", 5)
