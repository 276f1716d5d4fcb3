"""The kernel of the SVM: how similar two examples are, and the γ behind scikit-learn's names.

X are floats, or uint8 pixels, which become X/255. ValueError is raised for an impossible X.
"""

from numbers import Real
from typing import NamedTuple

import numpy as np
from sklearn.metrics.pairwise import rbf_kernel

from core.arrays import Array, as_float
from core.network.checks import check_inputs


class Similarity(NamedTuple):
    """The kernel of all pairs: of one class, and of two different classes."""

    same: Array
    different: Array


def gamma_value(gamma: float | str, X: Array) -> float:
    """Return γ: a number as it is, "auto" is 1/n_inputs, "scale" is 1/(n_inputs · Var(X)).

    Var(X) is taken over all numbers of X (n, n_inputs). This is what scikit-learn's SVC does; its
    default was "auto" until version 0.22. Raises ValueError for anything else, or a number ≤ 0.
    """
    check_inputs(X)
    if gamma == "auto":
        return 1.0 / float(X.shape[1])
    if gamma == "scale":
        variance = float(as_float(X).var(dtype=np.float64))
        return 1 / (float(X.shape[1]) * variance) if variance else 1.0  # as scikit-learn does
    if not isinstance(gamma, Real) or not 0 < gamma < np.inf:
        raise ValueError(f'gamma = {gamma!r} is not possible: "auto", "scale" or a number > 0.')
    return float(gamma)


def similarity(X: Array, labels: Array, gamma: float) -> Similarity:
    """Return K(x, x') = exp(−γ‖x − x'‖²) of every pair of examples, by whether labels agree.

    X (n, n_inputs), labels (n,). K is 1 for the same image, near 0 for one far away.
    """
    check_inputs(X)
    if np.shape(labels) != (len(X),):
        raise ValueError(f"labels of shape {np.shape(labels)} are not possible: ({len(X)},).")
    kernel, pair = rbf_kernel(as_float(X), gamma=gamma), np.triu_indices(len(X), k=1)
    agree = (labels[:, None] == labels)[pair]
    return Similarity(kernel[pair][agree], kernel[pair][~agree])
