"""The two languages of a page say the same, and both are written on it."""

import re

import pytest

from pages.common import labels
from tests.pages.reader import LOCALES, PAGES, open_page, sections, words

PLACE = r"\[\[([^|\]]+?)(?::[^:\]]*\|.+?)?\]\]"  # "ahead|behind" is not the same in both


def formulas(text):
    """Return every formula in order, without the words inside it."""
    found = re.findall(r"\$\$.+?\$\$|\$.+?\$", text, flags=re.DOTALL)
    return [re.sub(r"\\text\{.*?\}", "", formula) for formula in found]


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_sections_in_the_same_order(name):
    english, chinese = sections(name, "en"), sections(name, "zh")
    assert list(english) == list(chinese)
    assert {"menu", "title"} <= english.keys()
    assert all([*english.values(), *chinese.values()])


@pytest.mark.parametrize("name", PAGES)
def test_each_section_has_the_same_formulas_and_asks_for_the_same_values_in_both_languages(name):
    english, chinese = sections(name, "en"), sections(name, "zh")
    for section, text in english.items():
        own, other = formulas(text), formulas(chinese[section])
        # a translation may put a formula earlier in its sentence, but not lose or change one
        assert sorted(own) == sorted(other), section
        displayed = [[f for f in found if f.startswith("$$")] for found in (own, other)]
        assert displayed[0] == displayed[1], section
        places = [sorted(re.findall(PLACE, t)) for t in (text, chinese[section])]
        assert places[0] == places[1], section


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", PAGES)
def test_a_difference_has_a_sign_or_is_called_ahead_or_behind(name, language):
    for section, text in sections(name, language).items():
        assert not re.findall(r"\[\[[\w.]+\.value:\.\d+p", text), section
        for size in re.findall(r"\[\[([\w.]+)\.size:\.1p", text):
            never_negative = size == "loss" or section == "ahead"  # of the best; behind the best
            assert never_negative or re.search(rf"\[\[{size}\.value:[^\]]+\|", text), section


@pytest.mark.parametrize("name", PAGES)
def test_english_words_hold_no_chinese_and_chinese_words_are_chinese(name):
    chinese_letters = re.compile(r"[\u4e00-\u9fff]")
    english = dict(sections(name, "en"))
    del english["sources"]  # may give a Chinese title
    assert not [section for section, text in english.items() if chinese_letters.search(text)]
    assert chinese_letters.search(sections(name, "zh")["title"])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LOCALES)
def test_the_page_opens_and_writes_its_title_its_idea_and_every_value(name, language):
    reader = open_page(name, language)
    written = sections(name, language)
    assert f"## {written['title']}" in words(reader)
    pieces = re.split(r"\[\[.+?\]\]", written["idea"])  # what is filled in stands between them
    idea = re.compile(".{1,20}".join(map(re.escape, pieces)), re.S)
    assert [text for text in reader.markdown if idea.fullmatch(text.value)]
    assert "[[" not in words(reader)  # every value was filled in


def test_every_label_is_there_in_both_languages():
    for name, both in labels.LABELS.items():
        assert len(both) == 2, name
        assert all(text.strip() for text in both), name
