"""Three costs of two weights to walk on: a bowl, a curved valley, a saddle between two bowls.

The least cost is 0, and the Hessian there has eigenvalues 1 and 1/κ: so λmax = 1 at every bottom.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import brentq

from core.arrays import Array

Point = tuple[float, float]

WELL = 2.4  # |x| of the two bottoms beside the saddle


@dataclass(frozen=True)
class Surface:
    """A cost C of weights w = (x, y), with its first and second derivatives, and where to start.

    `value` takes points (..., 2) to (...), `gradient` to (..., 2), `hessian` to (..., 2, 2).
    `flat` are the places where the slope is 0, each after its kind: "lowest" or "saddle".
    """

    value: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    hessian: Callable[[Array], Array]
    start: Point
    flat: tuple[tuple[str, Point], ...]


def bowl(kappa: float) -> Surface:
    """C = ½(x²/κ + y²): κ is the condition number λmax/λmin, everywhere."""
    curvature = np.array([1 / kappa, 1.0])
    return Surface(
        value=lambda w: 0.5 * (curvature * w**2).sum(axis=-1),
        gradient=lambda w: curvature * w,
        hessian=lambda w: np.broadcast_to(np.diag(curvature), (*w.shape, 2)),
        start=(-3.5, 0.6),
        flat=(("lowest", (0, 0)),),
    )


def valley(kappa: float) -> Surface:
    """C = ½(x²/κ + r²), with r = y − (x²/6 − 1) the height above the bent floor."""

    def parts(w: Array) -> tuple[Array, Array]:
        x, y = w[..., 0], w[..., 1]
        return x, y - (x**2 / 6 - 1)

    def value(w: Array) -> Array:
        x, r = parts(w)
        return np.asarray(0.5 * (x**2 / kappa + r**2))

    def gradient(w: Array) -> Array:
        x, r = parts(w)
        return np.stack([x / kappa - r * x / 3, r], axis=-1)

    def hessian(w: Array) -> Array:
        x, r = parts(w)
        return _symmetric(1 / kappa + x**2 / 9 - r / 3, -x / 3, np.ones_like(x))

    return Surface(value, gradient, hessian, (-3.5, -1.5), (("lowest", (0, -1)),))


def saddle(kappa: float) -> Surface:
    """C = ½y² + (x² − s²)²/(8s²κ): bottoms at x = ±s, and at x = 0 a saddle, where ∇C = 0 too."""
    scale = 2 * WELL**2 * kappa

    def value(w: Array) -> Array:
        x, y = w[..., 0], w[..., 1]
        return np.asarray(0.5 * y**2 + (x**2 - WELL**2) ** 2 / (4 * scale))

    def gradient(w: Array) -> Array:
        x, y = w[..., 0], w[..., 1]
        return np.stack([x * (x**2 - WELL**2) / scale, y], axis=-1)

    def hessian(w: Array) -> Array:
        x = w[..., 0]
        return _symmetric((3 * x**2 - WELL**2) / scale, np.zeros_like(x), np.ones_like(x))

    flat = (("lowest", (-WELL, 0.0)), ("saddle", (0.0, 0.0)), ("lowest", (WELL, 0.0)))
    return Surface(value, gradient, hessian, (0.6, 1.8), flat)


def _symmetric(xx: Array, xy: Array, yy: Array) -> Array:
    return np.stack([np.stack([xx, xy], axis=-1), np.stack([xy, yy], axis=-1)], axis=-2)


SURFACES = {"bowl": bowl, "valley": valley, "saddle": saddle}


def surface(name: str, kappa: float) -> Surface:
    """Return the Surface `name` of condition number κ. Raises ValueError if there is none."""
    if name not in SURFACES:
        raise ValueError(
            f"surface = {name!r} is not possible: choose one of {', '.join(SURFACES)}."
        )
    if not (np.isfinite(kappa) and kappa >= 1):
        raise ValueError(f"kappa = {kappa!r} is not possible: a finite number of at least 1.")
    return SURFACES[name](kappa)


def curvatures(surface: Surface, place: ArrayLike) -> Array:
    """Return the two eigenvalues of the Hessian at `place` (2,), the lesser first."""
    return np.linalg.eigvalsh(surface.hessian(np.asarray(place, float)))


def condition(surface: Surface) -> float:
    """Return κ = λmax/λmin at the lowest point."""
    least, greatest = curvatures(surface, surface.flat[0][1])
    return float(greatest / least)


def contours(surface: Surface, level: float, reach: float) -> list[Array]:
    """Return the closed lines, each (n, 2), where the cost is `level`, with |x| up to `reach`.

    All three surfaces are C = ½(y − floor(x))² + depth(x), so y = floor ± √(2(level − depth)).
    """

    def cut(x: Array) -> tuple[Array, Array]:
        points = np.stack([x, np.zeros_like(x)], axis=-1)
        points[:, 1] = -surface.gradient(points)[:, 1]
        return points[:, 1], level - surface.value(points)

    def room(x: float) -> float:
        return float(cut(np.array([x]))[1][0])

    x = np.linspace(-reach, reach, 401)
    ends = np.flatnonzero(np.diff(cut(x)[1] > 0, prepend=False, append=False))
    lines = []
    for first, after in ends.reshape(-1, 2):
        low = brentq(room, x[first - 1], x[first]) if first else -reach
        high = brentq(room, x[after - 1], x[after]) if after < len(x) else reach
        turn = np.linspace(0, 2 * np.pi, 81)  # close together where the line is steep
        along = (low + high) / 2 - (high - low) / 2 * np.cos(turn)
        floor, left = cut(along)
        half = np.sqrt(2 * np.maximum(left, 0)) * np.sign(np.sin(turn).round(9))
        lines.append(np.stack([along, floor + half], axis=-1))
    return lines
