"""No measured number stands typed in the words: each is filled in, given, defined or cited.

Filled in is what stands in [[…]]. Given is what a control of the page can be set to. The rest is
in a list here, with what it is.
"""

import re

import pytest

from tests.pages.given_numbers import EVERYWHERE, GIVEN
from tests.pages.reader import LABS, LOCALES, PAGES, controls, ends, open_page, options, sections

NOT_WORDS = r"\[\[.+?\]\]|`.+?`|\]\(.+?\)|\\(?:text|tag)\{.+?\}"  # values, code, links
FORMULA = r"\$\$.+?\$\$|\$.+?\$"
LISTED = r"^\*\*\d\.\*\*|^\d\. "  # the number of a paragraph
DIGITS = r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w])"


def stated(text):
    """Return the numbers in the words of a section, and the decimal ones in its formulas."""
    text = re.sub(NOT_WORDS, " ", text, flags=re.S)
    formulas = " ".join(re.findall(FORMULA, text, re.S))
    words = re.sub(LISTED, " ", re.sub(FORMULA, " ", text, flags=re.S), flags=re.M)
    found = {*re.findall(DIGITS, words), *re.findall(r"(?<![\w.])\d+\.\d+", formulas)}
    return {number.replace(",", "").rstrip(".") for number in found}


def settable(name):
    """Return every number that a control of the page can be set to, as a reader writes it."""
    found = set()
    for control in controls(open_page(name)).values():
        slider = control.type == "slider"
        values = [*ends(control), control.value] if slider else options(control)
        found |= {f"{float(v):.12g}" for v in values if re.fullmatch(r"-?[\d.]+", str(v))}
    return found


@pytest.mark.parametrize("name", PAGES)
def test_every_number_in_the_words_is_bound_given_defined_or_cited(name):
    known = EVERYWHERE.keys() | GIVEN.get(name, {}).keys()
    known |= settable(name) if name in LABS else set()
    for language in LOCALES:
        for section, text in sections(name, language).items():
            if section != "sources":
                loose = stated(text) - known
                assert not loose, f"{name}.{language}.md, section {section}: {sorted(loose)}"


def test_every_number_in_the_list_is_on_its_page():
    for name, given in GIVEN.items():
        texts = [t for language in LOCALES for t in sections(name, language).values()]
        assert given.keys() <= set().union(*map(stated, texts)), name
