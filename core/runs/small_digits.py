"""What the pages on schedules, mini-batches and search share: small digits, five networks each."""

from dataclasses import replace

from core.arrays import Array
from core.data import handwriting
from core.network.settings import Settings
from core.runs.experiment import NETWORKS

Examples = tuple[Array, Array]


def small_digits(n_training: int, label_noise: float) -> tuple[Examples, dict[str, Examples]]:
    """Return X (n, 64) and Y (n, 10) to learn from, and by name those to be measured on.

    `n_training` and `label_noise` as in `handwriting.load`.
    """
    split = handwriting.load("digits", n_training, label_noise, size=8)
    measured = {
        "training": handwriting.sample(split.training, 400),
        "validation": (split.validation.X, split.validation.Y),
    }
    return (split.training.X, split.training.Y), measured


def five(settings: Settings) -> list[Settings]:
    """Return the same settings with the five seeds from `random_state` on."""
    return [replace(settings, random_state=settings.random_state + k) for k in range(NETWORKS)]
