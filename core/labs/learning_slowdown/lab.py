"""The run of the page about one neuron: a cost each, from one start."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from core.labs.learning_slowdown import neuron
from core.network.trainer import Trainer
from core.runs.experiment import Experiment, marks

PATIENCE = 20_000  # updates after which a neuron counts as never right


class Findings(NamedTuple):
    """When each neuron, by its cost, was first right: the update, or None within PATIENCE.

    `factor` is how many times as long the quadratic one took, nan where that says nothing.
    """

    first_right: dict[str, int | None]
    factor: float


def experiment(
    *, learning_rates: Mapping[str, float], w: float, b: float, y: float, steps: int
) -> Experiment[Trainer]:
    """Return one neuron for each cost of `learning_rates`, at weight `w` and bias `b`.

    Each learns to answer `y`, from 0 to 1, in `steps` updates.
    """
    neurons = {cost: neuron.trainer(cost, eta, w, b, y) for cost, eta in learning_rates.items()}
    return Experiment(neurons, neuron.measure, marks(steps))


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed, or would have if it had gone on to PATIENCE."""
    first = {cost: _first_right(run, cost) for cost in run.trainers}
    slow, quick = first.get("quadratic"), first.get("cross_entropy")
    return Findings(first, slow / quick if slow and quick else np.nan)


def _first_right(run: Experiment[Trainer], cost: str) -> int | None:
    """Return when one neuron was first right; it learns on from where the run saw it wrong last."""
    seen = [record for record in run.records if record["name"] == cost]
    wrong = [record for record in seen if record["error"] >= 0.5]
    if not wrong:
        return 0
    step, z, trainer = wrong[-1]["step"], float(wrong[-1]["z"]), run.trainers[cost]
    eta, y = trainer.settings[0].learning_rate, float(trainer.Y[0, 0])
    more = neuron.first_right(cost, eta, z=z, y=y, limit=PATIENCE - step)
    return None if more is None else step + more
