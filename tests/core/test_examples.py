"""X and Y mean the same to every function that takes them, and all refuse the same."""

import re
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest

from core.labs.dropout import thinned_networks
from core.labs.more_data.augmentation import changed, warp
from core.labs.more_data.copies import Pool
from core.labs.search.schedules import Halving
from core.labs.svm import rbf_kernel
from core.network import textbook
from core.network.estimator import NetworkClassifier
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.search import Search

RNG = np.random.default_rng(0)
BYTES, LABELS = RNG.integers(0, 256, (20, 9), dtype=np.uint8), np.arange(20) % 3
X, Y = BYTES.astype(np.float32) / 255, np.eye(3, dtype=np.float32)[LABELS]
NONE = np.empty((20, 0))
BASE = Settings(hidden_layer_sizes=(4,), random_state=1, epochs=1)
SOFTMAX = replace(BASE, cost="log_likelihood")
TRAINER = Trainer(BASE, X, Y)
OWN = BASE, *TRAINER.parameters
AMOUNTS = {"copies": 1, "shift": 1, "angle": 9, "elastic": 0}


def copies(images):
    return np.vstack([*changed(images, rng=np.random.default_rng(0), **AMOUNTS)])


def fitted(images):
    return NetworkClassifier(random_state=0).fit(images, LABELS)


TAKE_X = {
    "forward": lambda x: textbook.forward(*OWN, x)[-1],
    "predict": partial(textbook.predict, *OWN),
    "snapshot": lambda x: TRAINER.snapshot().outputs(x),
    "weighted_inputs": lambda x: metrics.weighted_inputs(*OWN, x)[0],
    "confidence": partial(metrics.confidence, *OWN),
    "median_outputs": lambda x: thinned_networks.median_outputs(BASE, OWN[1:], x),
    "similarity": lambda x: rbf_kernel.similarity(x, LABELS, 0.3).different,
    "gamma": partial(rbf_kernel.gamma_value, "scale"),
}
TAKE_IMAGES = {"changed": copies, "warp": lambda x: warp(x, (1, 0), 30)}
SCORE = {
    "textbook.evaluate": lambda x, y: textbook.evaluate(*OWN, x, y).cost,
    "gradient": lambda x, y: textbook.gradient(*OWN, x, y).weights[0],
    "trainer.evaluate": lambda x, y: TRAINER.evaluate(x, y)[0].cost,
    "snapshot.gradient_sizes": lambda x, y: TRAINER.snapshot().gradient_sizes(x, y),
    "learning": lambda x, y: metrics.learning(TRAINER, {"new": (x, y)})[0]["cost new"],
    "saturated_wrong": partial(metrics.saturated_wrong, *OWN),
    "gradient_sizes": partial(metrics.gradient_sizes, *OWN),
    "right": partial(statistics.right, TRAINER),
    "search": lambda x, y: Search(BASE, [{}], [0], (X, Y), (x, y)).records[0]["cost validation"],
    "halving": lambda x, y: Halving(TRAINER, x, y, 1)(TRAINER) or 0,
}
LEARN = {
    "trainer": lambda x, y: Trainer(BASE, x, y),
    "searched": lambda x, y: Search(BASE, [{}], [0], (x, y), (X, Y)),
}
TAKE_Y = SCORE | LEARN
POOL = {"pool": lambda x, y: Pool(x, y, random_state=0, **AMOUNTS)}

TYPES = "an array of float32, float64 or uint8"
BAD_X = [
    (X[0], "X of shape (9,) is not possible: (n, "),
    (X.tolist(), f"X of type list is not possible: {TYPES}."),
    (pd.DataFrame(X), f"X of type DataFrame is not possible: {TYPES}."),
    (np.ma.array(X), f"X of type MaskedArray is not possible: {TYPES}."),
    (BYTES.astype(int), f"X of type int64 is not possible: {TYPES}."),
    (X.astype(np.float16), f"X of type float16 is not possible: {TYPES}."),
    (np.where(X > 0.9, np.nan, X), "X holds NaN or infinity"),
    (np.where(X > 0.9, np.inf, X), "X holds NaN or infinity"),
]
BAD_Y = [
    (LABELS, "Y of shape (20,) is not possible: (n, "),
    (LABELS[:, None], ("Y of shape (20, 1)", "Y of type int64")),
    (Y[:1], "X has 20 rows and Y has 1"),
    (Y[:0], "X has 20 rows and Y has 0"),
    (Y.tolist(), f"Y of type list is not possible: {TYPES}."),
    (pd.DataFrame(Y), f"Y of type DataFrame is not possible: {TYPES}."),
    (np.where(Y > 0, np.nan, Y), "Y holds NaN or infinity"),
    (NONE, "Y of shape (20, 0)"),
]
BEYOND = [(2 * Y - 1, "Y from -1 to 1"), ((255 * Y).astype(np.uint8), "Y from 0 to 255")]


def cases(functions, bad):
    return [
        pytest.param(f, *one, id=f"{name}-{i}")
        for name, f in functions.items()
        for i, one in enumerate(bad)
    ]


def refused(message):
    several = (message,) if isinstance(message, str) else message
    return pytest.raises(ValueError, match="|".join(f"^{re.escape(m)}" for m in several))


@pytest.mark.parametrize("function", [*TAKE_X.values(), *SCORE.values()], ids=[*TAKE_X, *SCORE])
def test_pixels_are_255_times_the_numbers_they_stand_for(function):
    y = (Y,) if function in SCORE.values() else ()
    np.testing.assert_allclose(function(BYTES, *y), function(X, *y), rtol=1e-3, atol=1e-6)


def test_the_estimator_learns_from_pixels_what_it_learns_from_their_numbers():
    for images in (BYTES, X):
        expected = fitted(X).predict_proba(X)
        np.testing.assert_allclose(fitted(images).predict_proba(BYTES), expected, rtol=1e-3)


def test_pixels_that_are_moved_stay_pixels():
    for function in TAKE_IMAGES.values():
        assert function(BYTES).dtype == np.uint8
        np.testing.assert_allclose(function(BYTES) / 255, function(X), atol=0.5 / 255 + 1e-6)


@pytest.mark.parametrize(("function", "x", "message"), cases(TAKE_X | TAKE_IMAGES, BAD_X))
def test_an_impossible_x_is_refused(function, x, message):
    with refused(message):
        function(x)


@pytest.mark.parametrize(("function", "x", "message"), cases(TAKE_Y | POOL, BAD_X))
def test_an_impossible_x_is_refused_beside_its_y(function, x, message):
    with refused(message):
        function(x, Y)


@pytest.mark.parametrize(
    ("function", "y", "message"), cases(TAKE_Y | POOL, BAD_Y) + cases(TAKE_Y, BEYOND)
)
def test_an_impossible_y_is_refused(function, y, message):
    with refused(message):
        function(X, y)


@pytest.mark.parametrize("function", SCORE.values(), ids=SCORE)
def test_columns_that_are_not_those_of_the_network_are_refused(function):
    with refused("X of shape (20, 8) is not possible: (n, 9)."):
        function(X[:, 1:], Y)
    with refused("Y of shape (20, 1) is not possible: (n, 3)."):
        function(X, Y[:, :1])


@pytest.mark.parametrize("function", (TAKE_Y | POOL).values(), ids=TAKE_Y | POOL)
def test_of_no_examples_nothing_is_learned_and_nothing_told(function):
    with refused("X has 0 rows and Y has 0"):
        function(X[:0], Y[:0])


def test_each_cost_takes_the_targets_that_it_can_learn():
    half = Y / 2
    for cost, targets in (("quadratic", 2 * Y), ("linear_quadratic", -Y), ("cross_entropy", half)):
        Trainer(replace(BASE, cost=cost), X, targets)
    Trainer(SOFTMAX, X, (half + 1 / 6).astype(np.float32))
    for targets, message in (*BEYOND, (half, "Y of rows that do not sum to 1")):
        with refused(message):
            Trainer(SOFTMAX, X, targets)


def test_labels_are_one_an_image():
    for labels in (LABELS[:5], LABELS[:, None]):
        with pytest.raises(ValueError, match=r"labels of shape .* are not possible: \(20,\)"):
            rbf_kernel.similarity(X, labels, 0.3)
    with pytest.raises(ValueError, match=r"outputs of shape \(20,\)"):
        textbook.classify(LABELS)


def test_an_example_that_may_change_is_looked_at_again():
    x = X.copy()
    TRAINER.evaluate(x, Y)
    x[0] = np.nan
    with refused("X holds NaN"):
        TRAINER.evaluate(x, Y)
