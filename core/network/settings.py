"""Settings: every choice that makes a run, what each may be, and the tables behind the choices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from math import cos, pi
from typing import Any

import numpy as np

from core.network.functions import ACTIVATIONS, COSTS


@dataclass(kw_only=True)
class Settings:
    """Every choice that makes a run. Units: η per step, `dropout` a probability, λ unscaled.

    `random_state` is a seed; the same seed gives the same start, order and dropout masks.
    """

    hidden_layer_sizes: tuple[int, ...] = (30,)
    activation: str = "sigmoid"
    cost: str = "cross_entropy"
    weight_init: str = "scaled"
    learning_rate: float = 0.5
    schedule: str = "constant"
    momentum: float = 0.0
    l1: float = 0.0
    l1_step: str = "proximal"
    l2: float = 0.0
    dropout: float = 0.0
    dropout_mask: str = "batch"
    dropout_scaling: str = "inverted"
    softmax_c: float = 1.0
    bias_sd: float = 1.0
    batch_size: int = 10
    epochs: int = 30
    random_state: Any = None


def random_streams(random_state: Any) -> list[np.random.Generator]:
    """Return random numbers for start, order and masks: changing one leaves the others alone."""
    return [np.random.default_rng(seed) for seed in np.random.SeedSequence(random_state).spawn(3)]


# The standard deviation of a weight's start, by fan-in and fan-out: the first two are Nielsen's
# ("Weight initialization"), the next of Glorot and Bengio (2010) and of He et al. (2015).
WEIGHT_SD: dict[str, Callable[[int, int], float]] = {
    "standard": lambda fan_in, fan_out: 1.0,
    "scaled": lambda fan_in, fan_out: fan_in**-0.5,
    "glorot": lambda fan_in, fan_out: (2 / (fan_in + fan_out)) ** 0.5,
    "he": lambda fan_in, fan_out: (2 / fan_in) ** 0.5,
    "zeros": lambda fan_in, fan_out: 0.0,
}


def start_sds(settings: Settings, fan_in: int, fan_out: int) -> tuple[float, float]:
    """Return the standard deviations at which a layer's weights and its biases start."""
    bias_sd = 0.0 if settings.weight_init == "zeros" else settings.bias_sd
    return WEIGHT_SD[settings.weight_init](fan_in, fan_out), bias_sd


# The factor on η, by the share of all epochs that is done; cosine: Loshchilov and Hutter (2017).
SCHEDULES: dict[str, Callable[[float], float]] = {
    "constant": lambda done: 1.0,
    "step": lambda done: 0.5 ** int(4 * done),
    "cosine": lambda done: (1 + cos(pi * min(done, 1))) / 2,
}

CHOICES: dict[str, tuple[str, ...]] = {
    "activation": tuple(ACTIVATIONS),
    "cost": tuple(COSTS),
    "weight_init": tuple(WEIGHT_SD),
    "schedule": tuple(SCHEDULES),
    "l1_step": ("proximal", "sgn"),
    "dropout_mask": ("batch", "example"),
    "dropout_scaling": ("inverted", "test", "none"),
}

RANGES: dict[str, tuple[float, float]] = {  # both ends allowed
    "learning_rate": (0, np.inf),
    "momentum": (0, 1),
    "l1": (0, np.inf),
    "l2": (0, np.inf),
    "dropout": (0, 0.99),
    "softmax_c": (-np.inf, np.inf),
    "bias_sd": (0, np.inf),
    "batch_size": (1, np.inf),
    "epochs": (1, np.inf),
}


def _is_whole(value: Any) -> bool:
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def check(settings: Settings) -> None:
    """Raise ValueError, naming the field, its value and what is allowed, if a run is impossible."""

    def refuse(name: str, allowed: str) -> None:
        raise ValueError(f"{name} = {getattr(settings, name)!r} is not possible: {allowed}.")

    for name, choices in CHOICES.items():
        if getattr(settings, name) not in choices:
            refuse(name, "choose one of " + ", ".join(choices))
    for name, (low, high) in RANGES.items():
        value, whole = getattr(settings, name), name in ("batch_size", "epochs")
        if not (_is_whole(value) or (not whole and isinstance(value, (float, np.floating)))):
            refuse(name, "give a whole number" if whole else "give a number")
        if not (low <= value <= high and np.isfinite(value)):
            refuse(name, f"from {low:g} to {high:g}, and finite")
    seed = settings.random_state
    if seed is not None and not (_is_whole(seed) and seed >= 0):
        refuse("random_state", "None, or a whole number of at least 0")
    sizes = settings.hidden_layer_sizes
    if not isinstance(sizes, Sequence) or not all(_is_whole(size) and size >= 1 for size in sizes):
        refuse("hidden_layer_sizes", "a tuple of whole numbers, each at least 1")
    if settings.softmax_c != 1 and settings.cost != "log_likelihood":
        refuse("softmax_c", "only the cost log_likelihood has a softmax; elsewhere it is 1")


MAY_DIFFER = {
    "random_state",
    "learning_rate",
    "l1",
    "l2",
    "momentum",
    "dropout",
    "weight_init",
    "bias_sd",
}


def check_alike(several: Sequence[Settings]) -> None:
    """Raise ValueError unless each is possible and they differ only where networks at once may."""
    if not several:
        raise ValueError("settings = () is empty: give at least one Settings.")
    for settings in several:
        check(settings)
        for field in fields(Settings):
            first, value = getattr(several[0], field.name), getattr(settings, field.name)
            if field.name not in MAY_DIFFER and value != first:
                raise ValueError(
                    f"{field.name} = {value!r} beside {first!r} is not possible: networks that "
                    f"learn at once may differ in {', '.join(sorted(MAY_DIFFER))}."
                )
