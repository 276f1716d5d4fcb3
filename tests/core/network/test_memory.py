"""What a visitor's networks cost in memory, beside the examples, which all visitors share."""

import tracemalloc

import numpy as np
import pytest

from core.network.settings import Settings
from core.network.trainer import Trainer

RNG = np.random.default_rng(0)
X = RNG.integers(0, 256, (50_000, 784), dtype=np.uint8)  # as large as MNIST
Y = np.eye(10, dtype=np.float32)[RNG.integers(0, 10, 50_000)]
MEGABYTE = 1e6


@pytest.mark.parametrize(("networks", "most"), [(1, 8), (10, 30)])
def test_networks_cost_megabytes_and_never_a_copy_of_the_examples(networks, most):
    several = [Settings(random_state=seed) for seed in range(networks)]
    tracemalloc.start()
    try:
        trainer = Trainer(several if networks > 1 else several[0], X, Y)
        trainer.run(1000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert trainer.step == 1000
    assert peak / MEGABYTE < most < X.nbytes / MEGABYTE
