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
    bench,
    click,
    dataset,
    finished,
    moved,
    news,
    open_page,
    verdicts,
    words,
)

NAME = "overfitting"
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


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_where_the_curves_turn_and_answers_the_prediction(language):
    reader = open_page(NAME, language, n_training="100")
    (question,) = reader.radio
    answer = question.options[2]  # after epoch 20, both
    reader = finished(question.set_value(answer).run(), NAME)
    (claim,) = verdicts(reader)
    assert [answer in text.value for text in reader.success] == [True]
    found = bench(reader, NAME).found
    assert found.answer == "late.both"
    shown = [f"**{found.cost.epoch}**", f"{found.cost.best:.2f}", f"{found.cost.last:.2f}"]
    shown += [f"**{found.accuracy.epoch}**", percent(found.accuracy.best)]
    shown += [written(found.change.value, "+.1p"), written(found.change.error, ".1p")]
    for number in (*shown, percent(found.accuracy.last)):
        assert number in claim
    (title,) = [m.value for m in reader.markdown if re.match(r"\*\*.*(by heart; |背下了)", m.value)]
    assert {f"{100 * found.heart:.0f}", "20"} <= set(re.findall(r"\d+", title))

    reader = reader.radio[0].set_value(question.options[0]).run()
    assert not reader.success
    assert len(verdicts(reader)) == 1


def test_where_the_run_cannot_tell_no_prediction_is_wrong():
    reader = open_page(NAME, n_training="200", epochs="50")
    reader = finished(reader.radio[0].set_value(reader.radio[0].options[0]).run(), NAME)
    found = bench(reader, NAME).found
    assert (found.kind, found.answer) == ("cost_unclear", None)
    (claim,) = verdicts(reader)
    assert "Whether accuracy turned, this run cannot tell" in claim


def test_without_wrong_labels_a_short_run_turns_nothing_and_the_page_says_so():
    reader = finished(open_page(NAME, label_noise="0", n_training="1000", epochs="20"), NAME)
    (claim,) = verdicts(reader)
    assert "Nothing turned" in claim
    assert "No label is wrong" in words(reader)
    gallery = dataset(reader, 2, "d")
    assert len(gallery) == 18
    assert gallery["url"].str.startswith("data:image/png;base64,").all()


def test_the_images_show_the_mislabelled_ones_first_with_what_the_network_was_told():
    reader = open_page(NAME, n_training="100", label_noise="5")  # five are wrong
    training = handwriting.digits(n_training=100, label_noise=0.05, random_state=0).training
    wrong = np.flatnonzero(training.labels != training.true_labels)
    texts = dataset(reader, 2, "d")["text"].tolist()
    assert len(wrong) == 5
    assert texts[:5] == [f"told {label}" for label in training.labels[wrong]]
    read = finished(reader, NAME)
    first = bench(read, NAME).experiment.trainers["all"]
    answers = metrics.predictions(first.settings[0], first.parameters[0], training.X[wrong])
    kinds = ("reads what it was told", "reads something else")
    wanted = np.where(answers == training.labels[wrong], *kinds)
    assert dataset(read, 2, "d")["series"].tolist()[:5] == wanted.tolist()


def test_the_rule_is_drawn_where_it_keeps_and_stops_and_moves_without_a_new_run():
    reader = open_page(NAME, **SHORT)
    assert dataset(reader, 0, "rules").empty
    reader = finished(reader, NAME)
    for criterion, patience in (("cost", 5), ("accuracy", 5), ("cost", 50)):
        reader = moved(reader, criterion=criterion, patience=patience)
        assert bench(reader, NAME).done
        rule = rules(reader)[criterion, patience]
        end = rule.outcome
        wanted = [end.kept, end.stop] if end.fired else [end.kept]
        assert dataset(reader, 0, "rules")["x"].tolist() == wanted
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
        drawn = dataset(reader, 3, "d").query(f"series == 'degree {degree}'")
        np.testing.assert_allclose(drawn["a"], curve(drawn["z"].to_numpy()), atol=1e-9)
        assert dataset(reader, 4, "rules")["x"].tolist() == [degree]
