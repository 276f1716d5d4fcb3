"""The random numbers of a run, a stream for each use of them."""

from typing import Any

import numpy as np


def random_streams(random_state: Any) -> list[np.random.Generator]:
    """Return random numbers for start, order and masks: changing one leaves the others alone."""
    return [np.random.default_rng(seed) for seed in np.random.SeedSequence(random_state).spawn(3)]
