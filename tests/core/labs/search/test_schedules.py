"""Each schedule does what it says: known before, or by looking at validation."""

from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.labs.search.chunked_trainer import several
from core.labs.search.schedules import SCHEDULES, Halving, Scheduled, measure, plan, schedules
from core.network.textbook import Score
from core.network.trainer import Trainer
from core.runs.experiment import Experiment, marks
from tests.core.network.small import BASE, X, Y, assert_all_equal

EPOCHS = 8
COMMON = replace(BASE, epochs=EPOCHS, learning_rate=2.0)
VALIDATION = (X[:20], Y[:20])


def told(accuracies, patience, eta=1.0):
    """Return η after each epoch of networks (columns) that validation finds this accurate."""
    K = len(accuracies[0])
    trainer = SimpleNamespace(settings=[None] * K, learning_rate=np.full(K, eta))
    halving, rates = Halving(trainer, *VALIDATION, patience), []
    for row in accuracies:
        trainer.evaluate = lambda X, Y, row=row: [Score(0.0, 0.0, share, None) for share in row]
        halving(trainer)
        rates.append(list(trainer.learning_rate))
    return rates


def test_eta_is_halved_when_validation_has_not_been_better_than_ever_for_two_epochs():
    one = [[0.3], [0.5], [0.5], [0.4], [0.6], [0.5], [0.6], [0.7]]
    assert [row[0] for row in told(one, 2)] == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25]


def test_each_network_has_its_own_eta():
    two = [[0.3, 0.3], [0.4, 0.3], [0.5, 0.3], [0.6, 0.9]]
    assert told(two, 1) == [[1, 1], [1, 0.5], [1, 0.25], [1, 0.25]]


def test_after_seven_halvings_eta_is_a_128th_and_the_network_stops():
    rates = [row[0] for row in told([[0.5]] * 10, 1, eta=4.0)]
    assert rates == [4, 2, 1, 0.5, 0.25, 0.125, 0.0625, 0, 0, 0]


@given(st.lists(st.sampled_from([0.1, 0.2, 0.3, 0.4]), min_size=1, max_size=40), st.integers(1, 4))
def test_eta_is_a_power_of_a_half_and_never_rises(accuracies, patience):
    rates = [row[0] for row in told([[share] for share in accuracies], patience)]
    assert set(rates) <= {0.5**k for k in range(7)} | {0}
    assert all(later in (rate, rate / 2) or later == 0 for rate, later in pairwise(rates))
    assert len(set(rates)) - 1 <= len(accuracies) // patience


@pytest.mark.parametrize("patience", [0, -1, 2.5, None])
def test_an_impossible_patience_is_refused(patience):
    with pytest.raises(ValueError, match=r"patience = .* at least 1"):
        Halving(Trainer(BASE, X, Y), *VALIDATION, patience)


def test_one_network_alone_is_halved_too():
    trainer = Trainer(BASE, X, Y)
    halving = Halving(trainer, *VALIDATION, 1)
    for _ in range(3):
        halving(trainer)  # nothing is trained, so nothing improves
    assert trainer.learning_rate.tolist() == [BASE.learning_rate / 4]


@pytest.fixture(scope="module")
def run():
    """Return the experiment of all schedules at its end."""
    trainers = schedules(COMMON, 1, (X, Y), VALIDATION)
    sets = {"validation": VALIDATION}
    experiment = Experiment(trainers, lambda one: measure(one, sets), marks(EPOCHS))
    experiment.advance(np.inf)
    return experiment


def column(run, trainer, name):
    """Return a measure of a trainer by epoch, (epochs + 1, networks)."""
    values = [record[name] for record in run.records if record["name"] == trainer]
    return np.reshape(values, (EPOCHS + 1, -1))


def test_all_schedules_begin_with_the_same_networks_and_eta(run):
    for name in ("rate", "accuracy validation", "cost validation", "moved"):
        starts = [column(run, trainer, name)[0].tolist() for trainer in SCHEDULES]
        assert starts == [starts[0]] * 4


@pytest.mark.parametrize("name", ["constant", "stairs", "cosine"])
def test_the_plan_is_the_eta_of_the_run(run, name):
    rates = column(run, name, "rate")
    assert (rates == rates[:, :1]).all()
    np.testing.assert_allclose(rates[:, 0], plan(2.0, EPOCHS)[name], atol=1e-12)


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


def test_the_halved_eta_follows_the_accuracy_that_was_recorded(run):
    reads, rates = column(run, "halving", "accuracy validation"), column(run, "halving", "rate")
    assert rates[1:].tolist() == told(reads[1:].tolist(), 1, eta=2.0)
    assert (rates[-1] < 2).any()


def test_a_schedule_trains_as_a_trainer_with_that_setting_does(run):
    for name in ("constant", "stairs", "cosine"):
        alone = Trainer(several(replace(COMMON, schedule=SCHEDULES[name])), X, Y)
        alone.run_epochs(EPOCHS)
        assert_all_equal(run.trainers[name].trainer.parameters, alone.parameters)


def test_moved_is_the_root_mean_square_change_of_every_parameter_in_an_epoch(run):
    before, after = (Trainer(several(COMMON), X, Y) for _ in range(2))
    before.run_epochs(2)
    after.run_epochs(3)
    for k, moved in enumerate(column(run, "constant", "moved")[3]):
        pairs = zip(before.parameters[k], after.parameters[k], strict=True)
        changes = [b - a for old, new in pairs for a, b in zip(old, new, strict=True)]
        flat = np.concatenate([change.ravel() for change in changes])
        assert moved == pytest.approx(np.linalg.norm(flat) / len(flat) ** 0.5)


def test_a_network_whose_eta_has_come_to_an_end_no_longer_moves():
    trainer = Trainer(several(COMMON), X, Y)
    resting = Scheduled(trainer, Halving(trainer, *VALIDATION, 1))
    resting.run(60)
    ended = trainer.learning_rate == 0
    assert ended.any()
    assert (resting.moved[ended] == 0).all()
