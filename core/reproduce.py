"""Repeats the note's main experiment on MNIST in full: python -m core.reproduce.

A network [784, 30, 10], cross-entropy, η = 0.3, weights and biases from N(0, 1), as in the note.
The number is the greatest *test* accuracy of all epochs, because book and note report that one;
it is a little flattering, and the pages of the app choose by validation instead.
"""

import argparse
import resource
import sys
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import NamedTuple

from threadpoolctl import threadpool_limits

from core.data import DataUnavailableError, Split, mnist
from core.settings import Settings
from core.training import Trainer

SETTINGS = Settings(
    hidden_layer_sizes=(30,), cost="cross_entropy", weight_init="standard", learning_rate=0.3
)
NOTE = 94.99  # %, the note's own best, from one run


class Run(NamedTuple):
    """Greatest test accuracy of all epochs (a share), seconds of training, and of evaluation."""

    accuracy: float
    training: float
    evaluation: float


def run(settings: Settings, split: Split) -> Run:
    """Train for `settings.epochs`, looking at the test set after each, with a progress bar."""
    trainer = Trainer(settings, split.training.X, split.training.Y)
    accuracies, training, start = [], 0.0, perf_counter()
    for epoch in range(1, settings.epochs + 1):
        before = perf_counter()
        trainer.run_epochs(1)
        training += perf_counter() - before
        accuracies.append(trainer.evaluate(split.test.X, split.test.Y)[0].accuracy)
        show_progress(f"seed {settings.random_state}", epoch / settings.epochs, max(accuracies))
    return Run(max(accuracies), training, perf_counter() - start - training)


def show_progress(name: str, done: float, best: float) -> None:
    """Draw a bar over the last one on stderr, ending the line when `done` is 1."""
    bar = "#" * round(30 * done)
    end = "\n" if done == 1 else ""
    print(f"\r{name} [{bar:<30}] best {best:.2%}", end=end, file=sys.stderr, flush=True)


def peak_megabytes() -> float:
    """Return the most memory this process has had so far (Linux counts in KiB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def report(runs: list[Run]) -> str:
    """Return what came out, in words: median and range, time a run, memory."""
    best = [100 * run.accuracy for run in runs]
    return (
        f"greatest test accuracy: {median(best):.2f} % "
        f"({min(best):.2f} to {max(best):.2f}, {len(runs)} seeds); the note: {NOTE} %\n"
        f"a run: {median(run.training for run in runs):.1f} s of training, "
        f"{median(run.evaluation for run in runs):.1f} s of evaluation; "
        f"peak memory {peak_megabytes():.0f} MB"
    )


def main(arguments: list[str] | None = None) -> int:
    """Run it from the command line; return 0, or 2 where MNIST is not here."""
    parser = argparse.ArgumentParser(prog="python -m core.reproduce", description=__doc__)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seeds", type=int, default=3, help="how many runs")
    parser.add_argument("--images", type=int, default=50_000, help="how many to train on")
    options = parser.parse_args(arguments)
    if options.epochs < 1 or options.seeds < 1:
        parser.error("--epochs and --seeds are at least 1")
    try:
        split = mnist(n_training=options.images)
    except DataUnavailableError as error:
        print(error, file=sys.stderr)
        return 2
    except ValueError as error:
        parser.error(f"--images: {error}")
    with threadpool_limits(1):  # more BLAS threads only hurt at this size
        several = [
            replace(SETTINGS, epochs=options.epochs, random_state=seed)
            for seed in range(options.seeds)
        ]
        print(report([run(settings, split) for settings in several]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
