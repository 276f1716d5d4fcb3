"""Two replicas behind nginx, as .deploy/serve.py starts them."""

import re
import shutil
import urllib.request

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.page import at_rest
from tests.browser.server import connections, deployment, until

CHART = "[data-testid=stVegaLiteChart] svg"
pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")


@pytest.fixture(scope="module")
def deployed():
    with deployment() as (address, process):
        yield address, process


def replica_of(process):
    """Return the replica that the only open page is connected to."""

    def only_one():
        children = psutil.Process(process.pid).children()
        alive = [one for one in children if one.status() != psutil.STATUS_ZOMBIE]
        busy = [one for one in alive if "streamlit" in one.cmdline() and connections(one)]
        return busy if len(busy) == 1 else None

    return until(only_one)[0]


def test_pages_come_with_security_headers_and_a_cookie_that_keeps_a_reader_in_place(deployed):
    with urllib.request.urlopen(deployed[0], timeout=10) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert re.search(r"script-src 'self' 'sha256-[^']+';", policy)
    assert "frame-ancestors 'self'" in policy
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert re.match(r"visitor=\w{32}; .*HttpOnly", headers["Set-Cookie"])


def test_a_page_runs_under_the_policy_and_survives_the_death_of_its_replica(deployed, visit):
    address, process = deployed
    page, refused = visit("about:blank"), []

    def note_refusals(message):
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    page.on("console", note_refusals)
    page.goto(f"{address}/learning_slowdown?w=3")
    expect(page.locator(CHART)).to_have_count(4)
    page.locator(".st-key-finish button").click()
    expect(page.locator("[data-testid=stAlert]")).to_be_visible()

    verdict = page.locator("[data-testid=stAlert]")
    told = verdict.inner_text()
    first = replica_of(process)
    first.kill()
    until(lambda: replica_of(process) != first)
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    at_rest(page)
    page.locator(".st-key-reset button").click()  # goes to the other one, with all settings
    expect(verdict).to_have_count(0)
    expect(page.locator(".st-key-w input[type=range]").first).to_have_value("3")
    page.locator(".st-key-finish button").click()
    expect(verdict).to_have_text(told, use_inner_text=True)
    assert refused == []


def test_a_run_that_its_replica_takes_along_can_be_run_again_on_the_other(deployed, visit):
    address, process = deployed
    page = visit(f"{address}/learning_slowdown?w=4&b=4&steps=20000")
    expect(page.locator(CHART)).to_have_count(4)
    page.locator(".st-key-run button").click()
    expect(page.locator(".st-key-run")).to_contain_text("Pause")
    replica_of(process).kill()
    expect(page.locator(".st-key-run")).to_contain_text("Run")
    expect(page.locator(".st-key-w input[type=range]").first).to_have_value("4")
    page.locator(".st-key-run button").click()
    expect(page.locator(".st-key-run")).to_contain_text("Pause")
