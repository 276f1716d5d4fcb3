"""What is said of overfitting.

Long because one finished run of the page serves all of its tests.
"""

import os
import re

import numpy as np
import pytest

from core.data import handwriting, mnist
from core.labs.overfitting import polynomials
from core.runs import metrics
from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    answered,
    bench,
    click,
    dataset,
    finished,
    moved,
    news,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "overfitting"
COST, _ACCURACY, _GROWTH, IMAGES, FIT, ERRORS = range(6)  # the charts
SHORT = {"n_training": "100", "epochs": "50"}  # a fifth of a second


def percent(share):
    """Return a share as the page writes it."""
    return written(share, ".1%")


def rules(reader):
    """Return what the run says of every rule."""
    return bench(reader, NAME).found.rules


def rows(reader):
    """Return the rows of the table of rules."""
    (table,) = [m.value for m in reader.markdown if "|:---" in m.value]
    return [row for row in table.splitlines() if re.match(r"\| .*\d", row)]


@pytest.fixture(scope="module")
def answered_and_run():
    """Return the page after the default prediction was answered rightly, at the end of its run."""
    return finished(answered(open_page(NAME, epochs="20"), "after epoch 20"), NAME)


def test_an_answer_sets_the_scene_and_one_run_settles_it(answered_and_run):
    assert scene(answered_and_run)["epochs"] == 100
    (claim,) = verdicts(answered_and_run)
    assert claim.startswith("You said **after epoch 20**, and so it is. ")
    (claim,) = verdicts(answered(answered_and_run, "never"))
    assert claim.startswith("You said **never**; it is **after epoch 20**. ")


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_where_cost_turns_and_what_accuracy_loses(language):
    reader = finished(open_page(NAME, language, n_training="100"), NAME)
    (claim,) = verdicts(reader)
    found = bench(reader, NAME).found
    assert (found.cost.kind, found.accuracy.kind) == ("turned", "turned")
    shown = [f"**{found.cost.epoch}**", f"{found.cost.best:.2f}", f"{found.cost.last:.2f}"]
    shown += [written(found.change.value, "+.1p"), written(found.change.error, ".1p")]
    for number in shown:
        assert number in claim
    titles = [button.label for button in reader.button if button.key == "enlarge_growth"]
    assert {f"{100 * found.heart:.0f}", "20"} <= set(re.findall(r"\d+", titles[0]))


def test_where_the_run_cannot_tell_of_accuracy_it_says_so():
    reader = finished(open_page(NAME, n_training="200", epochs="50"), NAME)
    assert bench(reader, NAME).found.accuracy.kind == "unclear"
    (claim,) = verdicts(reader)
    assert "Whether accuracy turned, this run cannot tell" in claim


def test_without_wrong_labels_a_short_run_turns_nothing_and_the_page_says_so():
    reader = finished(open_page(NAME, label_noise="0", n_training="1000", epochs="20"), NAME)
    (claim,) = verdicts(reader)
    assert "cost did not turn" in claim
    assert "did not clearly turn" in claim
    assert "No label is wrong" in reader.button(key="enlarge_images").label
    gallery = dataset(reader, IMAGES, "d")
    assert len(gallery) == 12
    assert gallery["url"].str.startswith("data:image/png;base64,").all()


def test_the_images_show_the_mislabelled_ones_first_with_what_the_network_was_told():
    reader = open_page(NAME, n_training="100", label_noise="5")  # five are wrong
    training = handwriting.digits(n_training=100, label_noise=0.05, random_state=0).training
    wrong = np.flatnonzero(training.labels != training.true_labels)
    texts = dataset(reader, IMAGES, "d")["text"].tolist()
    assert len(wrong) == 5
    assert texts[:5] == [f"told {label}" for label in training.labels[wrong]]
    read = finished(reader, NAME)
    first = bench(read, NAME).experiment.trainers["all"]
    answers = metrics.predictions(first.settings[0], first.parameters[0], training.X[wrong])
    kinds = ("reads what it was told", "reads something else")
    wanted = np.where(answers == training.labels[wrong], *kinds)
    assert dataset(read, IMAGES, "d")["series"].tolist()[:5] == wanted.tolist()


def test_the_rule_is_drawn_where_it_keeps_and_stops_and_moves_without_a_new_run():
    reader = open_page(NAME, **SHORT)
    assert dataset(reader, COST, "rules").empty
    reader = finished(reader, NAME)
    for criterion, patience in (("cost", 5), ("accuracy", 5), ("cost", 50)):
        reader = moved(reader, criterion=criterion, patience=patience)
        assert bench(reader, NAME).done
        rule = rules(reader)[criterion, patience]
        end = rule.outcome
        wanted = [end.kept, end.stop] if end.fired else [end.kept]
        assert dataset(reader, COST, "rules")["x"].tolist() == wanted
        bold = [row for row in rows(reader) if "**" in row]
        assert len(rows(reader)) == 8
        assert [row.startswith(f"| **{criterion} {patience}**") for row in bold] == [True]
        assert f"| {percent(rule.accuracy)} |" in bold[0]
        assert bold[0].endswith(f"| {50 - end.stop:.0f} |")


def test_the_challenge_is_met_by_the_soonest_rule_that_is_good_enough_and_by_no_other():
    reader = finished(open_page(NAME, **SHORT), NAME)
    good = [rule.outcome.stop for rule in rules(reader).values() if rule.loss.sign < 1]
    met = []
    for (criterion, patience), rule in rules(reader).items():
        reader = moved(reader, criterion=criterion, patience=patience)
        met.append(news(reader).startswith(":material/check_circle:"))
        assert met[-1] == (rule.loss.sign < 1 and rule.outcome.stop == min(good))
        assert ("good enough." in news(reader)) == (rule.loss.sign < 1)
        assert f"**{sum(stop < rule.outcome.stop for stop in good)}**" in news(reader)
    assert 0 < sum(met) <= len(good) < 8


def test_before_the_end_no_rule_is_judged_and_the_test_set_is_closed():
    reader = click(open_page(NAME, **SHORT), "step")
    assert "Finish a run" in news(reader)
    assert reader.button(key="open_test").disabled


def test_every_look_at_the_test_set_is_counted_and_no_other_scene_resets_the_count():
    reader = finished(open_page(NAME, **SHORT), NAME)
    assert "Opened" not in words(reader)
    rule = rules(reader)["cost", 10]
    assert f"**test {percent(rule.test)}**" not in words(reader)
    reader = click(reader, "open_test")
    assert "Opened: **1 ×**" in words(reader)
    told = f"validation {percent(rule.accuracy)}, **test {percent(rule.test)}**"
    assert told in words(reader)
    assert "second validation set" not in words(reader)

    reader = finished(moved(reader, n_training=200), NAME)
    assert "Opened: **1 ×**" in words(reader)
    reader = click(reader, "open_test")
    assert "Opened: **2 ×**" in words(reader)
    assert "n = 200" in words(reader)
    assert "second validation set" in words(reader)
    assert bench(reader, NAME).done


def test_the_books_preset_waits_for_mnist_and_says_so():
    reader = open_page(NAME)
    assert [reader.button(key=f"preset_{k}").disabled for k in range(4)] == [0, 1, 0, 0]
    assert "needs MNIST" in words(reader)
    assert "needs MNIST" in reader.button(key="preset_1").help


@pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and mnist.mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)
def test_the_button_beside_it_loads_mnist_and_then_the_preset_is_the_books_scene():
    reader = click(open_page(NAME), "load_mnist")
    assert "needs MNIST" not in words(reader)
    reader = click(reader, "preset_1")
    trainer = bench(reader, NAME).experiment.trainers["all"]
    assert (trainer.X.shape, trainer.X.dtype) == ((1000, 784), np.uint8)


def test_where_mnist_cannot_be_had_the_button_says_why_and_the_digits_go_on(monkeypatch):
    def fail(_progress):
        raise mnist.DataUnavailableError("no internet")

    monkeypatch.setattr(mnist, "mnist_is_here", lambda: False)
    monkeypatch.setattr(mnist, "download_mnist", fail)
    reader = open_page(NAME).button(key="load_mnist").click().run()
    assert not reader.exception
    assert {error.value for error in reader.error} == {"MNIST could not be loaded. no internet"}
    assert reader.button(key="preset_1").disabled
    assert bench(reader, NAME).experiment.trainers["all"].X.dtype == np.float32


def test_the_ten_points_follow_the_degree_and_leave_the_run_alone():
    reader = click(open_page(NAME, n_training="100"), "step")
    for degree in (1, 5, 9):
        reader = moved(reader, degree=degree)
        assert bench(reader, NAME).begun
        curve = polynomials.fit(degree)
        left_out = f"{polynomials.left_out_rms(degree):.2f}" if degree < 9 else "–"
        for number in (f"{polynomials.rms(curve):.2f}", f"{curve(5.5):.1f}", left_out):
            assert f"**{number}**" in words(reader)
        drawn = dataset(reader, FIT, "d").query(f"series == 'degree {degree}'")
        np.testing.assert_allclose(drawn["a"], curve(drawn["z"].to_numpy()), atol=1e-9)
        assert dataset(reader, ERRORS, "rules")["x"].tolist() == [degree]
