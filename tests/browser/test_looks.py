"""Charts keep their size beside a longer pin, and rest where the reader's system asks for it."""

import pytest
from playwright.sync_api import expect

from tests.browser.page import CHART, at_rest, opened, press, press_until

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
    assert min(page.evaluate(PLOTS)) > 150


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
