"""Polynomials through the book's ten points: the smallest example of overfitting."""

import numpy as np
from numpy.polynomial import Polynomial

from core.arrays import Array

# Nielsen, "Why does regularization help reduce overfitting?"
X = np.array([0.7, 1.3, 1.9, 2.6, 2.9, 3.6, 3.8, 3.95, 4.4, 4.9])
Y = np.array([1.8, 2.2, 4.0, 5.0, 6.1, 7.0, 7.4, 8.0, 9.1, 10.0])
LINE = Polynomial([0, 2])  # y = 2x


def fit(degree: int, x: Array = X, y: Array = Y) -> Polynomial:
    """Return the polynomial with the least squared error on `x` and `y` (n,).

    Raises ValueError unless the points determine it: degree from 0 to n − 1.
    """
    if not isinstance(degree, (int, np.integer)) or not 0 <= degree < len(x):
        raise ValueError(f"degree = {degree!r} is not possible: from 0 to {len(x) - 1}.")
    return Polynomial.fit(x, y, degree)


def rms(curve: Polynomial, x: Array = X, y: Array = Y) -> float:
    """Return the root of the mean squared error of `curve` on the points x and y, (n,)."""
    return float(np.sqrt(np.mean((curve(x) - y) ** 2)))


def errors() -> list[dict[str, float]]:
    """Return for each "degree" the RMS on the "points", and on a point "left_out" where it can be.

    Degree 9 needs all ten points.
    """
    both = [{"degree": d, "points": rms(fit(d)), "left_out": left_out_rms(d)} for d in range(1, 9)]
    return [*both, {"degree": 9, "points": rms(fit(9))}]


def left_out_rms(degree: int, x: Array = X, y: Array = Y) -> float:
    """Return the RMS error on each point of x and y (n,) of a fit to the n − 1 others."""
    others = ~np.eye(len(x), dtype=bool)
    errors = [fit(degree, x[o], y[o])(x[i]) - y[i] for i, o in enumerate(others)]
    return float(np.sqrt(np.mean(np.square(errors))))
