"""Where a reader looks first: question, Run and one large picture; its place for another one."""

import pytest
from playwright.sync_api import expect

from tests.browser.page import CHART, asked, at_rest, opened, press_until
from tests.pages.reader import LABS

FIRST_VIEW = (".st-key-sentence", ".st-key-card", ".st-key-run", ".st-key-hero")
BOXES = f"""() => [...document.querySelectorAll('{CHART}')].filter(one => one.checkVisibility())
    .map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"""
LOW = 1.0  # a chart may end so many pixels lower: sizes are rounded


def boxes(page, *selectors):
    """Return the boxes of what the selectors find, by selector."""
    return {selector: page.locator(selector).first.bounding_box() for selector in selectors}


def first_view(page, width, height):
    """Make the window so large, and look at where the places of a lab end."""
    page.set_viewport_size({"width": width, "height": height})
    at_rest(page)
    ends = {s: box["y"] + box["height"] for s, box in boxes(page, *FIRST_VIEW).items()}
    low = {selector: end for selector, end in ends.items() if end > height + LOW}
    assert not low, f"{page.url} at {width} × {height}: {low}"
    charts = page.evaluate(BOXES)
    assert len(charts) <= 4
    assert all(w >= 240 - LOW and h >= 160 - LOW for w, h in charts), charts


@pytest.mark.parametrize("name", LABS)
def test_the_first_view_holds_the_sentence_the_question_run_and_the_large_picture(
    server, visit, name
):
    page = opened(visit(f"{server[0]}/{name}", 1280, 720))
    for language in ("EN", "中文"):
        page.set_viewport_size({"width": 1280, "height": 720})
        page.locator(".st-key-lang button").filter(has_text=language).click()
        for size in ((1280, 720), (390, 844)):
            first_view(page, *size)


def test_a_small_picture_changes_places_with_the_large_one_by_mouse_and_by_keyboard(server, visit):
    page = opened(visit(f"{server[0]}/cross_entropy"))
    large = page.locator(".st-key-hero")
    expect(large).to_contain_text("Which cost reads new digits better?")
    box = page.locator(f".st-key-small_stuck {CHART}").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # anywhere on it
    expect(large).to_contain_text("How many outputs are stuck?")
    expect(page.locator(".st-key-small_accuracy")).to_be_visible()
    page.wait_for_url("**picture=stuck**")
    page.reload()
    expect(large).to_contain_text("How many outputs are stuck?")
    at_rest(page)
    page.locator(".st-key-enlarge_accuracy button").press("Enter")
    expect(large).to_contain_text("Which cost reads new digits better?")
    page.wait_for_function("!location.search.includes('picture')")


@pytest.mark.parametrize("name", LABS)
def test_on_a_projector_there_is_the_question_run_and_one_picture_and_nothing_to_scroll(
    server, visit, name
):
    page = opened(visit(f"{server[0]}/{name}?view=projector", 1280, 720))
    at_rest(page)
    assert asked(page)["view"] == "projector"
    assert len(page.evaluate(BOXES)) == 1
    for hidden in (".st-key-settings", ".st-key-words", ".st-key-challenge", ".st-key-others"):
        expect(page.locator(hidden)).to_be_hidden()
    main = "document.querySelector('[data-testid=stMain]')"
    whole, shown = page.evaluate(f"[{main}.scrollHeight, {main}.clientHeight]")
    assert whole <= shown + LOW


def test_the_pointer_finds_the_value_of_a_curve(server, visit):
    page = opened(visit(f"{server[0]}/learning_slowdown"))
    press_until(page, "finish", "Run")
    expect(page.locator(".st-key-card [data-testid=stAlert]")).to_be_visible()
    at_rest(page)
    places = page.locator(f".st-key-hero {CHART} path[opacity='0']")
    places.nth(places.count() // 2).hover(force=True)
    expect(page.locator("#vg-tooltip-element")).to_contain_text("output a")
