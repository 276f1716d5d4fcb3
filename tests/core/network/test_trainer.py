"""The fast trainer does what the textbook formulas say, whatever is asked of it.

Long because every setting is held to the textbook, step by step, in one place.
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from core.network import layer, minibatches
from core.network.functions import ACTIVATIONS, COSTS
from core.network.penalties import l1_gradient, l2_gradient, soft_threshold
from core.network.settings import SCHEDULES, WEIGHT_SD, Settings
from core.network.textbook import Parameters, gradient
from core.network.trainer import Trainer
from tests.core.network.small import BASE, DIM, LABELS, X, Y, assert_all_equal, assert_equal


def last_batch(trainer):
    """Return the examples, and the masks if any, of the step that one network took last."""
    size = trainer.settings[0].batch_size
    position = (trainer.step - 1) % trainer.steps_per_epoch
    chosen = trainer._order[0, position * size : (position + 1) * size]
    return chosen, [mask[0, : len(chosen)] for mask in trainer.masks] or None


def textbook_step(settings, before, velocities, slope, eta):
    """Return the parameters after one step with ∂C/∂W, ∂C/∂b in `slope`, as the book writes it."""
    after = Parameters([], [])
    for W, b, v, dW, db in zip(*before, velocities, *slope, strict=True):
        pull = dW + l2_gradient(W, settings.l2 / len(X))
        if settings.l1_step == "sgn":
            pull = pull + l1_gradient(W, settings.l1 / len(X))
        moved = W + settings.momentum * v[:-1] - eta * pull
        if settings.l1_step == "proximal":
            moved = soft_threshold(moved, eta * settings.l1 / len(X))
        after.weights.append(moved)
        after.biases.append(b + settings.momentum * v[-1] - eta * db)
    return after


EVERY_SETTING = [
    *({"activation": a, "cost": c} for a, c in product(ACTIVATIONS, COSTS)),
    *({"weight_init": name} for name in WEIGHT_SD),
    *({"schedule": name} for name in SCHEDULES),
    *({"hidden_layer_sizes": sizes} for sizes in [(), (6,), (5, 4, 3)]),
    *({"batch_size": size} for size in [1, 10, 53, 1000]),
    {"cost": "log_likelihood", "softmax_c": 2.0},
    {"momentum": 0.9},
    *(
        {"l1": 2.0, "l1_step": step, "l2": l2, "momentum": momentum}
        for step, l2, momentum in product(["sgn", "proximal"], [0.0, 3.0], [0.0, 0.9])
    ),
    *(
        {"dropout": 0.4, "dropout_mask": mask, "dropout_scaling": scaling, "hidden_layer_sizes": h}
        for mask, scaling, h in product(
            ["batch", "example"], ["inverted", "test", "none"], [(6,), (5, 4)]
        )
    ),
]


# An epoch in one block, and in three; matrices that count as small, and as large.
@pytest.mark.parametrize(("block_rows", "large"), [(160, 10**9), (20, 0)])
@pytest.mark.parametrize("examples", [X, DIM], ids=["lit", "some inputs dark"])
@pytest.mark.parametrize("changes", EVERY_SETTING, ids=str)
def test_each_step_is_the_step_of_the_textbook(monkeypatch, changes, examples, block_rows, large):
    monkeypatch.setattr(minibatches, "BLOCK_ROWS", block_rows)
    monkeypatch.setattr(layer, "LARGE", large)
    settings = replace(BASE, **({"learning_rate": 0.05} | changes))
    trainer = Trainer(settings, examples, Y)
    for _ in range(2 * trainer.steps_per_epoch + 3):
        (before,) = trainer.parameters
        networks = trainer._networks
        first, *others = (v[0].copy() for v in networks.velocities)
        velocities = [first[networks.places], *others]
        eta = settings.learning_rate * SCHEDULES[settings.schedule](trainer.epoch / settings.epochs)
        assert trainer.run(1) == 1
        chosen, masks = last_batch(trainer)
        slope = gradient(settings, before, examples[chosen], Y[chosen], masks)
        expected = textbook_step(settings, before, velocities, slope, eta)
        assert_equal(trainer.parameters[0], expected, atol=1e-12)


@pytest.mark.parametrize("activation", ["logistic", "tanh", "relu"])
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_full_batch_steps_are_those_of_scikit_learn(activation, momentum):
    theirs = MLPClassifier(
        (6,),
        activation,
        solver="sgd",
        alpha=2.0,
        batch_size=53,
        learning_rate_init=0.3,
        momentum=momentum,
        nesterovs_momentum=False,
        random_state=0,
    )
    theirs.partial_fit(X, LABELS, classes=[0, 1, 2])
    for velocity in theirs._optimizer.velocities:
        velocity[...] = 0
    ours = Trainer(
        replace(
            BASE,
            activation={"logistic": "sigmoid"}.get(activation, activation),
            cost="log_likelihood",
            l2=2.0,
            batch_size=53,
            learning_rate=0.3,
            momentum=momentum,
        ),
        X,
        Y,
        Parameters([W.copy() for W in theirs.coefs_], [b.copy() for b in theirs.intercepts_]),
    )
    for _ in range(3):
        theirs.partial_fit(X, LABELS)
        ours.run(1)
        expected = Parameters(theirs.coefs_, theirs.intercepts_)
        assert_equal(ours.parameters[0], expected, atol=1e-12)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"l2": 5.0}, lambda W: W * (1 - 0.5 * 5 / 4)),
        ({"l1": 1.0}, lambda W: np.sign(W) * np.maximum(np.abs(W) - 0.5 / 4, 0)),
    ],
)
def test_without_inputs_l2_shrinks_weights_by_a_factor_and_l1_by_a_constant(changes, expected):
    settings = replace(BASE, hidden_layer_sizes=(), learning_rate=0.5, **changes)
    trainer = Trainer(settings, np.zeros((4, 7)), Y[:4])
    before = trainer.parameters[0].weights[0]
    trainer.run(1)
    np.testing.assert_allclose(trainer.parameters[0].weights[0], expected(before), rtol=1e-14)


# --- the single neuron: x = 1, y = 0, 300 updates; two independent runs of the book's formulas


def neuron(cost, eta, w, b, steps):
    """Return the output after each number of updates from 0 to `steps`."""
    settings = Settings(hidden_layer_sizes=(), cost=cost, learning_rate=eta, random_state=0)
    start = Parameters([np.array([[w]])], [np.array([b])])
    trainer = Trainer(settings, np.array([[1.0]]), np.array([[0.0]]), start)
    outputs = []
    for _ in range(steps + 1):
        (W,), (b,) = trainer.parameters[0]
        outputs.append(1 / (1 + np.exp(-(W + b).item())))
        trainer.run(1)
    return np.array(outputs)


@pytest.mark.parametrize(
    ("cost", "eta", "start", "before", "end"),  # end: first update with a < ½, a after 300
    [
        ("quadratic", 0.15, (0.6, 0.9), 0.8176, (36, 0.0940)),
        ("quadratic", 0.15, (2.0, 2.0), 0.9820, (232, 0.2028)),
        ("cross_entropy", 0.005, (0.6, 0.9), 0.8176, (228, 0.4177)),
        ("cross_entropy", 0.005, (2.0, 2.0), 0.9820, (None, 0.7796)),
        ("cross_entropy", 0.045, (0.6, 0.9), 0.8176, (26, 0.0421)),
        ("cross_entropy", 0.045, (2.0, 2.0), 0.9820, (56, 0.0473)),
        ("cross_entropy", 0.15, (0.6, 0.9), 0.8176, (8, 0.0116)),
        ("cross_entropy", 0.15, (2.0, 2.0), 0.9820, (17, 0.0120)),
    ],
)
def test_the_neuron_of_the_book_learns_as_measured(cost, eta, start, before, end):
    outputs, (first_right, last) = neuron(cost, eta, *start, 300), end
    assert outputs[0] == pytest.approx(before, abs=5e-5)
    assert outputs[300] == pytest.approx(last, abs=5e-5)
    right = outputs < 0.5
    assert (int(right.argmax()) if right.any() else None) == first_right


@pytest.mark.parametrize("settings", [BASE, replace(BASE, l1=2.0, l2=3.0, momentum=0.5)])
def test_learning_from_some_rows_is_learning_from_these_examples_alone(settings):
    rows = np.random.default_rng(3).permutation(len(X))[:37]
    some, alone = Trainer(settings, X, Y, rows=rows), Trainer(settings, X[rows], Y[rows])
    for trainer in (some, alone):
        trainer.run(50)
    assert some.n_training == alone.n_training == 37
    assert some.epoch == alone.epoch
    assert_all_equal(some.parameters, alone.parameters)
    (ours,), (theirs,) = some.evaluate(X, Y), alone.evaluate(X, Y)
    assert ours[:3] == theirs[:3]


def test_networks_at_once_may_each_have_their_own_rows():
    several = [replace(BASE, l2=1.0, random_state=seed) for seed in range(3)]
    rows = np.array([np.random.default_rng(seed).permutation(len(X))[:21] for seed in range(3)])
    together = Trainer(several, X, Y, rows=rows)
    together.run(40)
    for own, settings, parameters in zip(rows, several, together.parameters, strict=True):
        alone = Trainer(settings, X[own], Y[own])
        alone.run(40)
        assert_equal(parameters, *alone.parameters, atol=1e-12)


def test_rows_may_come_again_and_be_more_than_there_are_examples():
    few, rows = X[:5], np.arange(12) % 5
    again, copied = Trainer(BASE, few, Y[:5], rows=rows), Trainer(BASE, few[rows], Y[:5][rows])
    for trainer in (again, copied):
        trainer.run(30)
    assert again.n_training == 12
    assert_all_equal(again.parameters, copied.parameters)


@pytest.mark.parametrize("rows", [[], [-1], [len(X)], [0.5], [[0], [1]], [[[0]]]], ids=str)
def test_impossible_rows_are_refused(rows):
    with pytest.raises(ValueError, match=r"rows .*not possible"):
        Trainer(BASE, X, Y, rows=np.array(rows))
