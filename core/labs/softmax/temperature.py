"""Softmax with an inverse temperature c: its slopes, its limits, and the formula that overflows."""

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array
from core.network.checks import check_targets
from core.network.functions import COSTS, sigmoid, softmax


def _inputs(z: ArrayLike, c: float) -> Array:
    z = np.asarray(z, dtype=float)
    if z.ndim != 1 or not z.size or not np.isfinite(z).all():
        raise ValueError(f"z = {z} is not possible: one row of finite numbers, at least one.")
    if not np.isfinite(c):
        raise ValueError(f"c = {c} is not possible: a finite number.")
    return z


def _targets(y: ArrayLike, n_classes: int) -> Array:
    y = np.asarray(y, dtype=float)
    check_targets(y[None], (1, n_classes), "log_likelihood")
    return y


def jacobian(z: ArrayLike, c: float = 1.0) -> Array:
    """Return ∂a_j/∂z_k = c·a_j(δ_jk − a_k), row j and column k, for z of n classes: (n, n).

    Its signs for c = 1 are Nielsen's exercise "Monotonicity of softmax". Raises ValueError for an
    impossible z or c, as all functions here do.
    """
    a = softmax(_inputs(z, c), c)
    return np.asarray(c * (np.diag(a) - np.outer(a, a)))


def cost(z: ArrayLike, y: ArrayLike, c: float = 1.0) -> float:
    """Return C = −Σ y ln a, in nats, of one example with the targets y (Nielsen, eq. 80)."""
    z = _inputs(z, c)
    return float(COSTS["log_likelihood"].value(c * z, _targets(y, len(z))))


def gradient(z: ArrayLike, y: ArrayLike, c: float = 1.0) -> Array:
    """Return ∂C/∂z = c(a − y), shaped as z, for targets y that sum to 1 (Nielsen, eq. 84)."""
    z = _inputs(z, c)
    return np.asarray(c * (softmax(z, c) - _targets(y, len(z))))


def slope_of_c(z: ArrayLike, y: ArrayLike, c: float = 1.0) -> float:
    """Return ∂C/∂c = Σ (a − y)z, the mean of z by the shares less the z of the right class.

    The largest z is taken from all of them, which changes nothing: y and the shares both sum to 1.
    """
    z = _inputs(z, c)
    return float((softmax(z, c) - np.asarray(y)) @ (z - z.max()))


def limit(z: ArrayLike, c: float) -> Array:
    """Return what the shares approach as c goes on to ±∞ with its sign: soft argmax to argmax.

    For c > 0 each of the m largest z gets 1/m, for c < 0 each of the m smallest; at c = 0 all n
    tie and get 1/n, which softmax reaches exactly.
    """
    height = np.sign(c) * _inputs(z, c)
    highest = height == height.max()
    return np.asarray(highest / highest.sum())


def distance(z: ArrayLike, c: float) -> float:
    """Return the largest |a_j − limit_j| between the shares and their limit.

    With four classes it is below 10⁻⁶ once |c| times the gap between the winner and the next is
    15 or more, since each loser gets at most e^(−|c|·gap) of a winner's share.
    """
    return float(np.abs(softmax(_inputs(z, c), c) - limit(z, c)).max())


def sweep(z: ArrayLike, most: float = 100.0, points: int = 101) -> tuple[Array, Array]:
    """Return `points` values of c from −`most` to `most`, closer near 0, and the shares at each.

    The second array is (points, n_classes).
    """
    z = _inputs(z, most)
    even = np.linspace(-1, 1, points) * np.log1p(most)
    cs = np.sign(even) * np.expm1(np.abs(even))
    return cs, softmax(np.outer(cs, z))


def limits(z: ArrayLike) -> dict[int, Array]:
    """Return the `limit` as c goes to −∞, the shares at 0 and the limit as c goes to ∞, by sign."""
    return {sign: limit(z, sign) for sign in (-1, 0, 1)}


def naive(z: ArrayLike, c: float = 1.0) -> tuple[Array, Array]:
    """Return e^(c·z_j) and the shares e^(c·z_j)/Σ_k e^(c·z_k), as the formula is written.

    Floats end near e^709.8: a larger power is inf, and inf/inf is nan. Below e^−745 powers are 0,
    and where all are 0 their shares 0/0 are nan too. `functions.softmax` has neither.
    """
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        powers = np.exp(c * _inputs(z, c))
        return powers, powers / powers.sum()


def fate(z: ArrayLike, c: float = 1.0) -> str:
    """Return what becomes of the `naive` formula: it "agrees", or "overflow" or "underflow"."""
    powers, _ = naive(z, c)
    return {np.inf: "overflow", 0: "underflow"}.get(powers.max(), "agrees")


def summary(z: ArrayLike, y: ArrayLike, c: float = 1.0) -> dict[str, float]:
    """Return the sums of the "softmax" and the "sigmoid" outputs of z, the "cost" and two more.

    "distance" is that to the limit, "slope" is ∂a₂/∂z₃, which asks for three classes or more.
    """
    z = _inputs(z, c)
    return {
        "softmax": float(softmax(z, c).sum()),
        "sigmoid": float(sigmoid(z).sum()),
        "distance": distance(z, c),
        "slope": float(jacobian(z, c)[1, 2]),
        "cost": cost(z, y, c),
    }
