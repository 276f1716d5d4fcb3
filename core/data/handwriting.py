"""The handwriting that the networks learn: embedded digits or MNIST, split in three."""

import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike
from scipy.ndimage import zoom

from core.arrays import Array, as_float, whole_numbers
from core.data.mnist import mnist_folder, read

NAMES = ("digits", "mnist")
N_CLASSES = 10
N_VALIDATION, N_TEST = 397, 400  # of the 1,797 embedded digits; 1000 are left to train on
N_MNIST_VALIDATION = 10_000
SHUFFLE_SEED = 1797  # of the embedded digits; the writers follow each other in the original

_PREPARING = threading.Lock()  # lru_cache alone would let two first visitors both do the work


@dataclass(frozen=True, eq=False)
class Examples:
    """Images and their labels; every array is read-only and may be shared.

    X (n, n_inputs), float32 from 0 to 1 or uint8 pixels from 0 to 255; Y (n, 10) float32, one-hot,
    and labels (n,): what the learner is told; true_labels (n,): what a person would say.
    """

    X: Array
    Y: Array
    labels: Array
    true_labels: Array


@dataclass(frozen=True, eq=False)
class Split:
    """Training fits the weights, validation chooses the settings, test is looked at once."""

    training: Examples
    validation: Examples
    test: Examples


def one_hot(labels: ArrayLike, n_classes: int = N_CLASSES, dtype: DTypeLike = np.float32) -> Array:
    """Return (n, n_classes): 1 in the column of each label of (n,), 0 elsewhere.

    Raises ValueError for what is no class.
    """
    rows: Array = np.eye(n_classes, dtype=dtype)[whole_numbers("labels", labels, n_classes)]
    return rows


def digits(
    size: int = 28, n_training: int = 1000, label_noise: float = 0.0, random_state: Any = 0
) -> Split:
    """Return the UCI digits of scikit-learn, 8×8 as they are or drawn into 28×28 like MNIST.

    The first `n_training` of 1000 train; 397 validate and 400 test, always the same ones.
    `label_noise` is the share of training labels made wrong, drawn with the seed `random_state`.
    Raises ValueError for an impossible size, n_training or label_noise.
    """
    if size not in (8, 28):
        raise ValueError(f"size = {size!r} is not possible: choose 8 or 28.")
    with _PREPARING:
        split = _digits(size)
    return _choose(split, n_training, label_noise, random_state)


def mnist(n_training: int = 50_000, label_noise: float = 0.0, random_state: Any = 0) -> Split:
    """Return MNIST as uint8 pixels (n, 784), split as in Nielsen's book.

    The first `n_training` of 50,000 train, the 10,000 after those validate, 10,000 others test.
    `label_noise` as in `digits`. Raises DataUnavailableError where the files are missing or
    wrong, and ValueError for an impossible n_training or label_noise.
    """
    with _PREPARING:
        split = _mnist(mnist_folder())
    return _choose(split, n_training, label_noise, random_state)


def load(
    name: str,
    n_training: int,
    label_noise: float = 0.0,
    random_state: Any = 0,
    size: int = 28,
) -> Split:
    """Return "digits" or "mnist" with `n_training` examples to learn from, as 28 × 28 pixels.

    The digits can also be had in their own `size`, 8. Raises ValueError for another name, and
    what `digits` and `mnist` raise.
    """
    if name not in NAMES:
        raise ValueError(f"name = {name!r} is not possible: choose from {', '.join(NAMES)}.")
    if name == "mnist":
        return mnist(n_training, label_noise, random_state)
    return digits(size, n_training, label_noise, random_state)


def sample(examples: Examples, most: int = 2000) -> tuple[Array, Array]:
    """Return X, as floats, and Y of at most `most` examples to measure on, always the same.

    They are read-only.
    """
    chosen = np.sort(np.random.default_rng(0).permutation(len(examples.X))[:most])
    X, Y = as_float(examples.X[chosen]), examples.Y[chosen]
    for array in (X, Y):
        array.setflags(write=False)
    return X, Y


@lru_cache
def _digits(size: int) -> Split:
    from sklearn.datasets import load_digits  # noqa: PLC0415 - 100 MB that MNIST does not need

    pixels, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(SHUFFLE_SEED).permutation(len(labels))
    X, labels = pixels[order].astype(np.float32) / 16, labels[order]
    if size == 28:
        drawn = zoom(X.reshape(-1, 8, 8), (1, 2.5, 2.5), order=1)
        X = np.pad(drawn.clip(0, 1), ((0, 0), (4, 4), (4, 4))).reshape(-1, 784)
    rest, test = _cut(_examples(X, labels), N_TEST)
    return Split(*_cut(rest, N_VALIDATION), test)


@lru_cache(maxsize=1)
def _mnist(folder: Path) -> Split:
    images, labels, test_images, test_labels = read(folder)
    rest = _examples(images.reshape(-1, 784), labels)
    test = _examples(test_images.reshape(-1, 784), test_labels)
    return Split(*_cut(rest, N_MNIST_VALIDATION), test)


def _examples(X: Array, labels: Array, told: Array | None = None) -> Examples:
    """Freeze and bundle; the learner is `told` the true labels unless others are given."""
    true_labels = labels.astype(np.intp, copy=False)
    told = true_labels if told is None else told
    examples = Examples(X, one_hot(told), told, true_labels)
    for array in vars(examples).values():
        array.setflags(write=False)
    return examples


def _cut(examples: Examples, n_last: int) -> tuple[Examples, Examples]:
    """Return all but the last `n_last` examples, and those, as views."""
    arrays = vars(examples).values()
    return Examples(*(a[:-n_last] for a in arrays)), Examples(*(a[-n_last:] for a in arrays))


def _choose(split: Split, n_training: int, label_noise: float, random_state: Any) -> Split:
    """Return `split` with the first `n_training` examples to train on, some mislabelled."""
    n_all = len(split.training.X)
    if not isinstance(n_training, (int, np.integer)) or not 1 <= n_training <= n_all:
        raise ValueError(
            f"n_training = {n_training!r} is not possible: a whole number from 1 to {n_all}."
        )
    if not 0 <= label_noise <= 1:
        raise ValueError(f"label_noise = {label_noise!r} is not possible: from 0 to 1.")
    training = Examples(*(array[:n_training] for array in vars(split.training).values()))
    if label_noise:
        told = _mislabel(training.true_labels, label_noise, random_state)
        training = _examples(training.X, training.true_labels, told)
    return replace(split, training=training)


def _mislabel(labels: Array, share: float, random_state: Any) -> Array:
    """Replace round(share·n) labels by other ones, each equally likely; more noise adds to less."""
    rng = np.random.default_rng(random_state)
    order = rng.permutation(len(labels))
    step = rng.integers(1, N_CLASSES, size=len(labels))
    changed = order[: round(share * len(labels))]
    told = labels.copy()
    told[changed] = (told[changed] + step[changed]) % N_CLASSES
    return told
