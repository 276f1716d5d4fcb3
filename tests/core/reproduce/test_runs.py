"""The run of a trial: what is measured, and how it is kept."""

from dataclasses import replace
from math import exp, inf, isfinite

import numpy as np
import pytest
from scipy.ndimage import shift
from sklearn.metrics import recall_score

from core.network.estimator import NetworkClassifier
from core.network.settings import Settings
from core.network.textbook import evaluate, predict
from core.network.trainer import Trainer
from core.reproduce import runs
from core.reproduce.runs import run, run_or_load, shifted, write_whole
from core.reproduce.table import TRIALS, rows
from core.reproduce.trial import Reading, Trial, read
from tests.core.reproduce.small import small_mnist, tiny


@pytest.mark.parametrize("name", TRIALS)
def test_every_trial_runs_and_every_reading_is_a_possible_number(small, name):
    trial = tiny(TRIALS[name])
    for row in rows(name, trial, [run(trial, seed) for seed in range(1)]):
        assert isfinite(row.median) or row.statistic == "epoch of 100 %"
        if row.unit == "%":
            assert 0 <= row.median <= 100
        if row.unit == "epoch":
            assert row.median in (1, 2, inf)
        if row.unit in ("cost", "weight", "ratio"):
            assert row.median > 0


def test_a_changed_trial_is_another_run_and_new_words_are_not(small, tmp_path):
    trial = tiny(TRIALS["rescue_1_20"])
    run_or_load("a", trial, 0, tmp_path)
    run_or_load("a", replace(trial, what="in other words"), 0, tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    run_or_load("a", trial, 1, tmp_path)
    run_or_load("a", replace(trial, learner=replace(trial.learner, l2=1.0)), 0, tmp_path)
    run_or_load(
        "a", replace(trial, readings=(Reading("accuracy test", "at the end"),)), 0, tmp_path
    )
    assert len(list(tmp_path.iterdir())) == 4


def test_a_kept_run_is_the_run(small, tmp_path):
    trial = tiny(TRIALS["full_l2"])
    fresh = run_or_load("a", trial, 3, tmp_path)
    assert run_or_load("a", trial, 3, tmp_path) == fresh
    assert run(trial, 3).records == fresh.records
    assert run(trial, 4).records != fresh.records


def test_what_is_measured_is_what_the_network_has(small):
    learner = Settings(hidden_layer_sizes=(5,), l2=2.0, l1=0.3, epochs=2)
    reading = Reading("cost with penalty test", "at the end")
    trial = Trial(what="", learner=learner, readings=(reading,))
    split = small_mnist()
    trainer = Trainer(replace(learner, random_state=7), split.training.X, split.training.Y)
    trainer.run_epochs(2)
    score = evaluate(learner, *trainer.parameters, split.test.X, split.test.Y, n_training=60)
    assert read(run(trial, 7).records, reading) == pytest.approx(score.cost + score.penalty)


def test_weights_of_always_dark_pixels_only_decay(small):
    learner = Settings(l2=3.0, learning_rate=0.2, epochs=2)
    reading = Reading("rms dead pixels", "end / start")
    ratio = read(run(Trial(what="", learner=learner, readings=(reading,)), 0).records, reading)
    assert ratio == pytest.approx((1 - 0.2 * 3 / 60) ** 12, rel=1e-5)
    assert ratio == pytest.approx(exp(-0.2 * 3 * 2 / 10), rel=0.01)


def test_a_network_that_runs_away_is_measured_at_every_mark_and_marked(small):
    learner = Settings(hidden_layer_sizes=(), learning_rate=10.0, l2=600.0, epochs=3)
    readings = (Reading("accuracy validation", "mean"), Reading("diverged", "at the end"))
    records = run(Trial(what="", learner=learner, readings=readings), 0).records
    assert [record["epoch"] for record in records] == [0, 1, 2, 3]
    assert read(records, readings[1]) == 100
    assert 0 <= read(records, readings[0]) <= 100


def test_shifted_images_are_those_of_scipy():
    images = np.random.default_rng(0).integers(0, 256, (3, 784), np.uint8)
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    square = images.reshape(3, 28, 28)
    expected = [shift(square, (0, *move), order=0).reshape(3, 784) for move in moves]
    np.testing.assert_array_equal(shifted(images), np.concatenate(expected))


def test_the_training_set_of_a_shifted_trial_is_five_times_as_large(small):
    learner = Settings(hidden_layer_sizes=(), l2=1.0, epochs=1)
    reading = Reading("rms dead pixels", "end / start")
    trial = Trial(what="", learner=learner, n_training=60, shifted=True, readings=(reading,))
    assert read(run(trial, 0).records, reading) == pytest.approx((1 - 0.5 / 300) ** 30, rel=1e-5)
    assert "1 − ηλ/n = 0.998333" in trial.settings


def test_images_are_drawn_at_random_by_the_seed_and_none_twice():
    split = small_mnist()
    first, again, other = (runs._drawn(split.training, 20, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.X, again.X)
    assert (first.X != other.X).any()
    place = {image.tobytes(): n for n, image in enumerate(split.training.X)}
    chosen = [place[image.tobytes()] for image in first.X]
    assert len(set(chosen)) == 20
    assert chosen != sorted(chosen)
    for part in ("Y", "labels", "true_labels"):
        np.testing.assert_array_equal(getattr(first, part), getattr(split.training, part)[chosen])


def test_a_drawn_trial_learns_from_as_many_as_it_asks_for(small):
    learner = Settings(hidden_layer_sizes=(), l2=1.0, epochs=1)
    reading = Reading("rms dead pixels", "end / start")
    trial = Trial(what="", learner=learner, n_training=20, drawn=True, readings=(reading,))
    assert read(run(trial, 0).records, reading) == pytest.approx((1 - 0.5 / 20) ** 2, rel=1e-5)
    assert "20 images drawn at random" in trial.settings


def test_a_committee_answers_by_the_mean_of_its_members_outputs(small):
    learner = Settings(hidden_layer_sizes=(5,), epochs=2)
    readings = (
        Reading("accuracy test", "at the end"),
        Reading("accuracy test alone", "at the end"),
    )
    trial = Trial(what="", learner=learner, committee=3, readings=readings)
    split = small_mnist()
    members = [
        NetworkClassifier(hidden_layer_sizes=(5,), epochs=2, random_state=3 * 4 + number).fit(
            split.training.X / np.float32(255), split.training.labels
        )
        for number in range(3)
    ]
    X = split.test.X / np.float32(255)
    records = run(trial, 4).records
    alone = np.mean([member.score(X, split.test.labels) for member in members])
    assert read(records, readings[1]) == pytest.approx(100 * alone)
    total = sum(predict(member.settings_, member.parameters_, X) for member in members)
    assert read(records, readings[0]) == 100 * np.mean(total.argmax(1) == split.test.labels)


def test_a_digit_is_unlearned_if_fewer_than_a_tenth_of_its_images_are_read():
    labels = np.repeat(np.arange(3), [10, 20, 30])
    right = np.zeros(60, bool)
    right[[0, 10, *range(30, 60)]] = True  # 1 of 10, 1 of 20, all of 30
    recalls = recall_score(labels, np.where(right, labels, (labels + 1) % 3), average=None)
    assert runs._unlearned(right, np.eye(3)[labels]) == np.count_nonzero(recalls < 0.1) == 1


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "new" / "a.csv"
    write_whole(path, "old")

    def full(self, text, encoding):
        raise OSError("No space left on device")

    monkeypatch.setattr(runs.Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert path.read_text() == "old"
