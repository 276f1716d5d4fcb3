"""The numbers that the words of the page state, on 500 of the digits, medians of five networks.

Runs of many layers are chaotic: another processor rounds otherwise and ends elsewhere.
"""

from functools import lru_cache, partial
from typing import Any

from core.labs.activations import lab
from core.labs.activations.idle import flat_from
from core.network.trainer import Trainer
from core.runs.experiment import Experiment
from core.runs.measured import Measured


@lru_cache(maxsize=64)
def ran(
    activation: str, start: str, eta: float, depth: int = 1, bias_sd: float = 0.0
) -> Experiment[Trainer]:
    """Return the finished run of five networks of one activation."""
    return lab.experiment(
        data="digits",
        n_training=500,
        learning_rates={activation: eta},
        hidden_layer_sizes=(lab.WIDTH,) * depth,
        weight_init=start,
        bias_sd=bias_sd,
        epochs=20,
        random_state=0,
    ).finish()


def _found(field: str, *scene: Any) -> float:
    return float(getattr(lab.arm(ran(*scene), scene[0]), field))


def _stated(value: float, tolerance: float, field: str, *scene: Any) -> Measured:
    return Measured(value, tolerance, partial(_found, field, *scene))


MEASURED = {
    "factor_of_sigmoid": Measured(0.35, 0.005, lambda: (30 * 2 / 30) ** 0.5 / 4),
    "factor_of_larger_weights": Measured(1.37, 0.005, lambda: 30**0.5 / 4),
    "factor_of_relu": Measured(3.9, 0.05, lambda: (30 / 2) ** 0.5),
    "tanh_flat_from": Measured(2.3, 0.05, lambda: flat_from("tanh")[1]),
    "sigmoid_flat_from": Measured(4.6, 0.05, lambda: flat_from("sigmoid")[1]),
    "fade_sigmoid": _stated(880, 10, "fade", "sigmoid", "he", 0.05, 5),
    "fade_relu": _stated(1.5, 0.05, "fade", "relu", "he", 0.05, 5),
    "fade_tanh": _stated(1.6, 0.05, "fade", "tanh", "he", 0.05, 5),
    "deep_tanh": _stated(0.95, 0.01, "accuracy", "tanh", "he", 0.05, 5),
    "deep_relu": _stated(0.92, 0.025, "accuracy", "relu", "he", 0.05, 5),
    "deep_sigmoid": _stated(0.9, 0.025, "accuracy", "sigmoid", "standard", 0.5, 5),
    "deep_saturated": _stated(0.26, 0.005, "begun", "sigmoid", "standard", 0.5, 5),
    "saturated_tanh": _stated(0.82, 0.005, "begun", "tanh", "standard", 0.1),
    "saturated_sigmoid": _stated(0.66, 0.005, "begun", "sigmoid", "standard", 0.1),
    "wide_tanh": _stated(0.84, 0.01, "accuracy", "tanh", "standard", 0.1),
    "wide_sigmoid": _stated(0.87, 0.01, "accuracy", "sigmoid", "standard", 0.1),
    "narrow_tanh": _stated(0.95, 0.01, "accuracy", "tanh", "he", 0.1),
    "early_tanh": _stated(0.88, 0.01, "early", "tanh", "he", 0.05),
    "early_relu": _stated(0.77, 0.01, "early", "relu", "he", 0.05),
    "early_sigmoid": _stated(0.55, 0.01, "early", "sigmoid", "he", 0.05),
    "tenfold_sigmoid": _stated(0.95, 0.01, "accuracy", "sigmoid", "he", 0.5),
    "shallow_relu": _stated(0.93, 0.01, "accuracy", "relu", "he", 0.05),
    "deep_born_dead": _stated(57, 0.5, "born", "relu", "he", 0.05, 5, 1.0),
    "born_dead": _stated(11, 0.5, "born", "relu", "he", 0.05, 1, 1.0),
    "born_dead_without_biases": _stated(3, 0.5, "born", "relu", "he", 0.05),
}
