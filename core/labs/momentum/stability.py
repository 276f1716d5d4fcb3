"""What is exact about four optimisers on a bowl with λmax = 1 and λmin = 1/κ: limits and rates.

Along an eigenvector of the Hessian each of them is w″ = b·w′ − c·w, with its own numbers b and c.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array

RECURSIONS: dict[str, Callable[[Any, Any, Any], tuple[Any, Any]]] = {  # b and c, of η, μ and λ
    "gradient_descent": lambda eta, mu, lam: (1 - eta * lam, 0.0),
    "heavy_ball": lambda eta, mu, lam: (1 + mu - eta * lam, mu),
    "nesterov": lambda eta, mu, lam: ((1 + mu) * (1 - eta * lam), mu * (1 - eta * lam)),
    "newton": lambda eta, mu, lam: (1 - eta, 0.0),
}


def check(optimiser: str, kappa: float = 1.0) -> None:
    """Raise ValueError, naming the value and what is allowed, unless both are possible."""
    if optimiser not in RECURSIONS:
        allowed = ", ".join(RECURSIONS)
        raise ValueError(f"optimiser = {optimiser!r} is not possible: choose one of {allowed}.")
    if not (np.isfinite(kappa) and kappa >= 1):
        raise ValueError(f"kappa = {kappa!r} is not possible: a finite number of at least 1.")


class Best(NamedTuple):
    """The η (as a multiple of 1/λmax) and the μ of the least rate, and that rate."""

    eta: float
    mu: float
    rate: float


def rate(optimiser: str, eta: ArrayLike, mu: ArrayLike, kappa: float) -> Array:
    """Return the factor on the error a step, in the long run, for η and μ of any one shape.

    It is the spectral radius of the matrix [[b, −c], [1, 0]], over both eigenvalues λ.
    Raises ValueError for an unknown optimiser or κ < 1, as all functions here do.
    """
    check(optimiser, kappa)
    eta, mu = np.asarray(eta, float), np.asarray(mu, float)
    radii = []
    for lam in (1 / kappa, 1.0):
        b, c = RECURSIONS[optimiser](eta, mu, lam)
        root = np.sqrt(np.asarray(b * b - 4 * c, complex))
        radii += [np.abs(b + root) / 2, np.abs(b - root) / 2]
    return np.asarray(np.max(radii, axis=0))


def limit(optimiser: str, mu: ArrayLike) -> Array:
    """Return the η, as a multiple of 1/λmax, from which it no longer converges; 0 ≤ μ < 1.

    For momentum 2(1 + μ), for Nesterov (2 + 2μ)/(1 + 2μ), else 2, for Newton whatever λmax is.
    """
    check(optimiser)
    mu = np.asarray(mu, float)
    if optimiser == "heavy_ball":
        return np.asarray(2 + 2 * mu)
    if optimiser == "nesterov":
        return np.asarray((2 + 2 * mu) / (1 + 2 * mu))
    return np.full_like(mu, 2.0)


def landscape(
    optimiser: str, kappa: float, cells: tuple[int, int] = (40, 80)
) -> tuple[Array, Array]:
    """Return the rate in cells over 0 < μ < 1 (rows) and 0 < η < 4, and the line of its limit.

    The line is (n, 2), of η and μ.
    """
    mu, eta = ((np.arange(n) + 0.5) / n for n in cells)
    up = np.linspace(0, 1, 51)
    rates = rate(optimiser, *np.meshgrid(4 * eta, mu), kappa)
    return rates, np.stack([limit(optimiser, up), up], axis=-1)


def best(optimiser: str, kappa: float) -> Best:
    """Return what is best on the bowl (Polyak 1964; Lessard, Recht and Packard 2016)."""
    check(optimiser, kappa)
    if optimiser == "gradient_descent":
        return Best(2 / (1 + 1 / kappa), 0.0, (kappa - 1) / (kappa + 1))
    if optimiser == "heavy_ball":
        radius = (kappa**0.5 - 1) / (kappa**0.5 + 1)
        return Best((1 + radius) ** 2, radius**2, radius)
    if optimiser == "nesterov":
        root = (3 * kappa + 1) ** 0.5
        return Best(4 / (3 + 1 / kappa), (root - 2) / (root + 2), 1 - 2 / root)
    return Best(1.0, 0.0, 0.0)


def effective_step(eta: float, mu: float) -> float:
    """Return η/(1 − μ) = η(1 + μ + μ² + …), the step that a steady slope of 1 comes to.

    Raises ValueError unless −1 < μ < 1.
    """
    if not -1 < mu < 1:
        raise ValueError(f"mu = {mu!r} is not possible: between -1 and 1.")
    return eta / (1 - mu)


def noise_floor(optimiser: str, eta: float, mu: float, kappa: float, noise: float) -> float:
    """Return the mean cost that remains under gradient noise of standard deviation `noise`.

    Noise e makes it w″ = b·w′ − c·w + e, an autoregression of order 2, whose variance is
    Var(e)(1 + c)/((1 − c)((1 + c)² − b²)). Infinite where the walk is not stable.
    """
    if rate(optimiser, eta, mu, kappa) >= 1:
        return float(np.inf)
    lam = np.array([1 / kappa, 1.0])
    b, c = RECURSIONS[optimiser](eta, mu, lam)
    kick = eta * noise / (lam if optimiser == "newton" else 1)
    variance = kick**2 * (1 + c) / ((1 - c) * ((1 + c) ** 2 - b**2))
    return float((0.5 * lam * variance).sum())


def settles(
    optimiser: str,
    eta: ArrayLike,
    mu: ArrayLike,
    kappa: float,
    start: tuple[float, float],
    share: float,
    most: int = 200,
) -> Array:
    """Return the step from which the cost on the bowl stays within `share` of its first value.

    η and μ of any one shape; `most` + 1 stands for more than `most` steps.
    """
    check(optimiser, kappa)
    eta, mu = np.asarray(eta, float), np.asarray(mu, float)
    lam, first = (np.reshape(pair, (2, *[1] * eta.ndim)) for pair in ((1 / kappa, 1.0), start))
    b, c = RECURSIONS[optimiser](eta, mu, lam)
    old = new = first  # it starts at rest
    after = np.ones(eta.shape, int)
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(1, most + 1):
            old, new = new, b * new - c * old
            cost, cost_at_first = ((lam * w * w).sum(axis=0) for w in (new, first))
            after[~(cost <= share * cost_at_first)] = step + 1
    return after


@lru_cache(maxsize=8)
def fewest(kappa: float, start: tuple[float, float], share: float) -> int:
    """Return the least of `settles` without Newton: every η to 4 and μ to .99 in steps of .01."""
    eta, mu = np.meshgrid(np.arange(1, 401) / 100, np.arange(100) / 100)
    return min(
        int(settles(name, eta, mu, kappa, start, share, most=100).min())
        for name in ("heavy_ball", "nesterov")  # with μ = 0 both are gradient descent
    )
