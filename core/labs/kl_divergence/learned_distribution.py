"""A distribution q over two or three outcomes that learns another, p, by descending its logits."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import rel_entr

from core.arrays import Array
from core.labs.kl_divergence.information import (
    cross_entropy,
    distributions,
    entropy,
    kl_divergence,
)
from core.network.functions import softmax
from core.network.settings import Settings
from core.network.textbook import Parameters
from core.network.trainer import Trainer

Shares = tuple[float, ...]
START = 1e-3  # where a zero in q starts to learn, since no finite logit gives 0
CLOSE = 1e-3  # q counts as learned when KL(p‖q) is below this many nats


class Sizes(NamedTuple):
    """What two distributions make of each other: H(p), CE(p, q), KL(p‖q) and KL(q‖p)."""

    entropy: float
    cross_entropy: float
    kl: float
    reverse: float


def three(first: float, share: float) -> Array:
    """Return three probabilities: `first`, `share` of the rest, and what is then left.

    They sum to 1 whatever the two are. Raises ValueError unless both are from 0 to 1.
    """
    for name, value in (("first", first), ("share", share)):
        if not 0 <= value <= 1:
            raise ValueError(f"{name} = {value!r} is not possible: from 0 to 1.")
    return np.array([first, (1 - first) * share, (1 - first) * (1 - share)])


def pair(p1: float, p_share: float, q1: float, q_share: float) -> tuple[Shares, Shares]:
    """Return p and q as tuples, each made by `three`; both lack the third where neither has it.

    They have 12 decimals, so that 0.1 is written as such. Raises ValueError as `three` does.
    """
    p, q = three(p1, p_share).round(12), three(q1, q_share).round(12)
    used = 3 if p[2] or q[2] else 2
    return tuple(p[:used].tolist()), tuple(q[:used].tolist())


def compare(p: ArrayLike, q: ArrayLike) -> Sizes:
    """Return the Sizes of p and q in nats."""
    sizes = (entropy(p), cross_entropy(p, q), kl_divergence(p, q), kl_divergence(q, p))
    return Sizes(*map(float, sizes))


def valley(p: ArrayLike, q: ArrayLike) -> tuple[Array, Array]:
    """Return q₁ from 0.001 to 0.999, and CE(p, q) in nats there; q's other shares keep their ratio.

    Where q₁ is 1 there is no such ratio: then it is p's. The least is at q₁ = p₁, because the
    cross-entropy is −p₁ ln q₁ − (1 − p₁) ln(1 − q₁) and a constant.
    """
    p, q = distributions(p=p, q=q)
    rest = next(tail for tail in (q[1:], p[1:], np.ones(len(p) - 1)) if tail.any())
    first = np.array([0.001, *np.arange(1, 100) / 100, 0.999])
    moved = np.column_stack([first, np.outer(1 - first, rest / rest.sum())])
    return first, cross_entropy(p, moved)


def logits(q: ArrayLike) -> Array:
    """Return ln q: where q begins to learn. A 0 in q becomes START and the others make room."""
    (q,) = distributions(q=q)
    return np.log(np.where(q > 0, q * (1 - START * np.sum(q == 0)), START))


def trainer(p: ArrayLike, q: ArrayLike, learning_rate: float) -> Trainer:
    """Return the Trainer that takes q towards p: z ← z − η(q − p), where q = softmax(z).

    A softmax network whose only input is 0: its weights stand still, its biases are the logits z.
    """
    p, q = distributions(p=p, q=q)
    targets = p[None]
    start = Parameters([np.zeros_like(targets)], [logits(q)])
    settings = Settings(
        hidden_layer_sizes=(), cost="log_likelihood", learning_rate=learning_rate, random_state=0
    )
    return Trainer(settings, np.zeros((1, 1)), targets, start)


def measure(trainer: Trainer) -> list[dict[str, Any]]:
    """Return one record: "q" as a tuple, and what `compare` says of p and q."""
    q = _shares(trainer)
    return [{"q": tuple(q.tolist()), **compare(trainer.Y[0], q)._asdict()}]


def first_close(p: ArrayLike, q: ArrayLike, learning_rate: float, limit: int) -> int | None:
    """Return the first step after which KL(p‖q) < CLOSE, or None within `limit` steps.

    Each step is looked at, for with a large η q swings to and fro past p.
    """
    learner = trainer(p, q, learning_rate)
    while rel_entr(learner.Y[0], _shares(learner)).sum() >= CLOSE:
        if learner.step == limit or learner.stopped:
            return None
        learner.run(1)
    return learner.step


def _shares(trainer: Trainer) -> Array:
    return softmax(trainer.parameters[0].biases[0])
