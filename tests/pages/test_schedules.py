import pytest

from pages.common import data_choice
from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    answered,
    bench,
    click,
    finished,
    found,
    judged,
    met,
    open_page,
    verdicts,
    words,
)

NAME = "schedules"


def test_the_verdict_states_what_they_read_and_the_lead_judges_the_prediction():
    reader = finished(answered(open_page(NAME), "it gains accuracy"), NAME)
    (claim,) = verdicts(reader)
    assert claim.startswith("You said **it gains accuracy**, and so it is. ")
    assert f"**{judged(found(reader).lead, '+.2p')}**" in claim
    for read in (found(reader).constant.accuracy, found(reader).lowered):
        assert f"**{written(read, '.1%')}**" in claim
    assert f"epoch {found(reader).end:g}" in reader.button(key="enlarge_rate").label
    (claim,) = verdicts(answered(reader, "it costs accuracy"))
    assert claim.startswith("You said **it costs accuracy**; it is **it gains accuracy**. ")


def test_with_clean_labels_nothing_is_asked_and_the_lead_is_told_all_the_same():
    reader = answered(open_page(NAME, epochs="10", n_training="100"), "it gains accuracy")
    reader = finished(click(reader, "preset_1"), NAME)
    (claim,) = verdicts(reader)
    assert claim.startswith("Image by image")


@pytest.mark.parametrize(("language", "never"), [("en", "not in this run"), ("zh", "这次没有停下")])
def test_an_eta_that_does_not_come_to_its_end_says_so(language, never):
    slow = {"learning_rate": "0.05", "patience": "10", "n_training": "100", "epochs": "10"}
    reader = finished(open_page(NAME, language, **slow), NAME)
    assert never in reader.button(key="enlarge_rate").label


@pytest.mark.parametrize("language", LOCALES)
def test_the_challenge_is_met_where_lowering_eta_costs_accuracy(language):
    short = {"learning_rate": "0.05", "epochs": "10"}
    reader = finished(open_page(NAME, language, **short), NAME)
    assert found(reader).lead.sign == -1
    assert met(reader)
    assert not met(finished(open_page(NAME, language), NAME))


def test_where_mnist_is_chosen_the_page_says_that_it_stays_with_the_small_digits(monkeypatch):
    assert "MNIST is chosen" not in words(open_page(NAME))
    monkeypatch.setattr(data_choice, "source", lambda: "mnist")
    reader = open_page(NAME)
    assert "MNIST is chosen" in words(reader)
    trainer = bench(reader, NAME).experiment.trainers["constant"].trainer
    assert trainer.X.shape == (500, 64)
