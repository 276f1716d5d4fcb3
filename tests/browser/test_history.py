"""Back, Forward, reload and links: the address, the controls and the pictures say the same."""

import pytest
from playwright.sync_api import expect

from pages.common.contents import PAGES
from tests.browser.page import asked, at_rest, opened, press, slider
from tests.pages.reader import sections

LABS = [name for names in PAGES.values() for name in names if name != "facts"]  # as links lead
SCENE = """() => {
    const shown = (what, tell) =>
        [...document.querySelectorAll(`[data-testid=stMain] ${what}`)].map(tell);
    return [location.pathname, location.search, document.documentElement.lang,
        shown('input[type=range]', e => e.value),
        shown('[role=radio][aria-checked=true]', e => e.textContent),
        shown('[data-testid=stVegaLiteChart] .mark-line path', e => e.getAttribute('d'))];
}"""  # the address, the language, every control, every line


def scene(page):
    """Return what a page at rest shows."""
    at_rest(opened(page))
    return page.evaluate(SCENE)


def set_by_hand(page):
    """Move the first slider by one rung, and wait until the address says so."""
    at_rest(opened(page))
    before, first = page.url, page.locator("[data-testid=stMain] input[type=range]:visible").first
    value = first.input_value()
    first.focus()
    page.keyboard.press("ArrowRight")
    if first.input_value() == value:  # it stood at its end
        page.keyboard.press("ArrowLeft")
    page.wait_for_function("old => location.href !== old", arg=before)


def go(page, steps, name):
    page.evaluate(f"history.go({steps})")
    page.wait_for_url(f"**/{name}?*")


@pytest.mark.timeout(400)
@pytest.mark.parametrize(("language", "names"), [("zh", LABS), ("en", LABS[:3])])
def test_back_and_forward_bring_every_page_as_it_was_left(server, visit, language, names):
    page, left = visit(f"{server[0]}/{names[0]}?lang={language}"), {}
    for name in names:
        if left:
            page.locator(".st-key-onward a").last.click()
            page.wait_for_url(f"**/{name}*")
        set_by_hand(page)
        left[name] = scene(page)
    for name in names[-2::-1]:
        go(page, -2, name)
        assert scene(page) == left[name]
    for name in names[1:]:
        go(page, 2, name)
        assert scene(page) == left[name]


def test_back_takes_back_a_whole_preset_and_a_run_is_as_it_was_left(server, visit):
    page = opened(visit(f"{server[0]}/cross_entropy?random_state=3&learning_rate=1"))
    before = scene(page)
    press(page, "preset_1")
    expect(slider(page, "random_state")).to_have_value("0")
    at_rest(page)
    press(page, "step")
    expect(page.locator(".st-key-pin button")).to_be_enabled()
    after = scene(page)
    page.locator(".st-key-onward a").last.click()
    page.wait_for_url("**/softmax")
    at_rest(opened(page))
    page.go_back()
    page.wait_for_url("**/cross_entropy?*")
    assert scene(page) == after
    page.go_back()
    at_rest(page)
    assert scene(page)[:-1] == before[:-1]  # beside it, pale, the run of the preset
    page.reload()
    assert scene(page) == before


def test_back_leaves_the_language_alone_and_links_in_a_new_tab_take_it_along(server, visit):
    page = opened(visit(f"{server[0]}/learning_slowdown"))
    set_by_hand(page)
    page.locator(".st-key-lang").get_by_text("中文").click()
    page.wait_for_function("location.search.includes('lang=zh')")
    page.go_back()
    page.go_back()
    expect(slider(page, "w")).to_have_value("2")
    assert scene(page)[1:3] == ["?lang=zh", "zh"]
    link = page.locator(".st-key-onward a").last
    new = opened(visit(f"{server[0]}/{link.get_attribute('href')}"))
    expect(new.locator(".st-key-run")).to_contain_text("运行")
    expect(new.locator("html")).to_have_attribute("lang", "zh")


def test_a_link_of_the_menu_in_a_new_tab_takes_language_and_data_along(server, visit):
    page = opened(visit(f"{server[0]}/softmax?lang=zh&data=mnist&random_state=3", width=390))
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    at_rest(page)  # the menu is drawn anew with the page, and closes
    page.locator("[data-testid=stExpandSidebarButton]").click()
    menu = page.locator("[data-testid=stSidebarNavLink]")
    link = menu.filter(has_text=sections("learning_slowdown", "zh")["menu"])
    link.hover()
    address = link.evaluate("link => link.href")  # what a new tab opens
    link.click()
    page.wait_for_url("**/learning_slowdown?*")
    new = opened(visit(address))
    assert asked(new) == asked(page) == {"lang": "zh", "data": "mnist"}
    expect(new.locator(".st-key-run")).to_contain_text("运行")


@pytest.mark.parametrize(("text", "language"), [("zh-CN", "zh"), ("ZH", "zh"), ("xx", "en")])
def test_a_language_is_understood_or_told(server, visit, text, language):
    page = opened(visit(f"{server[0]}/learning_slowdown?lang={text}&data=Digits"))
    expect(page.locator("html")).to_have_attribute("lang", language)
    notes = page.locator("[data-testid=stCaptionContainer]", has_text="not possible")
    expect(notes).to_have_count(int(text == "xx"))
