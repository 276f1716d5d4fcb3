"""Charts keep their size beside a longer pin, and rest where the reader's system asks for it."""

import pytest
from playwright.sync_api import expect

from tests.browser.page import CHART, at_rest, opened, press, press_until, slider

PLOTS = f"""() => [...document.querySelectorAll('{CHART} svg')].map(svg =>
    svg.querySelector('.mark-group.role-frame .background, .background')
        .getBoundingClientRect().width)"""  # between the axes
CONTRASTS = f"""() => {{
    const light = colour => {{
        const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255);
        const [r, g, b] = parts.map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }};
    const drawn = '[fill=gray], [class*=role-axis] text, [class*=role-legend] text';
    const words = text => text.matches(drawn) && text.textContent;
    const behind = light(getComputedStyle(document.querySelector('.stApp')).backgroundColor);
    return [...document.querySelectorAll('{CHART} text')].filter(words).map(text => {{
        const own = light(getComputedStyle(text).fill);
        return (Math.max(own, behind) + 0.05) / (Math.min(own, behind) + 0.05);
    }});
}}"""  # as WCAG 2 defines it


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
    assert min(page.evaluate(PLOTS)) > 80  # the small ones have names beside them


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_gray_words_at_a_chart_can_be_read_in_both_themes(server, visit, theme):
    page = opened(visit(f"{server[0]}/kl_divergence", color_scheme=theme))
    at_rest(page)
    contrasts = page.evaluate(CONTRASTS)
    assert contrasts
    assert min(contrasts) > 4.5


def test_the_race_on_the_first_page_rests_for_those_who_want_no_movement(server, visit):
    for wish, moving in (("reduce", False), ("no-preference", True)):
        page = visit(server[0], reduced_motion=wish)
        box = page.locator(f"{CHART} .vega-bind input, .vega-bind input").first
        expect(box).to_be_visible()
        page.wait_for_function(
            "moving => document.querySelector('.vega-bind input').checked === moving", arg=moving
        )


def swipe(page, x, y, across, up):
    """Move a finger from (x, y), first across and then up."""
    touch = page.context.new_cdp_session(page)
    path = [(x, y), (x + across, y), (x + across, y - up / 2), (x + across, y - up)]
    for number, (left, top) in enumerate(path):
        kind = "touchMove" if number else "touchStart"
        points = [{"x": left, "y": top}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_on_a_slider_scrolls_the_page_and_only_its_knob_sets_it(server, visit):
    page = opened(visit(f"{server[0]}/learning_slowdown", 390, 844, has_touch=True, is_mobile=True))
    place = slider(page, "w")
    group = page.locator(".st-key-w [role=group]")
    group.scroll_into_view_if_needed()
    at_rest(page)
    box = group.bounding_box()
    across, middle = box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2
    main = "document.querySelector('[data-testid=stMain]').scrollTop"
    before = page.evaluate(main)
    swipe(page, across, middle, 0, 300)
    page.wait_for_function(f"before => {main} > before + 100", arg=before)
    at_rest(page)
    assert place.input_value() == "2"
    group.scroll_into_view_if_needed()
    at_rest(page)
    box = group.bounding_box()
    knob, middle = box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2
    swipe(page, knob, middle, box["width"] * 0.2, 0)
    page.wait_for_function("input => input.value > 3", arg=place.element_handle())
