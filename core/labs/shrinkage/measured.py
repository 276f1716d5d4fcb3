"""The numbers that the words of the page state."""

from functools import lru_cache
from typing import Any

from core.data import handwriting
from core.labs.shrinkage import lab, sparsity
from core.network.penalties import decay_factor
from core.network.trainer import Trainer
from core.runs.experiment import Experiment
from core.runs.measured import Measured


@lru_cache
def finished(
    penalties: tuple[str, ...],
    strength: float,
    start: str,
    label_noise: float = 0.0,
    data: str = "digits",
) -> Experiment[Trainer]:
    """Return the page's run at its end: 100 examples, η = 0.5, 100 epochs."""
    scene: dict[str, Any] = {"data": data, "n_training": 100, "label_noise": label_noise}
    scene |= {"strengths": {"no_penalty": 0.0} | dict.fromkeys(penalties, strength), "near": 0.5}
    scene |= {"weight_init": start, "learning_rate": 0.5, "epochs": 100, "random_state": 0}
    return lab.experiment(**scene).finish()


def _gain(strength: float, start: str, label_noise: float = 0.0) -> float:
    return lab.findings(finished(("l2",), strength, start, label_noise)).gains["l2"].value


def _blank_inputs() -> float:
    return float(1 - sparsity.ever_on(handwriting.digits(n_training=100).training.X).mean())


MEASURED = {
    "blank_inputs": Measured(0.52, 0.005, _blank_inputs),
    "broken_factor": Measured(-9, 0, lambda: decay_factor(10, 1000, 1000)),
    "gain": Measured(0.032, 0.008, lambda: _gain(0.2, "standard")),
    "noisy_gain_standard": Measured(0.067, 0.015, lambda: _gain(0.5, "standard", 0.2)),
    "noisy_gain_scaled": Measured(0.048, 0.015, lambda: _gain(0.5, "scaled", 0.2)),
}
