"""Each schedule does what it says, and lowering η pays where the page says so, over five seeds."""

from functools import lru_cache
from types import SimpleNamespace

import numpy as np
import pytest

from core.labs.schedules import lab as schedules
from core.labs.schedules.lab import SCHEDULES, Halving, plan
from core.network.settings import Settings
from core.network.textbook import Score
from core.network.trainer import Trainer
from core.runs.small_digits import five, small_digits
from core.runs.statistics import curve
from tests.core.network.small import BASE, X, Y, assert_all_equal

EPOCHS = 8
CHOICES = {"hidden_layer_sizes": (6,), "learning_rate": 2.0, "epochs": EPOCHS, "random_state": 1}
VALIDATION = (X[:20], Y[:20])


def told(accuracies, patience, eta=1.0):
    """Return η after each epoch of networks (columns) that validation finds this accurate."""
    K = len(accuracies[0])
    trainer = SimpleNamespace(settings=[None] * K, learning_rate=np.full(K, eta))
    halving, rates = Halving(trainer, *VALIDATION, patience), []
    for row in accuracies:
        trainer.evaluate = lambda X, Y, row=row: [Score(0.0, 0.0, share, X) for share in row]
        halving(trainer)
        rates.append(list(trainer.learning_rate))
    return rates


def test_each_eta_is_halved_when_validation_has_not_been_better_than_ever_for_some_epochs():
    one = [[0.3], [0.5], [0.5], [0.4], [0.6], [0.5], [0.6], [0.7]]
    assert [row[0] for row in told(one, 2)] == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25]
    two = [[0.3, 0.3], [0.4, 0.3], [0.5, 0.3], [0.6, 0.9]]
    assert told(two, 1) == [[1, 1], [1, 0.5], [1, 0.25], [1, 0.25]]


def test_after_seven_halvings_eta_is_a_128th_and_the_network_stops():
    rates = [row[0] for row in told([[0.5]] * 10, 1, eta=4.0)]
    assert rates == [4, 2, 1, 0.5, 0.25, 0.125, 0.0625, 0, 0, 0]


@pytest.mark.parametrize("patience", [0, -1, 2.5, None])
def test_an_impossible_patience_is_refused(patience):
    with pytest.raises(ValueError, match=r"patience = .* at least 1"):
        Halving(Trainer(BASE, X, Y), *VALIDATION, patience)


@lru_cache
def ran(label_noise=0.0, n_training=100, patience=1, **settings):
    choices = {"n_training": n_training, "label_noise": label_noise, "patience": patience}
    return schedules.experiment(**choices, **settings or CHOICES).finish()


def column(trainer, name):
    """Return a measure of a trainer by epoch, (epochs + 1, networks)."""
    return curve([record for record in ran().records if record["name"] == trainer], name)


@pytest.mark.parametrize("name", ["constant", "stairs", "cosine"])
def test_the_plan_is_the_eta_of_the_run_which_trains_as_a_trainer_with_that_setting_does(name):
    rates = column(name, "rate")
    assert (rates == rates[:, :1]).all()
    np.testing.assert_allclose(rates[:, 0], plan(2.0, EPOCHS)[name], atol=1e-12)
    training, _ = small_digits(100, 0.0)
    alone = Trainer(five(Settings(schedule=SCHEDULES[name], **CHOICES)), *training)
    alone.run_epochs(EPOCHS)
    assert_all_equal(ran().trainers[name].trainer.parameters, alone.parameters)


def test_the_plan_is_what_the_page_states():
    e = np.arange(EPOCHS + 1)
    stated = {
        "constant": np.ones(EPOCHS + 1),
        "stairs": 0.5 ** np.floor(4 * e / EPOCHS),
        "cosine": np.cos(np.pi * e / EPOCHS / 2) ** 2,
    }
    assert plan(3.0, EPOCHS).keys() == stated.keys()
    for name, shares in stated.items():
        np.testing.assert_allclose(plan(3.0, EPOCHS)[name], 3 * shares, atol=1e-12)


def test_the_halved_eta_follows_the_accuracy_that_was_recorded():
    reads, rates = column("halving", "accuracy validation"), column("halving", "rate")
    assert rates[1:].tolist() == told(reads[1:].tolist(), 1, eta=2.0)
    assert (rates[-1] < 2).any()


def test_moved_is_the_root_mean_square_change_of_every_parameter_in_an_epoch():
    training, _ = small_digits(100, 0.0)
    before, after = (Trainer(five(Settings(**CHOICES)), *training) for _ in range(2))
    before.run_epochs(2)
    after.run_epochs(3)
    for k, moved in enumerate(column("constant", "moved")[3]):
        pairs = zip(before.parameters[k], after.parameters[k], strict=True)
        changes = [b - a for old, new in pairs for a, b in zip(old, new, strict=True)]
        flat = np.concatenate([change.ravel() for change in changes])
        assert moved == pytest.approx(np.linalg.norm(flat) / len(flat) ** 0.5, rel=1e-5)


def found(label_noise):
    """Return the findings of the page's own scene."""
    scene = {"learning_rate": 1, "epochs": 30, "random_state": 0}
    return schedules.findings(ran(label_noise, 500, 2, **scene))


def test_lowering_eta_gains_accuracy_where_labels_are_wrong_and_nothing_where_they_are_clean():
    wrong, clean = found(0.2), found(0.0)
    assert wrong.lead.sign == 1
    assert wrong.lowered > wrong.constant.accuracy
    assert clean.lead.value < 0


@pytest.mark.parametrize("label_noise", [0.2, 0.0])
def test_the_constant_eta_has_the_lowest_training_cost_and_never_comes_to_rest(label_noise):
    constant, stairs, cosine, halving, *_ = found(label_noise)
    assert constant.cost < min(stairs.cost, cosine.cost, halving.cost)
    assert constant.moved > 3 * stairs.moved > 10 * cosine.moved
    assert halving.moved == 0
    assert found(label_noise).end < 30
    assert found(0.2).constant.moved > 2 * found(0.0).constant.moved


def test_networks_that_all_diverge_leave_findings_all_the_same():
    lost = schedules.findings(ran(learning_rate=1e9, l2=1e3, epochs=3, random_state=0))
    assert (lost.lowered, lost.lead.value, lost.constant.accuracy) == (0, 0, 0)
    assert np.isnan([lost.end, lost.halving.cost]).all()
