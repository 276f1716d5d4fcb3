"""Entropy, cross-entropy and the Kullback-Leibler divergence of discrete distributions."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import entr, rel_entr

from core.arrays import Array

NATS = {"nats": 1.0, "bits": float(np.log(2))}  # how many nats one unit is


def _distribution(name: str, p: ArrayLike) -> Array:
    p = np.asarray(p, dtype=float)
    if p.ndim == 0 or not (p >= 0).all() or not np.allclose(p.sum(axis=-1), 1):
        raise ValueError(f"{name} = {p} is not a distribution: each share >= 0, their sum 1.")
    return p


def entropy(p: ArrayLike) -> Array:
    """Return H(p) = −Σ p ln p along the last axis, in nats. 0·ln 0 is 0.

    Raises ValueError where `p` is not a distribution.
    """
    return np.asarray(entr(_distribution("p", p)).sum(axis=-1))


def kl_divergence(p: ArrayLike, q: ArrayLike) -> Array:
    """Return KL(p‖q) = Σ p ln(p/q) ≥ 0: the extra nats of coding p with q's code.

    Infinite where q is 0 and p is not. Raises ValueError where either is not a distribution.
    """
    p, q = _distribution("p", p), _distribution("q", q)
    return np.asarray(rel_entr(p, q).sum(axis=-1))


def cross_entropy(p: ArrayLike, q: ArrayLike) -> Array:
    """Return CE(p, q) = −Σ p ln q = H(p) + KL(p‖q), in nats."""
    return entropy(p) + kl_divergence(p, q)


def code_lengths(q: ArrayLike) -> Array:
    """Return ln(1/q) = −ln q, in nats: how long a code that expects q makes each outcome's word.

    Infinite where q is 0. Raises ValueError where `q` is not a distribution.
    """
    with np.errstate(divide="ignore"):  # 1/0 = ∞ is the answer, and no accident
        return np.asarray(np.log(1 / _distribution("q", q)))
