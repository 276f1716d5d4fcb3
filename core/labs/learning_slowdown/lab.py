"""The run of the page about one neuron: a cost each, from one start."""

from collections.abc import Mapping

from core.labs.learning_slowdown import neuron
from core.network.trainer import Trainer
from core.runs.experiment import Experiment, marks


def experiment(
    *, learning_rates: Mapping[str, float], w: float, b: float, y: float, steps: int
) -> Experiment[Trainer]:
    """Return one neuron for each cost of `learning_rates`, at weight `w` and bias `b`.

    Each learns to answer `y`, from 0 to 1, in `steps` updates.
    """
    neurons = {cost: neuron.trainer(cost, eta, w, b, y) for cost, eta in learning_rates.items()}
    return Experiment(neurons, neuron.measure, marks(steps))
