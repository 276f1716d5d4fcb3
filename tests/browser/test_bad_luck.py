"""Impatience, lost connections, restarts and wrong addresses: each ends in a clear state."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.page import (
    CHART,
    at_rest,
    opened,
    path_of_first_line,
    press,
    press_until,
    slider,
    wait_for_growth,
)
from tests.browser.server import serving

LONG = "learning_slowdown?steps=20000&w=4&b=4"
CLICKS = """async keys => {
    for (let click = 0; click < 1000; click++) {
        document.querySelector(`.st-key-${keys[click % keys.length]} button`)?.click();
        if (click % 20 === 0) await new Promise(requestAnimationFrame);
    }
}"""
CONNECTION = "data-test-connection-state"


@pytest.mark.parametrize("name", ["momentum", "search", "softmax"])  # the bench is the same
def test_a_thousand_quick_clicks_leave_a_page_that_still_runs(server, visit, name):
    page = opened(visit(f"{server[0]}/{name}"))
    page.evaluate(CLICKS, ["run", "preset_1", "step", "pin", "finish", "preset_0", "reset"])
    at_rest(page)
    press(page, "reset")
    expect(page.locator(".st-key-run")).to_contain_text("Run")
    expect(page.locator(".st-key-pin button")).to_have_count(1)  # nothing old is left
    expect(page.locator(".st-key-pin button")).to_be_disabled()
    press(opened(page), "step")
    expect(page.locator(".st-key-pin button")).to_be_enabled()


def test_a_tick_that_comes_late_takes_nothing_away_and_no_chart_is_named_unsent(server, visit):
    page, ticks, told, lines = visit("about:blank"), [], [], []

    def through(line):
        server_side = line.connect_to_server()
        lines.append(server_side)

        def to_server(message):
            if BackMsg.FromString(message).rerun_script.is_auto_rerun:
                ticks.append(message)
            server_side.send(message)

        def to_browser(message):
            told.append(ForwardMsg.FromString(message).WhichOneof("type"))
            line.send(message)

        line.on_message(to_server)
        server_side.on_message(to_browser)

    page.route_web_socket("**/_stcore/stream", through)
    page.goto(f"{server[0]}/learning_slowdown")
    press_until(opened(page), "run", "Pause")
    press_until(page, "finish", "Run")
    expect(page.locator("[data-testid=stAlert]")).to_be_visible()
    at_rest(page)
    assert "ref_hash" not in told
    told.clear()
    for _ in range(3):
        lines[-1].send(ticks[-1])
    press(page, "pin")  # the server's answer to this comes after those to the ticks
    expect(page.locator("[data-testid=stCaptionContainer]", has_text="A")).to_be_visible()
    at_rest(page)
    assert told.count("new_session") == 1


def test_a_lost_connection_in_mid_run_comes_back_and_the_run_goes_on(server, visit):
    page, lines = visit("about:blank"), []

    def through(line):
        line.connect_to_server()
        lines.append(line)

    page.route_web_socket("**/_stcore/stream", through)
    page.goto(f"{server[0]}/{LONG}")
    press_until(opened(page), "run", "Pause")
    wait_for_growth(page, path_of_first_line(page))
    lines[-1].close(code=1001)
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute(CONNECTION, "CONNECTED")
    assert len(lines) > 1
    wait_for_growth(page, path_of_first_line(page))
    expect(page.locator(".st-key-run")).to_contain_text("Pause")


def test_after_a_restart_of_the_server_in_mid_run_the_settings_are_there_and_it_runs_again(visit):
    with serving() as (address, _process):
        page = opened(visit(f"{address}/{LONG}"))
        press_until(page, "run", "Pause")
        wait_for_growth(page, path_of_first_line(page))
    app = page.locator("[data-testid=stApp]")
    expect(app).not_to_have_attribute(CONNECTION, "CONNECTED")
    with serving(port=urlsplit(address).port):
        expect(app).to_have_attribute(CONNECTION, "CONNECTED")
        expect(page.locator(".st-key-run")).to_contain_text("Run")
        expect(slider(opened(page), "w")).to_have_value("4")
        press_until(page, "run", "Pause")
        wait_for_growth(page, path_of_first_line(page))


def test_two_tabs_on_one_page_know_nothing_of_each_other(server, visit):
    one, two = (opened(visit(f"{server[0]}/{LONG}")) for _tab in range(2))
    still = path_of_first_line(two)
    press_until(one, "run", "Pause")
    wait_for_growth(one, path_of_first_line(one))
    expect(two.locator(".st-key-run")).to_contain_text("Run")
    expect(two.locator(".st-key-pin button")).to_be_disabled()
    assert path_of_first_line(two) == still


@pytest.mark.parametrize("address", ["nonsense", "%2e%2e", "softmax.py"])
def test_a_wrong_address_leads_to_the_first_page(server, visit, address):
    page = visit(f"{server[0]}/{address}?%00=1&lang=xx&data=../etc&%3Cscript%3E=alert(1)")
    expect(page.locator("[data-testid=stMainBlockContainer] h2")).to_be_visible()
    expect(page.locator(f"{CHART} svg").first).to_be_visible()
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
