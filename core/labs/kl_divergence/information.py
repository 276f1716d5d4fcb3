"""Entropy, cross-entropy and the Kullback-Leibler divergence of discrete distributions."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import entr, rel_entr

from core.arrays import Array

NATS = {"nats": 1.0, "bits": float(np.log(2))}  # how many nats one unit is


def distributions(**named: ArrayLike) -> list[Array]:
    """Return the distributions, (..., n_outcomes) each, as float64 arrays.

    Raises ValueError, naming it, where one is none, or where they are not of as many outcomes.
    """
    found = list[Array]()
    for name, given in named.items():
        p = np.asarray(given, dtype=float)
        room = 1e-2 if getattr(given, "dtype", None) == np.float16 else 1e-5  # for rounding
        if p.ndim == 0 or not (p >= 0).all() or (abs(p.sum(axis=-1) - 1) > room).any():
            raise ValueError(f"{name} = {p} is not a distribution: each share >= 0, their sum 1.")
        if found and p.shape[-1] != found[0].shape[-1]:
            first = f"{next(iter(named))} has {found[0].shape[-1]}"
            raise ValueError(f"{name} has {p.shape[-1]} outcomes and {first}: give as many.")
        found.append(p)
    return found


def entropy(p: ArrayLike) -> Array:
    """Return H(p) = −Σ p ln p along the last axis, in nats. 0·ln 0 is 0.

    Raises ValueError where `p` is not a distribution.
    """
    (p,) = distributions(p=p)
    return np.asarray(entr(p).sum(axis=-1))


def kl_divergence(p: ArrayLike, q: ArrayLike) -> Array:
    """Return KL(p‖q) = Σ p ln(p/q) ≥ 0: the extra nats of coding p with q's code.

    Infinite where q is 0 and p is not. Raises ValueError as `distributions` does.
    """
    p, q = distributions(p=p, q=q)
    return np.asarray(rel_entr(p, q).sum(axis=-1))


def cross_entropy(p: ArrayLike, q: ArrayLike) -> Array:
    """Return CE(p, q) = −Σ p ln q = H(p) + KL(p‖q), in nats."""
    return entropy(p) + kl_divergence(p, q)


def code_lengths(q: ArrayLike) -> Array:
    """Return ln(1/q) = −ln q, in nats: how long a code that expects q makes each outcome's word.

    Infinite where q is 0. Raises ValueError where `q` is not a distribution.
    """
    (q,) = distributions(q=q)
    with np.errstate(divide="ignore"):  # −ln 0 = ∞ is the answer, and no accident
        return np.asarray(0 - np.log(q))  # 0: so that ln 1 gives 0, not −0
