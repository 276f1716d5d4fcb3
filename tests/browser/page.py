"""What a reader does with a page in Chromium, and what is waited for."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

CHART = "[data-testid=stVegaLiteChart]"


def opened(page):
    """Wait until the lab and its charts are drawn; return the page."""
    expect(page.locator(".st-key-pin button")).to_be_visible()
    expect(page.locator(f"{CHART} svg, {CHART} canvas").first).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    return page


QUIET = """began => {
    const fades = document.getAnimations().some(one => one.playState === 'running');
    const busy = fades || document.querySelector('[data-test-script-state=running]');
    if (busy || !(window.quietSince >= began)) window.quietSince = performance.now();
    return performance.now() - window.quietSince > 500;
}"""  # a slider's value sets out a moment after the key


def at_rest(page):
    """Wait until the server has sent nothing and nothing has moved or faded for half a second."""
    page.wait_for_function(QUIET, arg=page.evaluate("performance.now()"))


def press(page, key):
    page.locator(f".st-key-{key} button").first.click()


def press_until(page, key, words):
    """Press the button, and wait until the Run button says `words`."""
    press(page, key)
    expect(page.locator(".st-key-run")).to_contain_text(words)


def path_of_first_line(page):
    """Return the drawing of the first line of the first chart: it grows with every frame."""
    return page.locator(f"{CHART} .mark-line path").first.get_attribute("d")


def slider(page, key):
    return page.locator(f".st-key-{key} input[type=range]").first


def asked(page):
    address = page.evaluate("location.href")
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


def wait_for_growth(page, before):
    script = f"old => document.querySelector('{CHART} .mark-line path')?.getAttribute('d') !== old"
    page.wait_for_function(script, arg=before)
