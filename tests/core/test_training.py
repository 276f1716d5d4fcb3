"""The fast trainer does what the textbook formulas say, whatever is asked of it."""

import pickle
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from core.functions import ACTIVATIONS, COSTS
from core.network import Parameters, evaluate, gradient
from core.penalties import l1_gradient, l2_gradient, soft_threshold
from core.settings import SCHEDULES, WEIGHT_SD, Settings
from core.training import Trainer

RNG = np.random.default_rng(0)
X, LABELS = RNG.random((53, 7)), RNG.integers(0, 3, 53)
Y = np.eye(3)[LABELS]
BASE = Settings(hidden_layer_sizes=(6,), random_state=1, epochs=4)


def arrays(parameters):
    return [*parameters.weights, *parameters.biases]


def assert_equal(ours, theirs, atol=0.0):
    for one, other in zip(arrays(ours), arrays(theirs), strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=atol)


def last_batch(trainer):
    """Return the examples, and the masks if any, of the step that was taken last."""
    size = trainer.settings[0].batch_size
    position = (trainer.step - 1) % trainer.steps_per_epoch
    chosen = trainer._order[position * size : (position + 1) * size]
    place = position % trainer._source.per_block
    return chosen, [mask[place, : len(chosen)] for mask in trainer._masks] or None


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


@pytest.mark.parametrize("changes", EVERY_SETTING, ids=str)
def test_each_step_is_the_step_of_the_textbook(changes):
    settings = replace(BASE, **({"learning_rate": 0.05} | changes))
    trainer = Trainer(settings, X, Y)
    for _ in range(2 * trainer.steps_per_epoch + 3):
        before, velocities = trainer.parameters, [v.copy() for v in trainer._velocities]
        eta = settings.learning_rate * SCHEDULES[settings.schedule](trainer.epoch / settings.epochs)
        assert trainer.run(1) == 1
        chosen, masks = last_batch(trainer)
        slope = gradient(settings, before, X[chosen], Y[chosen], masks)
        expected = textbook_step(settings, before, velocities, slope, eta)
        assert_equal(trainer.parameters, expected, atol=1e-12)


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
        assert_equal(ours.parameters, expected, atol=1e-12)


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
    before = trainer.parameters.weights[0]
    trainer.run(1)
    np.testing.assert_allclose(trainer.parameters.weights[0], expected(before), rtol=1e-14)


# --- the single neuron: x = 1, y = 0, 300 updates; two independent runs of the book's formulas


def neuron(cost, eta, w, b, steps):
    """Return the output after each number of updates from 0 to `steps`."""
    settings = Settings(hidden_layer_sizes=(), cost=cost, learning_rate=eta, random_state=0)
    start = Parameters([np.array([[w]])], [np.array([b])])
    trainer = Trainer(settings, np.array([[1.0]]), np.array([[0.0]]), start)
    outputs = []
    for _ in range(steps + 1):
        (W,), (b,) = trainer.parameters
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


@pytest.mark.parametrize(
    ("cost", "updates"),
    [("quadratic", [36, 52, 232, 1416, 10_028]), ("cross_entropy", [8, 10, 17, 23, 30])],
)
def test_the_worse_the_start_the_longer_it_takes(cost, updates):
    starts = [0.75, 1.0, 2.0, 3.0, 4.0]
    for start, update in zip(starts, updates, strict=True):
        outputs = neuron(cost, 0.15, start, start, update)
        assert outputs[update - 1] >= 0.5 > outputs[update]


# --- the same run, however it is made

RICH = replace(
    BASE, hidden_layer_sizes=(5, 4), dropout=0.4, dropout_mask="example", momentum=0.5, l1=0.1
)


def whole_run(settings=RICH, steps=60):
    trainer = Trainer(settings, X, Y)
    trainer.run(steps)
    return trainer


def several_pieces(trainer):
    for piece in (1, 16, 3, 0, 20, 20):
        trainer.run(piece)


def slices_of_time(trainer):
    while trainer.step < 60:
        before = trainer.step
        taken = trainer.run(60 - trainer.step, seconds=2e-4)
        assert taken == trainer.step - before


@pytest.mark.parametrize("take", [several_pieces, slices_of_time])
def test_slices_make_the_same_run(take):
    trainer = Trainer(RICH, X, Y)
    take(trainer)
    assert trainer.step == 60
    assert_equal(trainer.parameters, whole_run().parameters)


@pytest.mark.parametrize("steps", [0, 1, 6, 17, 33])  # a start, mid-block, an epoch, mid-epoch
def test_a_pickled_trainer_goes_on_with_the_same_run(steps):
    trainer = whole_run(steps=steps)
    trainer = pickle.loads(pickle.dumps(trainer))
    trainer.run(60 - steps)
    assert_equal(trainer.parameters, whole_run().parameters)


def test_another_seed_makes_another_run():
    other = whole_run(replace(RICH, random_state=2)).parameters
    assert not np.allclose(other.weights[0], whole_run().parameters.weights[0])


def test_every_epoch_shows_every_example_once_in_a_new_order():
    trainer, orders = Trainer(BASE, X, Y), []
    for _ in range(3):
        trainer.run_epochs(1)
        orders.append(trainer._order.copy())
        np.testing.assert_array_equal(np.sort(orders[-1]), np.arange(len(X)))
    assert trainer.epoch == 3
    assert not np.array_equal(orders[0], orders[1])


def test_run_epochs_ends_with_an_epoch_and_run_for_with_its_time():
    trainer = whole_run(steps=2)
    trainer.run_epochs(2)
    assert trainer.step == 2 * trainer.steps_per_epoch
    assert trainer.run_for(0.01) > 1
    assert trainer.run_for(0) == 1  # every call gets on, so that no loop around it can hang


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_parameters_have_the_type_of_the_examples(kind):
    trainer = Trainer(BASE, X.astype(kind), Y)
    trainer.run(3)
    assert {array.dtype for array in arrays(trainer.parameters)} == {np.dtype(kind)}


@pytest.mark.parametrize("several", [False, True])
def test_pixels_train_as_their_255th_parts(several):
    pixels = RNG.integers(0, 256, (53, 7), dtype=np.uint8)
    settings = [BASE, replace(BASE, random_state=2)] if several else [BASE]
    runs = [Trainer(settings, x, Y) for x in (pixels, pixels.astype(np.float32) / 255)]
    for trainer in runs:
        trainer.run(40)
    for one, other in zip(runs[0].parameters, runs[1].parameters, strict=True):
        assert_equal(one, other, atol=1e-5)


def test_read_only_examples_are_neither_copied_nor_changed():
    frozen = X.copy()
    frozen.setflags(write=False)
    trainer = Trainer(BASE, frozen, Y)
    trainer.run(20)
    assert trainer.X is frozen


def test_given_parameters_are_the_start_and_stay_as_they_are():
    given = whole_run(BASE).parameters
    kept = [array.copy() for array in arrays(given)]
    trainer = Trainer(BASE, X, Y, given)
    assert_equal(trainer.parameters, given)
    trainer.run(5)
    for array, copy in zip(arrays(given), kept, strict=True):
        np.testing.assert_array_equal(array, copy)


# --- several networks at once

SEVERAL = [
    [{"random_state": seed} for seed in (1, 2, 3)],
    [{"random_state": 2, "learning_rate": eta, "l2": l2} for eta, l2 in [(0.1, 0.0), (0.7, 3.0)]],
    [{"momentum": 0.0, "l1": 0.5}, {"momentum": 0.9}],
    [{"momentum": 0.0, "l1": 0.5, "l1_step": "sgn"}, {"momentum": 0.9, "l1_step": "sgn"}],
    [{"dropout": 0.0}, {"dropout": 0.5}, {"dropout": 0.2, "random_state": 9}],
    [{"weight_init": name, "bias_sd": 0.5} for name in WEIGHT_SD],
    [{"dropout": p, "dropout_mask": "example", "batch_size": 20} for p in (0.1, 0.5)],
    [{"random_state": seed, "hidden_layer_sizes": (5, 4), "schedule": "step"} for seed in (1, 2)],
    [{"random_state": 4, "hidden_layer_sizes": ()}],
]


@pytest.mark.parametrize("changes", SEVERAL, ids=str)
def test_networks_at_once_learn_as_each_alone(changes):
    settings = [replace(BASE, **change) for change in changes]
    together = Trainer(settings, X, Y)
    together.run(30)
    together = pickle.loads(pickle.dumps(together))
    together.run(30)
    for k, one in enumerate(settings):
        alone = whole_run(one)
        assert_equal(together.parameters[k], alone.parameters, atol=1e-12)
        assert together.evaluate(X, Y)[k].cost == pytest.approx(alone.evaluate(X, Y)[0].cost)


# --- divergence

WILD = replace(BASE, learning_rate=10.0, l2=1000.0)


@pytest.mark.parametrize("pieces", [[500], [1] * 300, [7] * 60])
@pytest.mark.parametrize("changes", [{}, {"activation": "relu", "momentum": 0.9}], ids=str)
def test_a_run_that_diverges_stops_at_its_last_sound_state(pieces, changes):
    trainer = Trainer(replace(WILD, **changes), X, Y)
    for piece in pieces:
        assert trainer.run(piece) >= 0
    assert trainer.stopped
    assert trainer.diverged == [trainer.step]
    sound = whole_run(replace(WILD, **changes), trainer.step)
    assert_equal(trainer.parameters, sound.parameters)
    assert all(np.isfinite(array).all() for array in arrays(trainer.parameters))
    assert trainer.run(10) == 0


@pytest.mark.parametrize("pieces", [[500], [7] * 71 + [3]])
def test_when_one_diverges_the_others_go_on_as_if_alone(pieces):
    settings = [BASE, replace(WILD, random_state=2), replace(BASE, random_state=3)]
    together = Trainer(settings, X, Y)
    for piece in pieces:
        together.run(piece)
    assert together.step == 500
    assert [step is None for step in together.diverged] == [True, False, True]
    assert not together.stopped
    for k in (0, 2):
        assert_equal(together.parameters[k], whole_run(settings[k], 500).parameters, atol=1e-12)
    alone = Trainer(settings[1], X, Y)
    alone.run(500)
    assert together.diverged[1] == alone.diverged[0]
    assert_equal(together.parameters[1], alone.parameters, atol=1e-12)


def test_a_diverged_trainer_stays_so_when_pickled():
    trainer = pickle.loads(pickle.dumps(whole_run(WILD, 500)))
    assert trainer.stopped
    assert np.isfinite(trainer.evaluate(X, Y)[0].cost)


# --- the learning rate, scores, bad input


def test_a_learning_rate_set_on_the_way_is_used_from_then_on():
    trainer = whole_run(replace(BASE, learning_rate=0.5), 10)
    trainer.learning_rate = 0.0
    before = trainer.parameters
    trainer.run(15)
    assert trainer.learning_rate == 0
    assert_equal(trainer.parameters, before)


def test_networks_at_once_can_each_get_their_learning_rate():
    settings = [BASE, replace(BASE, random_state=2)]
    trainer = Trainer(settings, X, Y)
    trainer.learning_rate = [0.1, 0.9]
    trainer.run(30)
    np.testing.assert_array_equal(trainer.learning_rate, [0.1, 0.9])
    for one, eta, ours in zip(settings, (0.1, 0.9), trainer.parameters, strict=True):
        alone = whole_run(replace(one, learning_rate=eta), 30)
        assert_equal(ours, alone.parameters, atol=1e-12)


@pytest.mark.parametrize("eta", [-1.0, np.nan, np.inf, [0.1, 0.2]])
def test_an_impossible_learning_rate_is_refused(eta):
    trainer = Trainer(BASE, X, Y)
    with pytest.raises(ValueError, match=r"learning_rate|broadcast"):
        trainer.learning_rate = eta
    assert trainer.learning_rate == BASE.learning_rate


def test_its_scores_count_the_penalty_by_the_training_set():
    settings = replace(BASE, l2=3.0)
    trainer = whole_run(settings)
    expected = evaluate(settings, trainer.parameters, X[:5], Y[:5], n_training=len(X))
    assert trainer.evaluate(X[:5], Y[:5]) == [expected]


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (X[:0], Y[:0], "X of shape"),
        (X[0], Y, "X of shape"),
        (X, LABELS, "Y of shape"),
        (X.tolist(), Y, "X of shape list"),
        (np.full_like(X, np.nan), Y, "X holds NaN"),
        (X, np.full_like(Y, np.inf), "Y holds NaN"),
        (X, Y[:-1], "53 rows and Y has 52"),
        (X.astype(int), Y, "X of type int64"),
        (X.astype(object), Y, "X of type object"),
    ],
)
def test_examples_that_cannot_be_learnt_from_are_refused(x, y, message):
    with pytest.raises(ValueError, match=message):
        Trainer(BASE, x, y)


@pytest.mark.parametrize(
    ("weights", "biases", "message"),
    [
        ([(7, 5), (5, 3)], [5, 3], "do not fit"),
        ([(7, 6)], [6], "do not fit"),
        ([(7, 6), (6, 3)], [6, 4], "do not fit"),
        ([(7, 6), (6, 3)], [6], "do not fit"),
    ],
)
def test_parameters_that_do_not_fit_are_refused(weights, biases, message):
    wrong = Parameters([np.ones(shape) for shape in weights], [np.ones(size) for size in biases])
    with pytest.raises(ValueError, match=message):
        Trainer(BASE, X, Y, wrong)


def test_parameters_that_are_no_numbers_are_refused():
    wrong = whole_run(BASE, 1).parameters
    wrong.biases[0][0] = np.nan
    with pytest.raises(ValueError, match="NaN"):
        Trainer(BASE, X, Y, wrong)


def test_impossible_settings_are_refused():
    with pytest.raises(ValueError, match="momentum = 2"):
        Trainer([BASE, replace(BASE, momentum=2.0)], X, Y)
