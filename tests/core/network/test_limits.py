"""Where a run ends or is refused: divergence, learning rates, scores, bad input."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from core.network.textbook import Parameters, evaluate
from core.network.trainer import CHECK_STEPS, Trainer
from tests.core.network.small import (
    BASE,
    LABELS,
    X,
    Y,
    arrays,
    assert_all_equal,
    assert_equal,
    whole_run,
)

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
    assert_all_equal(trainer.parameters, sound.parameters)
    assert all(np.isfinite(array).all() for array in arrays(*trainer.parameters))
    assert trainer.run(10) == 0


def test_a_run_that_diverges_late_loses_no_more_than_its_newest_steps():
    trainer = whole_run(BASE, 250)
    trainer.learning_rate = 1e9
    trainer.run(250)
    (end,) = trainer.diverged
    assert 250 - 2 * CHECK_STEPS < end <= 250
    assert_all_equal(trainer.parameters, whole_run(BASE, end).parameters)


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
        assert_equal(together.parameters[k], *whole_run(settings[k], 500).parameters, atol=1e-12)
    alone = Trainer(settings[1], X, Y)
    alone.run(500)
    assert together.diverged[1] == alone.diverged[0]
    assert_equal(together.parameters[1], *alone.parameters, atol=1e-12)


def test_a_diverged_trainer_stays_so_when_pickled():
    trainer = pickle.loads(pickle.dumps(whole_run(WILD, 500)))
    assert trainer.stopped
    assert np.isfinite(trainer.evaluate(X, Y)[0].cost)


# --- the learning rate, scores, bad input


def test_a_learning_rate_set_on_the_way_is_used_from_then_on():
    trainer = whole_run(replace(BASE, learning_rate=0.5), 10)
    assert trainer.learning_rate.tolist() == [0.5]
    trainer.learning_rate = 0.0
    before = trainer.parameters
    trainer.run(15)
    assert trainer.learning_rate.tolist() == [0]
    assert_all_equal(trainer.parameters, before)


def test_networks_at_once_can_each_get_their_learning_rate():
    settings = [BASE, replace(BASE, random_state=2)]
    trainer = Trainer(settings, X, Y)
    trainer.learning_rate = [0.1, 0.9]
    trainer.run(30)
    np.testing.assert_array_equal(trainer.learning_rate, [0.1, 0.9])
    for one, eta, ours in zip(settings, (0.1, 0.9), trainer.parameters, strict=True):
        alone = whole_run(replace(one, learning_rate=eta), 30)
        assert_equal(ours, *alone.parameters, atol=1e-12)


def test_to_change_an_array_of_learning_rates_is_not_to_set_them():
    trainer, etas = Trainer([BASE, replace(BASE, random_state=2)], X, Y), np.array([0.1, 0.9])
    trainer.learning_rate = etas
    for array in (etas, trainer.learning_rate):
        array[0] = 7
    assert trainer.learning_rate.tolist() == [0.1, 0.9]


@pytest.mark.parametrize("eta", [-1.0, np.nan, np.inf, [0.1, 0.2]])
def test_an_impossible_learning_rate_is_refused(eta):
    trainer = Trainer(BASE, X, Y)
    with pytest.raises(ValueError, match=r"learning_rate|broadcast"):
        trainer.learning_rate = eta
    assert trainer.learning_rate.tolist() == [BASE.learning_rate]


def test_its_scores_count_the_penalty_by_the_training_set():
    settings = replace(BASE, l2=3.0)
    trainer = whole_run(settings)
    expected = evaluate(settings, *trainer.parameters, X[:5], Y[:5], n_training=len(X))
    (score,) = trainer.evaluate(X[:5], Y[:5])
    assert score[:3] == expected[:3]


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (X[:0], Y[:0], "X has 0 rows and Y has 0"),
        (X[0], Y, "X of shape"),
        (X, LABELS, "Y of shape"),
        (X.tolist(), Y, "X of type list"),
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
    (wrong,) = whole_run(BASE, 1).parameters
    wrong.biases[0][0] = np.nan
    with pytest.raises(ValueError, match="NaN"):
        Trainer(BASE, X, Y, wrong)


def test_impossible_settings_are_refused():
    with pytest.raises(ValueError, match="momentum = 2"):
        Trainer([BASE, replace(BASE, momentum=2.0)], X, Y)
