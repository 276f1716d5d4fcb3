"""The walks of the page about momentum: four optimisers on a surface, from one start."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from core.labs.momentum import optimisers, stability, surfaces
from core.labs.momentum.optimisers import Walker
from core.labs.momentum.stability import Best
from core.runs import statistics
from core.runs.experiment import NETWORKS, Experiment

NEAR = 1e-3  # of the first cost: there a walk has arrived
ROOM = 0.1  # how many more steps than the fewest still meet the challenge, a share of them


class Walk(NamedTuple):
    """How one optimiser went.

    `settled` is the step from which it stays within NEAR of its first cost, or None. A step
    multiplies the error by `rate` near the bottom in the long run; `best` is the least such rate.
    `past` is how far it once was beyond the lowest point, the one near its end, as a share of the
    way there along x.
    """

    settled: int | None
    rate: float
    best: Best
    past: float


class Saddle(NamedTuple):
    """Where Newton ended though the ground curves down there, by `curvature`, which is negative."""

    x: float
    y: float
    curvature: float


class Mean(NamedTuple):
    """The mean cost in the second half of a noisy walk; and the `exact` one on a bowl so curved."""

    cost: float
    exact: float


class Noise(NamedTuple):
    """Gradient descent and momentum under noise, and the effective step of momentum."""

    plain: Mean
    ball: Mean
    step: float

    @property
    def times(self) -> float:
        """How many times the cost of gradient descent that of momentum is."""
        return self.ball.cost / self.plain.cost


class Findings(NamedTuple):
    """What a finished run showed: how each optimiser went, and the news of the run.

    `order` are their names from the least cost at the end, without those that diverged. `saddle`
    is None unless Newton ended at one, `noise` unless it was walked under noise.
    """

    gradient_descent: Walk
    heavy_ball: Walk
    nesterov: Walk
    newton: Walk
    order: list[str]
    saddle: Saddle | None
    noise: Noise | None


class Race(NamedTuple):
    """How many steps each takes to NEAR on a bowl, 201 for more than 200, and the `fewest`."""

    gradient_descent: int
    heavy_ball: int
    nesterov: int
    fewest: int

    @property
    def won(self) -> bool:
        """Whether one of them is within ROOM of the fewest."""
        return min(self[:3]) <= (1 + ROOM) * self.fewest


def experiment(
    *,
    surface: str,
    condition: float,
    pairs: Mapping[str, tuple[float, float]],
    gradient_noise: float,
    steps: int,
    random_state: int,
) -> Experiment[Walker]:
    """Return an optimiser for each name of `pairs`, its (η, μ), at the start of a surface.

    `surface` and its `condition` number as in `surfaces.surface`; the names, η as a multiple of
    1/λmax, μ and the noise as in `optimisers.Walker`. Each goes `steps` steps; under noise five
    times, with the seeds from `random_state` on. Raises ValueError for what they do not know.
    """
    ground = surfaces.surface(surface, condition)
    seeds = range(random_state, random_state + (NETWORKS if gradient_noise else 1))
    walkers = {
        name: Walker(name, ground, eta, mu, gradient_noise, seeds)
        for name, (eta, mu) in pairs.items()
    }
    return Experiment(walkers, optimisers.measure, range(steps + 1))


def findings(run: Experiment[Walker]) -> Findings:
    """Return what a finished `run` of all four showed."""
    ends = {name: end["relative"] for name, end in statistics.medians(run, run.step).items()}
    left = [name for name, cost in ends.items() if np.isfinite(cost)]
    walkers = run.trainers
    plain, ball = walkers["gradient_descent"], walkers["heavy_ball"]
    noise = None
    if plain.noise and not (plain.stopped or ball.stopped):
        long = stability.effective_step(ball.eta, ball.mu)
        noise = Noise(_mean(plain, run.steps // 2), _mean(ball, run.steps // 2), long)
    return Findings(
        **{name: _walk(walker) for name, walker in walkers.items()},
        order=sorted(left, key=ends.__getitem__),
        saddle=_saddle(walkers["newton"]),
        noise=noise,
    )


def _walk(walker: Walker) -> Walk:
    name, kappa = walker.optimiser, surfaces.condition(walker.surface)
    rate = float(stability.rate(name, walker.eta, walker.mu, kappa))
    x, start = np.array(walker.path)[:, 0, 0], walker.surface.start[0]
    bottoms = [place[0] for kind, place in walker.surface.flat if kind == "lowest"]
    lowest = min(bottoms, key=lambda bottom: abs(bottom - x[-1]))
    past = (x - lowest) / (lowest - start)
    return Walk(
        walker.settled(NEAR), rate, stability.best(name, kappa), max(0.0, float(past.max()))
    )


def _saddle(newton: Walker) -> Saddle | None:
    x, y = newton.path[-1][0]
    least, _ = surfaces.curvatures(newton.surface, (x, y))
    return Saddle(x, y, least) if least < 0 and not newton.stopped else None


def _mean(walker: Walker, since: int) -> Mean:
    kappa = surfaces.condition(walker.surface)
    exact = stability.noise_floor(walker.optimiser, walker.eta, walker.mu, kappa, walker.noise)
    return Mean(walker.mean_cost(since), exact)


def race(pairs: Mapping[str, tuple[float, float]], condition: float) -> Race:
    """Return how the challenge stands on a bowl, for the (η, μ) of each optimiser."""
    start = surfaces.surface("bowl", condition).start

    def steps(name: str) -> int:
        return int(stability.settles(name, *pairs[name], condition, start, NEAR))

    return Race(
        steps("gradient_descent"),
        steps("heavy_ball"),
        steps("nesterov"),
        stability.fewest(condition, start, NEAR),
    )
