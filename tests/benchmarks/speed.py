"""How fast a mini-batch step is, as ratios measured side by side: python -m tests.benchmarks.speed.

One BLAS thread; the contenders take turns, round by round, and the medians are compared.
"""

import argparse
import warnings
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import NamedTuple

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from core.network.settings import Settings
from core.network.trainer import Trainer
from tests.benchmarks import rivals

SETTINGS = Settings(learning_rate=0.1, random_state=0)  # sigmoid outputs, cross-entropy
N, M = 5000, SETTINGS.batch_size  # examples, and how many make a mini-batch


class Ratio(NamedTuple):
    """One line of the table: the time of `what` names first, divided by the time of the other."""

    what: str
    value: float
    target: str


def examples(n_inputs: int, n_outputs: int = 10):
    """Return X (N, n_inputs), float32 from 0 to 1, and one-hot Y (N, n_outputs)."""
    rng = np.random.default_rng(0)
    X, labels = rng.random((N, n_inputs), dtype=np.float32), rng.integers(0, n_outputs, N)
    return X, np.eye(n_outputs, dtype=np.float32)[labels]


def times(rounds: int, contenders: dict[str, Callable[[int], object]], steps: int):
    """Return the median seconds of each contender, called with `steps`, taking turns."""
    measured = {name: [] for name in contenders}
    for _ in range(rounds + 1):
        for name, contender in contenders.items():
            start = perf_counter()
            contender(steps)
            measured[name].append(perf_counter() - start)
    return {name: median(seconds[1:]) for name, seconds in measured.items()}  # the first warms up


def sklearn_epochs(X, Y):
    """Return a function that trains MLPClassifier for whole epochs of N / M steps each.

    Several targets an example make its outputs sigmoids and its loss the same cross-entropy.
    """
    model = MLPClassifier(
        (30,), "logistic", solver="sgd", alpha=0.0, batch_size=M, momentum=0.0, max_iter=1
    )
    model.set_params(learning_rate_init=SETTINGS.learning_rate, random_state=0)

    def run(steps):
        with warnings.catch_warnings(category=ConvergenceWarning, action="ignore"):
            for _ in range(steps * M // N):
                model.partial_fit(X, Y, classes=range(10))

    return run


def one_network(rounds: int) -> list[Ratio]:
    """Compare steps of [784, 30, 10] and of [64, 30, 10], mini-batch 10, float32."""
    X, Y = examples(784)
    pixels = (X * 255).astype(np.uint8)
    contenders = {
        "ours": Trainer(SETTINGS, X, Y).run,
        "pixels": Trainer(SETTINGS, pixels, Y).run,
        "softmax": Trainer(replace(SETTINGS, cost="log_likelihood"), X, Y).run,
        "floor": rivals.five_products(784, 30, 10, M),
        "bare": rivals.bare_network(X, Y, 30, M, SETTINGS.learning_rate),
        "sklearn": sklearn_epochs(X, Y),
    }
    torch = rivals.torch_network(X, Y, 30, M, SETTINGS.learning_rate)
    if torch:
        contenders["torch"] = torch
    t = times(rounds, contenders, N // M)
    X, Y = examples(64)
    small = times(
        rounds, {"ours": Trainer(SETTINGS, X, Y).run, "sklearn": sklearn_epochs(X, Y)}, N // M
    )
    return [
        Ratio("ours : five bare products", t["ours"] / t["floor"], "<= 1.9"),
        Ratio("ours, uint8 pixels : five bare products", t["pixels"] / t["floor"], "<= 1.9"),
        Ratio("ours, softmax : five bare products", t["softmax"] / t["floor"], "-"),
        Ratio("ours : a step by hand", t["ours"] / t["bare"], "<= 1.1"),
        Ratio("scikit-learn : ours", t["sklearn"] / t["ours"], ">= 4"),
        *([Ratio("PyTorch eager : ours", t["torch"] / t["ours"], ">= 5")] if torch else []),
        Ratio("scikit-learn : ours, 64 inputs", small["sklearn"] / small["ours"], ">= 8"),
    ]


def at_once(rounds: int, sizes: tuple[int, int, int], target: str) -> Ratio:
    """Compare 16 networks one after another with the same 16 at once."""
    n_inputs, hidden, n_outputs = sizes
    X, Y = examples(n_inputs, n_outputs)
    settings = [
        replace(SETTINGS, hidden_layer_sizes=(hidden,), random_state=seed) for seed in range(16)
    ]
    alone, together = [Trainer(one, X, Y) for one in settings], Trainer(settings, X, Y)
    t = times(
        rounds,
        {"alone": lambda steps: [one.run(steps) for one in alone], "together": together.run},
        N // M,
    )
    return Ratio(f"16 networks {list(sizes)} in turn : at once", t["alone"] / t["together"], target)


def measure(rounds: int) -> list[Ratio]:
    """Return every ratio, from `rounds` rounds each, on one BLAS thread."""
    with threadpool_limits(1):
        return [
            *one_network(rounds),
            at_once(rounds, (64, 30, 10), ">= 2.2"),
            at_once(rounds, (2, 4, 1), ">= 5"),
        ]


def show(ratios: list[Ratio]) -> None:
    """Print the table."""
    print(f"{'times, as a ratio':<46}{'ratio':>7}   target")
    for ratio in ratios:
        print(f"{ratio.what:<46}{ratio.value:7.2f}   {ratio.target}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=25, help="turns of each contender")
    show(measure(parser.parse_args().rounds))
