"""The kernel of the SVM: how alike it finds two examples, and the γ behind scikit-learn's names."""

from typing import NamedTuple

import numpy as np

from core.arrays import Array


class Likeness(NamedTuple):
    """The kernel of all pairs: of one class, and of two different classes."""

    same: Array
    different: Array


def gamma_value(gamma: float | str, X: Array) -> float:
    """Return γ: a number as it is, "auto" is 1/n_inputs, "scale" is 1/(n_inputs · Var(X)).

    Var(X) is taken over all numbers of X (n, n_inputs). This is what scikit-learn's SVC does; its
    default was "auto" until version 0.22. Raises ValueError for any other text, or a number ≤ 0.
    """
    if gamma == "auto":
        return 1.0 / float(X.shape[1])
    if gamma == "scale":
        variance = float(X.var(dtype=np.float64))
        return 1 / (float(X.shape[1]) * variance) if variance else 1.0  # as scikit-learn does
    if isinstance(gamma, str) or not 0 < gamma < np.inf:
        raise ValueError(f'gamma = {gamma!r} is not possible: "auto", "scale" or a number > 0.')
    return float(gamma)


def rbf(X: Array, gamma: float) -> Array:
    """Return K (n, n), K_ij = exp(−γ‖x_i − x_j‖²): 1 for the same image, 0 for one far away."""
    squares = np.square(X).sum(axis=1)
    distances = squares[:, None] + squares - 2 * X @ X.T
    kernel: Array = np.exp(-gamma * np.maximum(distances, 0))
    return kernel


def likeness(X: Array, labels: Array, gamma: float) -> Likeness:
    """Return the kernel of every pair of examples of X (n, n_inputs), by whether labels agree."""
    kernel, pair = rbf(X, gamma), np.triu_indices(len(X), k=1)
    agree = (labels[:, None] == labels)[pair]
    return Likeness(kernel[pair][agree], kernel[pair][~agree])
