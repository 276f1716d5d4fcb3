"""Four ways downhill, each the formula of its textbook, and a walker that takes them step by step.

All share one form: from weights w (n, 2) and velocity v to the next w and v. `noise` (n, 2) is
added to the gradient, as a mini-batch adds it.
"""

from collections.abc import Callable, Sequence
from time import perf_counter

import numpy as np

from core.arrays import Array
from core.labs.momentum import stability
from core.labs.momentum.surfaces import Surface

RUNAWAY = 1e4  # no walk that settles goes so far from a start within the picture

Rule = Callable[[Surface, Array, Array, float, float, Array], tuple[Array, Array]]


def gradient_descent(
    surface: Surface, w: Array, v: Array, eta: float, mu: float, noise: Array
) -> tuple[Array, Array]:
    """w′ = w − η∇C(w): it has no memory, and no use for v and μ."""
    step = -eta * (surface.gradient(w) + noise)
    return w + step, step


def momentum(
    surface: Surface, w: Array, v: Array, eta: float, mu: float, noise: Array
) -> tuple[Array, Array]:
    """v′ = μv − η∇C(w), w′ = w + v′ (Nielsen, eq. 107 and 108; Polyak's heavy ball)."""
    v = mu * v - eta * (surface.gradient(w) + noise)
    return w + v, v


def nesterov(
    surface: Surface, w: Array, v: Array, eta: float, mu: float, noise: Array
) -> tuple[Array, Array]:
    """v′ = μv − η∇C(w + μv), w′ = w + v′: the slope where the ball is about to be."""
    v = mu * v - eta * (surface.gradient(w + mu * v) + noise)
    return w + v, v


def newton(
    surface: Surface, w: Array, v: Array, eta: float, mu: float, noise: Array
) -> tuple[Array, Array]:
    """w′ = w − ηH⁻¹∇C(w): it has no use for v and μ (Nielsen, eq. 105)."""
    inverse = np.linalg.pinv(surface.hessian(w), hermitian=True)  # H may be singular somewhere
    step = -eta * np.einsum("nij,nj->ni", inverse, surface.gradient(w) + noise)
    return w + step, step


OPTIMISERS: dict[str, Rule] = {
    "gradient_descent": gradient_descent,
    "heavy_ball": momentum,
    "nesterov": nesterov,
    "newton": newton,
}


class Walker:
    """Walks on a surface from its start, once for each of `seeds`, and remembers the way.

    The gradient noise is normal, of standard deviation `noise` in x and in y. A walk that goes
    further than 10⁴ stays where it was before, and `diverged` holds that step. It steps as a
    `Trainer` does, so it can stand in an `Experiment`. Raises ValueError for impossible numbers.
    """

    def __init__(
        self,
        optimiser: str,
        surface: Surface,
        eta: float,
        mu: float,
        noise: float = 0.0,
        seeds: Sequence[int] = (0,),
    ) -> None:
        stability.check(optimiser)
        for name, value in {"eta": eta, "mu": mu, "noise": noise}.items():
            if not (np.isfinite(value) and value >= 0):
                raise ValueError(f"{name} = {value!r} is not possible: a finite number >= 0.")
        self.optimiser, self.surface, self.eta, self.mu = optimiser, surface, eta, mu
        self.path = [np.tile(np.array(surface.start, float), (len(seeds), 1))]
        self.diverged: list[int | None] = [None] * len(seeds)
        self.noise = noise
        self._rule = OPTIMISERS[optimiser]
        self._streams = [np.random.default_rng(seed) for seed in seeds]
        self._velocity = np.zeros_like(self.path[0])

    @property
    def step(self) -> int:
        """Steps taken."""
        return len(self.path) - 1

    @property
    def stopped(self) -> bool:
        """True once every walk has diverged."""
        return None not in self.diverged

    def run(self, steps: int, seconds: float = np.inf) -> int:
        """Take `steps` steps, or what fits in `seconds` and at least one; return the number."""
        deadline, start = perf_counter() + seconds, self.step
        while self.step < start + steps and not self.stopped:
            self._walk()
            if perf_counter() >= deadline:
                break
        return self.step - start

    def costs(self) -> Array:
        """Return the cost of every walk at every step, (step + 1, number of walks)."""
        return self.surface.value(np.array(self.path))

    def mean_cost(self, since: int) -> float:
        """Return the mean cost from step `since` on, of the walks that have not diverged."""
        sound = [end is None for end in self.diverged]
        return float(self.costs()[since:, sound].mean())

    def settled(self, share: float) -> int | None:
        """Return the step from which the first walk stays within `share` of its first cost."""
        costs = self.costs()[:, 0]
        above = np.flatnonzero(~(costs <= share * costs[0]))
        after = int(above[-1]) + 1 if len(above) else 0
        return after if after <= self.step else None

    def _walk(self) -> None:
        w, step = self.path[-1], self.step
        noise = self.noise * np.array([stream.normal(size=2) for stream in self._streams])
        new, velocity = self._rule(self.surface, w, self._velocity, self.eta, self.mu, noise)
        for k, place in enumerate(new):
            if self.diverged[k] is None and not np.abs(place).max() < RUNAWAY:
                self.diverged[k] = step
        gone = np.array([end is not None for end in self.diverged])[:, None]
        self.path.append(np.where(gone, w, new))
        self._velocity = np.where(gone, 0, velocity)


def measure(walker: Walker) -> list[dict[str, float]]:
    """Return one record a walk: where it is, and its cost as a share of the first one."""
    shares = walker.surface.value(walker.path[-1]) / walker.surface.value(walker.path[0])
    return [
        {"x": x, "y": y, "relative": share}
        for (x, y), share in zip(walker.path[-1], shares, strict=True)
    ]
