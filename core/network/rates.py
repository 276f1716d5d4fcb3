"""What one step multiplies by: step sizes, momentum, and what the penalties take away."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Array
from core.network.settings import SCHEDULES, Settings


@dataclass(frozen=True)
class Rates:
    """The factors of a step on m examples of n: one number each, or (K, 1, 1) for K networks.

    What is None is not used. L1 has one of two steps, `proximal` or `sgn`.
    """

    step_sizes: dict[int, Array]  # −η/m by m, for the last mini-batch of an epoch may be smaller
    momentum: Array | None  # μ
    decay: Array | None  # ηλ₂/n
    kept: Array | None  # 1 − ηλ₂/n
    proximal: Array | None  # ηλ₁/n
    sgn: Array | None  # ηλ₁/n


def rates_of_epoch(
    settings: Sequence[Settings],
    learning_rate: Array,
    epoch: int,
    n_training: int,
    batch_shape: tuple[int, ...],
    dtype: DTypeLike,
) -> Rates:
    """Return the Rates in an epoch, from 0, at η (K,) before the schedule of the K `settings`.

    `batch_shape` is () for one network, (K,) for K.
    """
    first = settings[0]
    eta = learning_rate * SCHEDULES[first.schedule](epoch / first.epochs)
    momentum = np.array([s.momentum for s in settings])
    l1, l2 = np.array([s.l1 for s in settings]), np.array([s.l2 for s in settings])

    def rate(values: Array) -> Array:
        return values.astype(dtype).reshape((*batch_shape, 1, 1) if batch_shape else ())

    sizes = (first.batch_size, n_training % first.batch_size)
    l1_step = rate(eta * l1 / n_training) if l1.any() else None
    decay = eta * l2 / n_training
    return Rates(
        step_sizes={m: rate(-eta / m) for m in sizes if m},
        momentum=rate(momentum) if momentum.any() else None,
        decay=rate(decay) if l2.any() else None,
        kept=rate(1 - decay) if l2.any() else None,
        proximal=l1_step if first.l1_step == "proximal" else None,
        sgn=l1_step if first.l1_step == "sgn" else None,
    )
