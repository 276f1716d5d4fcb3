import os

import numpy as np
import pytest

from core.data import handwriting, mnist
from core.data.handwriting import sample
from core.labs.svm import comparison, rbf_kernel
from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    bench,
    checked,
    click,
    controls,
    dataset,
    finished,
    news,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "svm"
SHORT = {"largest": "200", "updates": "300"}
needs_mnist = pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and mnist.mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)


def fits(reader):
    """Return the fits of both, the SVM's first."""
    trainers = bench(reader, NAME).experiment.trainers
    return [trainers[name].fits for name in ("svm", "network")]


def with_data(reader, name):
    """Return the page after the choice of data in the side bar."""
    (choice,) = [group for group in reader.get("button_group") if group.key == "data"]
    return checked(choice.set_value(name).run())


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_crossing_and_the_end_as_core_counts_them(language):
    reader = finished(open_page(NAME, language, gamma="scale", C="10", **SHORT), NAME)
    (claim,) = verdicts(reader)
    ours, theirs = map(comparison.medians, fits(reader))
    end = comparison.paired(*fits(reader), 200)
    for share in (ours[200], theirs[200]):
        assert written(share, ".1%") in claim
    assert f" {written(abs(end.value), '.1p')} " in claim
    assert f"**{end.errors:.1f} " in claim
    turns = comparison.crossings(ours, theirs)
    rules = dataset(reader, 0, "rules")["x"].tolist()
    assert rules == [turn.size for turn in turns[-1:]]


def test_the_prediction_is_judged_where_only_gamma_is_todays_and_n_is_1000():
    reader = open_page(NAME)
    (question,) = reader.radio
    reader = question.set_value(question.options[0]).run()  # the SVM
    assert not finished(reader, NAME).success
    reader = click(reader, "preset_1")
    assert not finished(checked(controls(reader)["C"].set_value(100).run()), NAME).success
    reader = finished(click(reader, "preset_1"), NAME)
    (claim,) = [text.value for text in reader.success]
    assert "You said SVM: right." in claim
    reader = reader.radio[0].set_value(question.options[1]).run()
    assert not reader.success
    assert len(verdicts(reader)) == 1


def test_the_lead_at_1000_is_the_networks_in_2014_and_an_open_challenge_is_met_by_a_larger_c():
    reader = finished(open_page(NAME), NAME)
    assert "The network never fell behind" in verdicts(reader)[0]
    assert news(reader).startswith(":material/flag:")
    reader = checked(controls(reader)["C"].set_value(100).run())
    assert news(reader).startswith(":material/flag:")
    reader = finished(reader, NAME)
    assert news(reader).startswith(":material/check_circle:")


def test_another_gamma_does_not_meet_the_challenge_however_well_the_svm_does():
    reader = finished(open_page(NAME, gamma="scale", C="100", **SHORT), NAME)
    ours, theirs = map(comparison.medians, fits(reader))
    assert ours[200] > theirs[200]
    assert news(reader).startswith(":material/flag:")


def test_a_network_that_was_made_worse_does_not_meet_the_challenge_either():
    reader = finished(open_page(NAME, C="100", largest="200", updates="100"), NAME)
    ours, theirs = map(comparison.medians, fits(reader))
    assert all(ours[size] > theirs[size] for size in ours if size > 20)
    assert news(reader).startswith(":material/flag:")


def test_the_kernel_picture_follows_gamma_before_any_run():
    reader = open_page(NAME)
    X, Y = sample(handwriting.digits().training, most=200)
    for gamma in ("auto", "scale", "0.3"):
        reader = checked(controls(reader)["gamma"].set_value(gamma).run())
        width = float(gamma) if gamma == "0.3" else rbf_kernel.gamma_value(gamma, X)
        alike = rbf_kernel.likeness(X, Y.argmax(axis=1), width)
        table = dataset(reader, 1)
        for series, sample_ in zip(("same digit", "two digits"), alike, strict=True):
            share = table[table["series"] == series]["share"].to_numpy()[:-1]
            np.testing.assert_allclose(share, np.histogram(sample_, 20, (0, 1))[0] / sample_.size)
        assert not bench(reader, NAME).begun


def test_step_fits_both_to_one_subset_more_and_the_times_are_those_of_the_fits():
    reader = click(click(open_page(NAME), "step"), "step")
    assert [len(own) for own in fits(reader)] == [3, 3]
    table = dataset(reader, 3)
    for series, own in zip(("SVM", "network"), fits(reader), strict=True):
        times = table[table["series"] == series]["seconds"].tolist()
        assert times == [pytest.approx(np.median([fit.seconds for fit in own[1:]]))]


def test_the_presets_are_the_scenes_that_their_names_state():
    reader = open_page(NAME)
    for preset, gamma, C, hidden in (
        ("preset_0", "auto", 1, 30),
        ("preset_1", "scale", 1, 30),
        ("preset_2", "scale", 10, 100),
    ):
        shown = scene(click(reader, preset))
        assert (shown["gamma"], shown["C"], shown["hidden"]) == (gamma, C, hidden)


@needs_mnist
def test_the_curves_of_the_book_stand_behind_those_of_the_run():
    reader = open_page(NAME)
    book = dataset(reader, 0).query("run == ' '")
    assert sorted(book["size"].unique()) == [100, 200, 500, 1000]
    assert "150,000 steps" in words(reader)
    assert "MNIST is harder" in words(reader)
    reader = with_data(reader, "mnist")
    reader = checked(controls(reader)["largest"].set_value(2000).run())
    book = dataset(reader, 0).query("run == ' '")
    assert sorted(book["size"].unique()) == [100, 200, 500, 1000, 2000]
    assert book.query("series == 'SVM'")["accuracy"].tolist()[0] == pytest.approx(0.2507)
    assert book.query("series == 'network'")["accuracy"].tolist()[-1] == pytest.approx(0.9127)
    assert "150,000 steps" in words(reader)
    assert "MNIST is harder" not in words(reader)


@needs_mnist
def test_back_from_mnist_the_largest_size_is_one_that_the_digits_have():
    reader = with_data(open_page(NAME), "mnist")
    reader = checked(controls(reader)["largest"].set_value(2000).run())
    reader = with_data(reader, "digits")
    assert scene(reader)["largest"] <= 1000
    assert dataset(reader, 0)["size"].max() <= 1000
