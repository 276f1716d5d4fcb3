"""How fast a search is, as ratios measured side by side: python -m tests.benchmarks.search.

25 cells of η and λ, 3 seeds each, on 500 digits; one BLAS thread; the contenders take turns.
"""

import argparse
import warnings
from functools import partial

import numpy as np
from sklearn.model_selection import GridSearchCV, ParameterGrid, PredefinedSplit
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from core.data.handwriting import digits
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs.experiment import Experiment, marks
from core.runs.metrics import learning
from core.runs.search import Search
from tests.benchmarks.speed import Ratio, show, times

CELLS = {"learning_rate": [0.05, 0.15, 0.5, 1.5, 5.0], "l2": [0.0, 0.1, 1.0, 10.0, 100.0]}
SEEDS = range(3)
M = Settings().batch_size


def looks(epochs):
    """Return how often each network is evaluated on the validation set: every third epoch."""
    return max(1, epochs // 3)


def at_once(split, epochs):
    """Train and evaluate all the networks together."""
    training, validation = ((part.X, part.Y) for part in (split.training, split.validation))
    cells, base = ParameterGrid(CELLS), Settings(epochs=epochs)
    Search(base, cells, SEEDS, training, validation, most=looks(epochs)).advance(np.inf)


def in_turn(split, epochs):
    """Train and evaluate each of the same networks alone."""
    sets = {"validation": (split.validation.X, split.validation.Y)}
    measure = partial(learning, sets=sets)
    for cell in ParameterGrid({**CELLS, "random_state": SEEDS}):
        trainer = Trainer(Settings(epochs=epochs, **cell), split.training.X, split.training.Y)
        spread = marks(epochs * trainer.steps_per_epoch, looks(epochs))
        Experiment({"one": trainer}, measure, spread).advance(np.inf)


def sklearn_grid(split, epochs):
    """Search the same cells with GridSearchCV over MLPClassifier, evaluated once, at the end.

    Several targets an example make its outputs sigmoids and its cost the same cross-entropy; its
    `alpha` is λm/n, for it divides the penalty by the size of the mini-batch.
    """
    parts = (split.training, split.validation)
    X, Y = np.vstack([part.X for part in parts]), np.vstack([part.Y for part in parts])
    n = len(split.training.X)
    fold = PredefinedSplit([-1] * n + [0] * len(split.validation.X))
    model = MLPClassifier((30,), "logistic", solver="sgd", batch_size=M, momentum=0.0)
    model.set_params(max_iter=epochs, n_iter_no_change=epochs)
    cells = {"learning_rate_init": CELLS["learning_rate"], "random_state": SEEDS}
    cells["alpha"] = [l2 * M / n for l2 in CELLS["l2"]]
    grid = GridSearchCV(model, cells, cv=fold, refit=False)
    with warnings.catch_warnings(action="ignore"):  # of all that has not converged, or diverges
        grid.fit(X, Y)


def measure(rounds: int, epochs: int) -> list[Ratio]:
    """Return every ratio, from `rounds` rounds each, and the seconds of the search at once."""
    small, large = (digits(size=size, n_training=500) for size in (8, 28))
    with threadpool_limits(1):
        ways = (at_once, in_turn, sklearn_grid)
        t = times(rounds, {way.__name__: partial(way, small) for way in ways}, epochs)
        wide = times(rounds, {way.__name__: partial(way, large) for way in ways[:2]}, epochs)
    return [
        Ratio("75 networks [64, 30, 10] in turn : at once", t["in_turn"] / t["at_once"], ">= 2.2"),
        Ratio(
            "75 networks [784, 30, 10] in turn : at once", wide["in_turn"] / wide["at_once"], "-"
        ),
        Ratio("GridSearchCV(MLPClassifier) : at once", t["sklearn_grid"] / t["at_once"], "-"),
        Ratio(f"at once, epochs = {epochs}, in seconds", t["at_once"], "< 4"),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="turns of each contender")
    parser.add_argument("--epochs", type=int, default=30)
    options = parser.parse_args()
    show(measure(options.rounds, options.epochs))
