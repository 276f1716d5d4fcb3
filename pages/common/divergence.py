"""Why a network ran away, in the reader's language."""

from core.labs.hyper_parameters.diagnosis import factor
from core.network.trainer import Trainer
from pages.common.prose import pick


def diagnosis(name: str, trainer: Trainer) -> str:
    """Return in the reader's language why a network of the trainer called `name` ran away."""
    factors = [factor(settings, trainer.n_training) for settings in trainer.settings]
    ended = sum(step is not None for step in trainer.diverged)
    if min(factors) < -1:
        product = f"1 − ηλ/n = {min(factors):.3g}".replace("-", "−")
        return pick(
            f"{name}: {ended} of {len(factors)} networks ran away. Each step multiplies the "
            f"weights by {product}, below −1. Take a smaller η or λ.",
            f"{name}：{len(factors)} 个网络中有 {ended} 个发散。每一步权重都乘以 {product}，"
            "小于 −1。请减小 η 或 λ。",
        )
    return pick(
        f"{name}: {ended} of {len(factors)} networks ran away: η is too large, each step goes "
        "further past the target. The curves end where they were still sound.",
        f"{name}：{len(factors)} 个网络中有 {ended} 个发散：η 太大，每一步都冲得更远。"
        "曲线停在还正常的地方。",
    )
