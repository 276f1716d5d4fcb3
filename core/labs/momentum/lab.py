"""The two runs of the page about momentum: walks on a surface, and networks on handwriting."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from core.data import handwriting
from core.labs.momentum import optimisers, stability, surfaces
from core.labs.momentum.optimisers import Walker
from core.network.settings import Settings
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, compare

WALKS = 5  # for each optimiser, under noise; without it they would all be the same
NEAR = 1e-3  # of the first cost: there a walk has arrived
ARMS = ("no_momentum", "with_momentum", "longer_step")
MOST, FEW = 1000, 200  # examples of each part to measure on; validation examples for saturation


def walk(
    *,
    surface: str,
    condition: float,
    pairs: Mapping[str, tuple[float, float]],
    gradient_noise: float,
    steps: int,
    random_state: int,
) -> Experiment:
    """Return an optimiser for each name of `pairs`, its (η, μ), at the start of a surface.

    `surface` and its `condition` number as in `surfaces.surface`; the names, η as a multiple of
    1/λmax, μ and the noise as in `optimisers.Walker`. Each goes `steps` steps; under noise five
    times, with the seeds from `random_state` on. Raises ValueError for what they do not know.
    """
    ground = surfaces.surface(surface, condition)
    seeds = range(random_state, random_state + (WALKS if gradient_noise else 1))
    walkers = {
        name: Walker(name, ground, eta, mu, gradient_noise, seeds)
        for name, (eta, mu) in pairs.items()
    }
    return Experiment(walkers, optimisers.measure, range(steps + 1))


def walked(run: Experiment) -> dict[str, Any]:
    """Return what a finished `walk` of all four showed.

    "at" is by optimiser the step from which it stays within NEAR of its first cost, or None;
    "order" their names from the least cost, without those that ran away. "kind" is the news:
    "noise" where it was walked under noise, "saddle" where Newton ended at one, else "rates".
    "x", "y" and "least" are where Newton ended and the lesser curvature there; with "noise" come
    the numbers of `under_noise`.
    """
    walkers: Mapping[str, Any] = run.trainers
    costs = {k: m["relative"] for k, m in statistics.medians(run.records, run.step).items()}
    newton = walkers["newton"]
    x, y = newton.path[-1][0]
    least, _ = surfaces.curvatures(newton.surface, (x, y))
    found = {
        "at": {name: walker.settled(NEAR) for name, walker in walkers.items()},
        "order": sorted(costs, key=costs.__getitem__),
        "kind": "saddle" if least < 0 and not newton.stopped else "rates",
        "x": x,
        "y": y,
        "least": least,
    }
    plain, ball = walkers["gradient_descent"], walkers["heavy_ball"]
    if plain.noise and not (plain.stopped or ball.stopped):
        found |= {"kind": "noise"} | under_noise(plain, ball, run.steps // 2)
    return found


def under_noise(plain: Walker, ball: Walker, since: int) -> dict[str, float]:
    """Return the mean costs from step `since` on: of gradient descent, "plain", and momentum.

    That is "ball", "times" as much. "long" is its effective step; "plain_floor" and "ball_floor"
    are what the means come to on a bowl of the curvatures at the lowest point.
    """
    ground = plain.surface
    kappa = 1 / surfaces.curvatures(ground, ground.flat[0][1])[0]
    means = {"plain": plain.mean_cost(since), "ball": ball.mean_cost(since)}
    floors = {
        f"{who}_floor": stability.noise_floor(w.optimiser, w.eta, w.mu, kappa, w.noise)
        for who, w in (("plain", plain), ("ball", ball))
    }
    long = stability.effective_step(ball.eta, ball.mu)
    return means | floors | {"times": means["ball"] / means["plain"], "long": long}


def raced(pairs: Mapping[str, tuple[float, float]], condition: float) -> dict[str, Any]:
    """Return how the challenge stands: the steps to NEAR on a bowl, by optimiser without Newton.

    "fewest" is the least of all η and μ, "won" is True within a tenth of it. A count of
    `stability.settles`, of which 201 stands for more than 200.
    """
    start = surfaces.surface("bowl", condition).start
    counts = {
        name: int(stability.settles(name, eta, mu, condition, start, NEAR))
        for name, (eta, mu) in pairs.items()
        if name != "newton"
    }
    fewest = stability.fewest(condition, start, NEAR)
    return {**counts, "fewest": fewest, "won": min(counts.values()) <= 1.1 * fewest}


def learn(
    *, data: str, n_training: int, learning_rate: float, momentum: float, **settings: Any
) -> Experiment:
    """Return five networks of each of ARMS: η alone, η with μ, and η/(1 − μ) alone.

    `data` and `n_training` as in `handwriting.load`, the others as in Settings. Accuracy and cost
    on training and validation; "size" is the root mean square of the weights, "flat" the share of
    saturated hidden neurons.
    """
    split = handwriting.load(data, n_training)
    parts = {"training": split.training, "validation": split.validation}
    sets = {name: handwriting.sample(part, MOST) for name, part in parts.items()}
    flat = partial(metrics.saturated, X=sets["validation"][0][:FEW])
    measure = partial(metrics.learning, sets=sets, flat=flat, size=metrics.weight_size)
    longer = stability.effective_step(learning_rate, momentum)
    pairs = [(learning_rate, 0.0), (learning_rate, momentum), (longer, 0.0)]
    arms = {
        name: Settings(learning_rate=eta, momentum=mu, **settings)
        for name, (eta, mu) in zip(ARMS, pairs, strict=True)
    }
    return compare(arms, split.training.X, split.training.Y, measure, most=30)


def learned(run: Experiment, n_validation: int) -> dict[str, Any]:
    """Return what a finished `learn` showed: medians at its end, and whether momentum "helps".

    "<measure>_<arm>" for accuracy, cost on "training", "size" and "flat". "lead" is the accuracy
    with momentum less that without; "effect" is "harms", "tie" or "helps", a tie up to two standard
    errors of an accuracy on `n_validation` examples.
    """
    columns = {"accuracy": "accuracy validation", "training": "cost training"}
    columns |= {"size": "size", "flat": "flat"}
    ends = statistics.medians(run.records, run.step)
    found = {f"{k}_{arm}": ends[arm][column] for k, column in columns.items() for arm in ARMS}
    plain, ball = found["accuracy_no_momentum"], found["accuracy_with_momentum"]
    room = 2 * statistics.standard_error(plain, n_validation)
    effect = "helps" if ball > plain + room else "harms" if ball < plain - room else "tie"
    return found | {"lead": ball - plain, "effect": effect}
