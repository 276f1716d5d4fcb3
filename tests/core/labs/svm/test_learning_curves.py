from dataclasses import replace
from itertools import count

import numpy as np
import pytest
from sklearn.svm import SVC

from core.data import handwriting
from core.labs.svm import learning_curves
from core.network.settings import Settings
from core.network.trainer import Trainer

SPLIT = handwriting.digits(size=8, n_training=300)
TRAINING, SEEN = SPLIT.training, SPLIT.validation
NETWORK = Settings(hidden_layer_sizes=(8,), random_state=3)
FIRST = learning_curves.Fit(1, 1, 0.0, np.zeros(1))
TASKS = learning_curves.subsets(300, [20, 60], draws=2, random_state=3)


def learners(updates=120, settings=NETWORK):
    return {
        "svm": learning_curves.svm(1, "scale", TRAINING, SEEN.X, SEEN.Y),
        "network": learning_curves.network(settings, updates, TRAINING, SEEN.X, SEEN.Y),
    }


def run(seconds=np.inf):
    match = learning_curves.contest(learners(), TASKS, TRAINING, SEEN.Y)
    while not match.done:
        match.advance(seconds)
    return match


def test_subsets_of_a_draw_lie_in_each_other_and_draws_differ():
    assert [(len(rows), draw) for rows, draw in TASKS] == [(20, 1), (20, 2), (60, 1), (60, 2)]
    for small, large in zip(TASKS[:2], TASKS[2:], strict=True):
        assert set(small.rows) <= set(large.rows)
        assert len(set(large.rows)) == 60
    assert set(TASKS[0].rows) != set(TASKS[1].rows)


@pytest.mark.parametrize("size", [1, 0, 301])
def test_a_size_that_cannot_be_drawn_is_named_in_the_error(size):
    with pytest.raises(ValueError, match=f"size = {size} is not possible: from 2 to 300"):
        learning_curves.subsets(300, [20, size], draws=2, random_state=0)


def test_each_fit_of_the_svm_is_what_scikit_learn_fits_to_that_subset():
    for subset, fit in zip(TASKS, run().trainers["svm"].fits[1:], strict=True):
        machine = SVC().fit(TRAINING.X[subset.rows], TRAINING.labels[subset.rows])
        np.testing.assert_array_equal(fit.right, machine.predict(SEEN.X) == SEEN.labels)
        assert (fit.size, fit.draw) == (len(subset.rows), subset.draw)


def test_each_fit_of_the_network_is_what_the_trainer_makes_of_that_subset():
    for subset, fit in zip(TASKS, run().trainers["network"].fits[1:], strict=True):
        own = replace(NETWORK, random_state=3 + subset.draw, l2=1e-4 * len(subset.rows))
        trainer = Trainer(own, TRAINING.X[subset.rows], TRAINING.Y[subset.rows])
        trainer.run(120)
        np.testing.assert_array_equal(fit.right, trainer.evaluate(SEEN.X, SEEN.Y)[0].right)


def test_a_contest_cut_into_the_shortest_slices_comes_to_the_same_records():
    assert run(seconds=0.001).records == run().records


def test_a_fit_can_be_interrupted_goes_on_where_it_was_and_its_time_is_added_up(monkeypatch):
    monkeypatch.setattr(learning_curves, "SLICE", 0)  # a step
    monkeypatch.setattr(learning_curves, "thread_time", count().__next__)
    slices, seconds = {}, {}
    for name, learn in learners(updates=20).items():
        contestant = learning_curves.Contestant(learn, TASKS, FIRST)
        slices[name] = 1
        while not contestant.run(1, seconds=0):
            slices[name] += 1
        seconds[name] = contestant.fits[1].seconds
        assert contestant.step == 1
    blocks = -(-len(SEEN.X) // learning_curves.BLOCK)
    assert slices == {"svm": 1 + blocks, "network": 1 + 20}
    assert seconds == {"svm": 1, "network": 20}


def test_a_network_that_diverges_has_no_answer_right():
    learn = learners(settings=replace(NETWORK, learning_rate=1e6))["network"]
    contestant = learning_curves.Contestant(learn, TASKS, FIRST)
    contestant.run(1)
    assert not contestant.fits[1].right.any()


def test_the_records_tell_size_draw_and_accuracy_and_hold_no_times():
    match = run()
    assert match.steps == len(TASKS)
    for name, contestant in match.trainers.items():
        records = [record for record in match.records if record["name"] == name]
        assert [record["size"] for record in records] == [1, 20, 20, 60, 60]
        assert [record["network"] for record in records] == [1, 1, 2, 1, 2]
        shares = [fit.right.mean() for fit in contestant.fits]
        assert [record["accuracy"] for record in records] == shares
    assert set(match.records[0]) == {"name", "network", "step", "size", "accuracy"}


def test_before_the_first_fit_both_give_the_one_label_that_they_have_seen():
    match = learning_curves.contest(learners(), TASKS, TRAINING, SEEN.Y)
    label = TRAINING.labels[TASKS[0].rows[0]]
    assert [r["accuracy"] for r in match.records] == [np.mean(SEEN.labels == label)] * 2
