"""The numbers that the words of the page state."""

from functools import lru_cache
from math import pi, sqrt
from statistics import median

import numpy as np

from core.data import handwriting
from core.labs.more_data import lab
from core.labs.more_data.augmentation import SIGMA
from core.labs.more_data.copies import Pool
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs.measured import Measured

ORIGINALS = 200


def _displacement() -> float:
    """Return the standard deviation of a displacement at α = 20, in pixels, by the formula."""
    return 20 / (sqrt(3) * 2 * sqrt(pi) * SIGMA)


@lru_cache
def _misread_after_a_leak() -> tuple[float, float]:
    """Return the median error rates on validation and on test digits of networks with a leak.

    They learn from the originals, and from four copies, moved and turned a little, of these and of
    the validation digits.
    """
    split = handwriting.digits(n_training=ORIGINALS)
    X = np.concatenate([split.training.X, split.validation.X])
    Y = np.concatenate([split.training.Y, split.validation.Y])
    pool = Pool(X, Y, random_state=0, copies=4, shift=1, angle=15, elastic=0)
    pool.fill()
    there = np.r_[:ORIGINALS, len(X) : len(pool.X)]  # not the validation digits themselves
    l2 = lab.DECAY * len(there)
    several = [Settings(learning_rate=0.5, l2=l2, random_state=seed) for seed in range(5)]
    trainer = Trainer(several, pool.X[there], pool.Y[there])
    trainer.run(5000)
    leaked, honest = (
        1 - median(score.accuracy for score in trainer.evaluate(digits.X, digits.Y))
        for digits in (split.validation, split.test)
    )
    return leaked, honest


MEASURED = {
    "displacement": Measured(0.81, 0.005, _displacement),
    "leaked": Measured(0.008, 0.004, lambda: _misread_after_a_leak()[0]),
    "honest": Measured(0.035, 0.012, lambda: _misread_after_a_leak()[1]),
}
