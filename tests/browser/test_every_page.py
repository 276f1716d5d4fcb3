"""Every page in Chromium: its widths and themes, what axe-core finds, and a lab without a mouse."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.page import at_rest
from tests.pages.reader import LABS, PAGES

CHART = "[data-testid=stVegaLiteChart]"
CHARTS_FIT = f"""() => [...document.querySelectorAll('{CHART}')].every(chart =>
    chart.querySelector('svg')?.getBoundingClientRect().right <=
    chart.closest('[data-testid=stColumn], [data-testid=stMainBlockContainer]')
        .getBoundingClientRect().right + 1)"""
SERIOUS = ("serious", "critical")
BRIGHTNESS = """() => {
    const svg = document.querySelector('[data-testid=stVegaLiteChart] svg');
    const style = element => getComputedStyle(element);
    const colours = [style(document.querySelector('.stApp')).backgroundColor,
        style(svg).backgroundColor, style(svg.querySelector('.role-axis-label text')).fill];
    return colours.map(c => c.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) / 765);
}"""  # of the page, of the first chart, and of its words, from 0 to 1


def faults(page):
    """Return what axe-core finds that keeps a reader out, each with the element it means."""
    return [
        (violation["id"], node["html"][:200], node["failureSummary"][:200])
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if violation["impact"] in SERIOUS
    ]


def nothing_is_wider_than_its_place(page, width):
    """Make the window `width` pixels wide, and look at every chart and at the whole."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_function(CHARTS_FIT)  # they find their width after they are drawn
    for element in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
        whole, shown = page.evaluate(f"[{element}.scrollWidth, {element}.clientWidth]")
        assert whole <= shown
    rights = "charts => charts.map(chart => chart.getBoundingClientRect().right)"
    assert all(right <= width for right in page.eval_on_selector_all(f"{CHART} svg", rights))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_both_widths_is_dark_in_the_dark_and_axe_finds_no_serious_fault(
    server, visit, name
):
    page = visit(f"{server[0]}/{'' if name == 'home' else name}")
    expect(page.locator(".st-key-onward")).to_be_visible()
    if name in LABS:
        page.locator(".st-key-step button").click()
        expect(page.locator(".st-key-pin button")).to_be_enabled()
    for width in (1400, 420):
        nothing_is_wider_than_its_place(page, width)
    page.set_viewport_size({"width": 1400, "height": 900})
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        at_rest(page)
        assert faults(page) == []
    if name in LABS:
        behind, chart, label = page.evaluate(BRIGHTNESS)
        assert max(behind, chart) < 0.3 < label


@pytest.mark.parametrize("name", LABS)
def test_the_keyboard_alone_predicts_moves_a_slider_and_finishes_in_a_verdict_in_view(
    server, visit, name
):
    page = visit(f"{server[0]}/{name}", 1280, 720)
    expect(page.locator(".st-key-onward")).to_be_visible()
    expect(page.locator(".st-key-run button")).to_be_enabled()

    def tab_to(selector):
        """Press Tab until the focus is on what matches, once the page is at rest."""
        at_rest(page)
        for _ in range(200):  # a page that is drawn anew may lose the focus: it begins again
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"Tab does not come to {selector}")

    tab_to("[data-testid=stMain] input[type=radio]")
    page.keyboard.press("Space")
    expect(page.locator("[data-testid=stMain] input[type=radio]").first).to_be_checked()
    tab_to("[data-testid=stMain] input[type=range]")
    before = page.evaluate("document.activeElement.value")
    page.keyboard.press("ArrowRight")
    if page.evaluate("document.activeElement.value") == before:  # it stood at its end
        page.keyboard.press("ArrowLeft")
    page.wait_for_function("old => document.activeElement.value !== old", arg=before)
    tab_to(".st-key-finish button")
    page.keyboard.press("Enter")
    answer = page.locator(".st-key-card [data-testid=stAlert]")
    expect(answer).to_be_visible(timeout=60_000)
    expect(page.locator(".st-key-run")).to_contain_text("Run")
    expect(answer.locator("[role=alert], [role=status]")).to_have_count(1)  # it is announced
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    at_rest(page)
    box = answer.bounding_box()
    assert box["y"] + box["height"] <= 721  # in view beside the large picture
