"""A small problem that the tests of the trainer share, and how they compare parameters."""

from dataclasses import replace

import numpy as np

from core.network.settings import Settings
from core.network.trainer import Trainer

RNG = np.random.default_rng(0)
X, LABELS = RNG.random((53, 7)), RNG.integers(0, 3, 53)
Y = np.eye(3)[LABELS]
DARK = np.array([True, False, True, True, False, False, True])  # inputs that are 0 in all of DIM
DIM = np.where(DARK, 0, X)
BASE = Settings(hidden_layer_sizes=(6,), random_state=1, epochs=4)


def arrays(parameters):
    return [*parameters.weights, *parameters.biases]


def assert_equal(ours, theirs, atol=0.0):
    for one, other in zip(arrays(ours), arrays(theirs), strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=atol)


def assert_all_equal(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        assert_equal(one, other)


RICH = replace(
    BASE, hidden_layer_sizes=(5, 4), dropout=0.4, dropout_mask="example", momentum=0.5, l1=0.1
)


def whole_run(settings=RICH, steps=60):
    trainer = Trainer(settings, X, Y)
    trainer.run(steps)
    return trainer
