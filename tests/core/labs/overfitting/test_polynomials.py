import numpy as np
import pytest
from scipy.interpolate import BarycentricInterpolator
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import LeaveOneOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, PolynomialFeatures

from core.labs.overfitting.polynomials import LINE, X, Y, errors, fit, left_out_rms, rms

PLACES = np.linspace(0.5, 5.5, 21)


def outside(degree):
    """Return scikit-learn's least squares on powers of x."""
    powers = PolynomialFeatures(degree)
    return make_pipeline(MinMaxScaler((-1, 1)), powers, LinearRegression(fit_intercept=False))


@pytest.mark.parametrize("degree", range(1, 10))
def test_the_fit_is_the_least_squares_of_scikit_learn(degree):
    other = outside(degree).fit(X[:, None], Y)
    np.testing.assert_allclose(fit(degree)(PLACES), other.predict(PLACES[:, None]), rtol=1e-6)
    errors = other.predict(X[:, None]) - Y
    assert rms(fit(degree)) == pytest.approx(np.sqrt(np.mean(errors**2)), abs=1e-9)


@pytest.mark.parametrize("degree", range(1, 9))
def test_the_error_on_a_point_left_out_is_that_of_scikit_learn(degree):
    guesses = cross_val_predict(outside(degree), X[:, None], Y, cv=LeaveOneOut())
    assert left_out_rms(degree) == pytest.approx(np.sqrt(np.mean((guesses - Y) ** 2)), rel=1e-6)


def test_degree_nine_passes_through_all_ten_points_and_is_off_beside_them():
    assert rms(fit(9)) < 1e-9
    assert fit(9)(5.5) == pytest.approx(BarycentricInterpolator(X, Y)(5.5))
    assert fit(9)(5.5) > 10 * LINE(5.5)


def test_the_fit_gains_with_every_degree_and_the_point_left_out_says_degree_1():
    on_points = [rms(fit(degree)) for degree in range(1, 10)]
    assert on_points == sorted(on_points, reverse=True)
    left_out = [left_out_rms(degree) for degree in range(1, 9)]
    assert (min(left_out), max(left_out)) == (left_out[0], left_out[-1])


def test_the_table_of_errors_has_nine_degrees_and_none_left_out_at_the_ninth():
    table = errors()
    assert [row["degree"] for row in table] == list(range(1, 10))
    assert [row["points"] for row in table] == [rms(fit(degree)) for degree in range(1, 10)]
    assert [row.get("left_out") for row in table] == [*map(left_out_rms, range(1, 9)), None]


@pytest.mark.parametrize("degree", [-1, 10, 2.5])
def test_a_degree_that_ten_points_do_not_determine_is_refused(degree):
    with pytest.raises(ValueError, match=f"degree = {degree} is not possible: from 0 to 9"):
        fit(degree)
    with pytest.raises(ValueError, match="degree = 9 is not possible: from 0 to 8"):
        left_out_rms(9)
