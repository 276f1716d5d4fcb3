"""Why a network diverged, and what it counts as, in the reader's language."""

from core.network.penalties import decay_factor
from core.network.trainer import Trainer
from pages.common.prose import pick, written


def diagnosis(name: str, trainer: Trainer) -> str:
    """Return in the reader's language why networks of the trainer called `name` diverged."""
    n = trainer.n_training
    factors = [decay_factor(s.learning_rate, s.l2, n) for s in trainer.settings]
    ended, networks = sum(step is not None for step in trainer.diverged), len(factors)
    least = written(min(factors), ".3g")
    who = pick(
        f"{name}: {ended} of {networks} networks diverged, and count as 0 % from then on. ",
        f"{name}：{networks} 个网络中有 {ended} 个发散，此后按 0 % 计。",
    )
    if min(factors) < -1:
        return who + pick(
            f"Each step multiplies the weights by 1 − ηλ/n = {least}, below −1. "
            "Take a smaller η or λ.",
            f"每一步权重都乘以 1 − ηλ/n = {least}，小于 −1。请减小 η 或 λ。",
        )
    return who + pick(
        "η is too large: each step goes further past the target.",
        "η 太大：每一步都冲得更远。",
    )
