import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.server import CHROMIUM, launch, serving

expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(chromium):
    with serving() as (address, process):
        yield address, process


@pytest.fixture
def fresh_server(chromium):
    with serving() as (address, _process):
        yield address


@pytest.fixture
def visit(chromium):
    """Return a function that opens an address as a new reader; no script may fail there."""
    contexts, errors = [], []

    def open_page(address, width=1400, height=900, **options):
        options = {"locale": "en-US"} | options
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
