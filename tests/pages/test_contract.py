"""What every lab page has, so that all tests of pages, in and out of a browser, fit it.

The README lists the same points under "Add a page".
"""

import pytest

from tests.pages.reader import (
    LABS,
    LOCALES,
    answered,
    controls,
    finished,
    open_page,
    sections,
    verdicts,
)

EVERY_PAGE = ("menu", "title", "map", "sentence", "idea", "shows", "mathematics", "sources")


@pytest.mark.parametrize("name", LABS)
@pytest.mark.parametrize("language", LOCALES)
def test_the_words_of_a_page_have_the_sections_that_the_rest_relies_on(name, language):
    there = sections(name, language)
    missing = [section for section in EVERY_PAGE if section not in there]
    pictures = [key.removesuffix(".ask") for key in there if key.endswith(".ask")]
    missing += [f"{picture}.alt" for picture in pictures if f"{picture}.alt" not in there]
    assert not missing, f"pages/{name}.{language}.md lacks: {', '.join(missing)}"


@pytest.mark.parametrize("name", LABS)
def test_a_page_has_what_a_reader_and_the_tests_look_for(name):
    page = open_page(name)
    presets = [button for button in page.button if (button.key or "").startswith("preset_")]
    points = {
        "a control named learning_rate, which every run has": "learning_rate" in controls(page),
        "two presets or more (scene.presets)": len(presets) >= 2,
        "a prediction (quiz.predict)": len(page.radio) >= 1,
        "a bench (set_up), with its Run": any(button.key == "run" for button in page.button),
        "a challenge (quiz.challenge)": any("hallenge" in text.value for text in page.markdown),
    }
    missing = [point for point, there in points.items() if not there]
    assert not missing, f"pages/{name}.py lacks: {'; '.join(missing)}"
    told = verdicts(finished(answered(page, page.radio[0].options[0]), name))
    assert len(told) == 1, f"pages/{name}.py writes {len(told)} verdicts at the end (quiz.verdict)"
    settled = told[0].startswith("You said")
    assert settled, f"pages/{name}.py: one run of what the prediction asks about does not settle it"
