"""Charts keep their size beside a longer pin, and rest where the reader's system asks for it."""

from playwright.sync_api import expect

from tests.browser.page import CHART, at_rest, opened, press, press_until

PLOTS = f"""() => [...document.querySelectorAll('{CHART} svg')].map(svg =>
    svg.querySelector('.mark-group.role-frame .background, .background')
        .getBoundingClientRect().width)"""  # between the axes


def test_a_pin_that_is_longer_than_the_next_run_leaves_the_charts_their_size(server, visit):
    page = opened(visit(f"{server[0]}/learning_slowdown"))
    press(page, "preset_2")
    press_until(page, "finish", "Run")
    expect(page.locator("[data-testid=stAlert]").first).to_be_visible()
    at_rest(page)
    press(page, "pin")
    at_rest(page)
    press(page, "preset_1")
    at_rest(page)
    press_until(page, "finish", "Run")
    at_rest(page)
    assert min(page.evaluate(PLOTS)) > 150


def test_the_race_on_the_first_page_rests_for_those_who_want_no_movement(server, visit):
    for wish, moving in (("reduce", False), ("no-preference", True)):
        page = visit(server[0], reduced_motion=wish)
        box = page.locator(f"{CHART} .vega-bind input, .vega-bind input").first
        expect(box).to_be_visible()
        page.wait_for_function(
            "moving => document.querySelector('.vega-bind input').checked === moving", arg=moving
        )
