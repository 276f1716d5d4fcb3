"""How a number is written in the middle of words, and the glossary beside every title."""

import numpy as np
import pytest

from pages.common.prose import written
from tests.pages.reader import LOCALES, PAGES, open_page, sections


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("He", None, "He"),
        (0.9527, ".1%", "95.3\u00a0%"),
        (-0.0123, ".1p", "−1.2"),
        (0.0101, "+.2p", "+1.01"),
        (0.751, "ahead of|behind", "ahead of"),
        (-0.751, "ahead of|behind", "behind"),
        (np.nan, ".2f", "–"),
        (np.inf, ".2f", "∞"),
        (1913.0, ".3g", "1.91·10³"),
        (0.0164, ".4t", "0.0164"),
        (-0.1055, ".4t", "−0.1055"),
        (-0.0, ".4t", "0.0000"),
        (-25, ".4t", "−25.0000"),
        (3.06e-7, ".4t", "3·10⁻⁷"),
        (-2e-44, ".4t", "−2·10⁻⁴⁴"),
        (0.004, ".2t", "4·10⁻³"),
        (np.nan, ".4t", "–"),
        (-np.inf, ".4t", "−∞"),
    ],
)
def test_a_number_is_written_as_its_form_says(value, form, text):
    assert written(value, form) == text


@pytest.mark.parametrize("name", PAGES)
def test_the_glossary_opens_from_every_page(name):
    labels = [popover.proto.popover.label for popover in open_page(name).get("popover")]
    assert labels.count("Glossary") == 1


@pytest.mark.parametrize("language", LOCALES)
def test_the_glossary_gives_each_word_in_both_languages_and_says_what_it_means(language):
    *_, popover = open_page("home", language).get("popover")
    (text,) = [element.value for element in popover.markdown]
    assert all(word in text for word in ("backpropagation", "反向传播", "MNIST", "σ′", "η"))
    for one in LOCALES:
        terms = {k: v for k, v in sections("facts", one).items() if k.startswith("term.")}
        assert len(terms) > 30
        for words in terms.values():
            word, meaning = words.split("\n\n")
            assert word in text
            assert one != language or meaning in text
