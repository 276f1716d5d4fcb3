import os

import numpy as np
import pytest

from core.data import mnist
from core.labs.svm import lab
from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    bench,
    checked,
    click,
    dataset,
    finished,
    found,
    judged,
    met,
    moved,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "svm"
needs_mnist = pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and mnist.mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)


def with_data(reader, name):
    """Return the page after the choice of data in the side bar."""
    (choice,) = [group for group in reader.get("button_group") if group.key == "data"]
    return checked(choice.set_value(name).run())


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_both_learners_the_lead_with_its_error_and_the_crossing(language):
    reader = finished(open_page(NAME, language, largest="200"), NAME)
    (claim,) = verdicts(reader)
    shown = found(reader)
    for learner in (shown.svm, shown.network):
        assert f"**{written(learner.accuracy, '.1%')}**" in claim
    assert f"**{judged(shown.lead, '+.1p')}**" in claim
    assert dataset(reader, 0, "rules")["x"].tolist() == [shown.turn.size]
    assert f"n ≈ {written(shown.turn.about, '.0f')}" in words(reader)


def test_with_the_gamma_of_2014_the_network_never_falls_behind_and_the_challenge_stays_open():
    reader = finished(open_page(NAME, gamma="auto"), NAME)
    assert "The network never falls behind" in words(reader)
    assert not met(reader)


@pytest.mark.parametrize(
    ("change", "won"),
    [
        ({}, True),
        ({"gamma": "scale"}, False),  # another γ
        ({"updates": "100"}, False),  # a network that was made worse
    ],
)
def test_the_challenge_is_met_by_a_larger_c_alone(change, won):
    reader = finished(
        open_page(NAME, **{"C": "100", "gamma": "auto", "largest": "200"} | change), NAME
    )
    assert (found(reader).after, found(reader).lead.sign) == ("svm", 1)
    assert met(reader) == won
    assert not met(moved(reader, C=1))


def test_the_kernel_picture_follows_gamma_before_any_run():
    reader = open_page(NAME)
    for gamma, width in (("auto", "auto"), ("scale", "scale"), ("0.3", 0.3)):
        reader = moved(reader, gamma=gamma)
        table, pairs = dataset(reader, 1), lab.similarity("digits", width)
        for series, sample in zip(("same digit", "two digits"), pairs, strict=True):
            share = table[table["series"] == series]["share"].to_numpy()[:-1]
            np.testing.assert_allclose(share, np.histogram(sample, 20, (0, 1))[0] / sample.size)
        assert not bench(reader, NAME).begun


def test_step_fits_both_to_one_subset_more_and_the_times_are_those_of_the_fits():
    reader = click(click(open_page(NAME), "step"), "step")
    table = dataset(reader, 2)
    for series, learner in zip(("SVM", "network"), lab.LEARNERS, strict=True):
        _guess, *own = bench(reader, NAME).experiment.trainers[learner].fits
        assert len(own) == 2
        times = table[table["series"] == series]["seconds"].tolist()
        assert times == [pytest.approx(np.median([fit.seconds for fit in own]))]


@needs_mnist
def test_the_curves_of_the_book_stand_behind_and_the_largest_size_is_one_that_the_data_has():
    reader = with_data(open_page(NAME), "mnist")
    reader = moved(reader, largest=2000)
    book = dataset(reader, 0).query("run == ' '")
    assert sorted(book["size"].unique()) == [100, 200, 500, 1000, 2000]
    assert book.query("series == 'SVM'")["missed"].tolist()[0] == pytest.approx(0.7493)
    assert book.query("series == 'network'")["missed"].tolist()[-1] == pytest.approx(0.0873)
    assert "150,000 steps" in words(reader)
    assert "MNIST is harder" not in words(reader)
    reader = with_data(reader, "digits")
    assert scene(reader)["largest"] <= 1000
    assert sorted(dataset(reader, 0)["size"].unique()) == [1, 100, 200, 500, 1000]
    assert "150,000 steps" in words(reader)
    assert "MNIST is harder" in words(reader)
