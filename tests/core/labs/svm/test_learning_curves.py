import numpy as np
import pytest
from sklearn.svm import SVC

from core.data import handwriting
from core.labs.svm import learning_curves
from core.network.settings import Settings
from core.network.textbook import classify, predict
from core.network.trainer import Trainer
from core.runs.experiment import Experiment

SPLIT = handwriting.digits(size=8, n_training=300)
TRAINING, SEEN = SPLIT.training, SPLIT.validation
NETWORK = Settings(hidden_layer_sizes=(8,), random_state=3)
TASKS = learning_curves.subsets(300, [20, 60], draws=2, random_state=3)


def learners(updates=120):
    return {
        "svm": learning_curves.svm(1, "scale", TRAINING, SEEN.X, SEEN.labels),
        "network": learning_curves.network(NETWORK, updates, TRAINING, SEEN.X, SEEN.labels),
    }


def run(seconds=np.inf):
    match = learning_curves.contest(learners(), TASKS, TRAINING, SEEN.labels)
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
        own = Settings(
            hidden_layer_sizes=(8,), random_state=3 + subset.draw, l2=1e-4 * len(subset.rows)
        )
        trainer = Trainer(own, TRAINING.X[subset.rows], TRAINING.Y[subset.rows])
        trainer.run(120)
        answers = classify(predict(own, *trainer.parameters, SEEN.X))
        np.testing.assert_array_equal(fit.right, answers == SEEN.labels)


def test_a_contest_cut_into_the_shortest_slices_comes_to_the_same_records():
    assert run(seconds=0.001).records == run().records


def test_a_fit_can_be_interrupted_and_goes_on_where_it_was():
    for learn in learners(updates=2000).values():
        first = learning_curves.Fit(1, 1, 0.0, np.zeros(1))
        contestant = learning_curves.Contestant(learn, TASKS, first)
        slices = 0
        while not contestant.run(1, seconds=0):
            slices += 1
        assert slices >= 2
        assert contestant.step == 1


def test_the_records_tell_size_draw_and_accuracy_and_hold_no_times():
    match = run()
    assert isinstance(match, Experiment)
    assert match.steps == len(TASKS)
    for name, contestant in match.trainers.items():
        records = [record for record in match.records if record["name"] == name]
        assert [record["size"] for record in records] == [1, 20, 20, 60, 60]
        assert [record["network"] for record in records] == [1, 1, 2, 1, 2]
        shares = [fit.right.mean() for fit in contestant.fits]
        assert [record["accuracy"] for record in records] == shares
    assert set(match.records[0]) == {"name", "network", "step", "size", "accuracy"}


def test_the_time_of_a_fit_is_measured_and_grows_with_the_work():
    short, long = (
        learning_curves.contest(
            {"network": learners(n)["network"]}, TASKS[:1], TRAINING, SEEN.labels
        )
        for n in (50, 5000)
    )
    for match in (short, long):
        match.advance(np.inf)
    few, many = (match.trainers["network"].fits[1].seconds for match in (short, long))
    assert 0 < few < many


def test_before_the_first_fit_both_give_the_one_label_that_they_have_seen():
    match = learning_curves.contest(learners(), TASKS, TRAINING, SEEN.labels)
    label = TRAINING.labels[TASKS[0].rows[0]]
    assert [r["accuracy"] for r in match.records] == [np.mean(SEEN.labels == label)] * 2
