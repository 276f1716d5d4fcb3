"""What only a real browser shows: the timer, the address, the looks."""

import json
import re
from csv import DictReader
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.page import (
    CHART,
    asked,
    at_rest,
    opened,
    path_of_first_line,
    press,
    press_until,
    slider,
    wait_for_growth,
)
from tests.browser.server import connections, serving, until
from tests.pages import reader


def test_a_deep_link_opened_first_on_a_fresh_server_shows_the_whole_page(fresh_server, visit):
    page = opened(visit(f"{fresh_server}/learning_slowdown?w=3"))
    expect(page.locator("[data-testid=stTopNav]")).to_be_visible()
    expect(slider(page, "w")).to_have_value("3")
    expect(page.locator(CHART)).to_have_count(4)
    expect(page.locator("h2")).to_have_count(1)


def test_a_deep_link_to_chinese_opened_first_is_chinese(fresh_server, visit):
    page = opened(visit(f"{fresh_server}/learning_slowdown?lang=zh"))
    expect(page.locator("h2")).to_have_text(re.compile("[一-鿿]"))
    expect(page.locator(".st-key-run")).to_contain_text("运行")


def test_without_internet_the_first_click_of_a_fresh_server_says_so_and_the_digits_go_on(
    chromium, visit, tmp_path
):
    nowhere = {
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "XDG_CACHE_HOME": str(tmp_path),
        "MNIST_DIR": "",
    }
    with serving(**nowhere) as (address, _process):
        page = visit(f"{address}/?data=mnist")
        press(page, "download")
        expect(page.locator("[data-testid=stMain] [data-testid=stAlert]")).to_contain_text(
            "Check the internet connection"
        )
        opened(visit(f"{address}/cross_entropy?data=mnist"))


def test_run_draws_frame_after_frame_and_pause_stops_it(server, visit):
    page = opened(visit(f"{server[0]}/learning_slowdown?steps=20000&w=4&b=4"))
    press_until(page, "run", "Pause")
    for _frame in range(3):
        wait_for_growth(page, path_of_first_line(page))
    press_until(page, "run", "Run")
    at_rest(page)
    still = path_of_first_line(page)
    page.wait_for_timeout(1000)  # that nothing comes shows in time alone: five ticks
    assert path_of_first_line(page) == still


def test_a_moved_slider_is_in_the_address_and_the_link_brings_the_same_scene(server, visit):
    page = opened(visit(f"{server[0]}/learning_slowdown"))
    slider(page, "b").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(slider(page, "b")).to_have_value("2.3")
    page.wait_for_url("**b=2.3**")
    another = opened(visit(page.url))
    expect(slider(another, "b")).to_have_value("2.3")
    expect(slider(another, "w")).to_have_value("2")


def test_a_preset_is_in_the_address(server, visit):
    page = opened(visit(f"{server[0]}/learning_slowdown"))
    press(page, "preset_0")
    expect(slider(page, "w")).to_have_value("0.6")
    page.wait_for_url("**w=0.6**")
    assert asked(page)["b"] == "0.9"


@pytest.mark.parametrize("name", ["learning_slowdown", "momentum", "search"])
def test_the_language_switch_changes_the_words_and_the_address_and_keeps_the_scene(
    server, visit, name
):
    control = reader.controls(reader.open_page(name))["learning_rate"]
    eta = next(end for end in reader.ends(control) if end != control.value)
    page = opened(visit(f"{server[0]}/{name}?learning_rate={eta}"))
    title = page.locator("h2").inner_text()
    page.locator(".st-key-lang").get_by_text("中文").click()
    expect(page.locator("h2")).not_to_have_text(title)
    expect(page.locator(".st-key-run")).to_contain_text("运行")
    page.wait_for_function("location.search.includes('lang=zh')")
    assert float(asked(page)["learning_rate"]) == eta


def test_the_language_stays_when_the_reader_goes_to_another_page(server, visit):
    page = visit(f"{server[0]}/?lang=zh")
    page.locator("[data-testid=stMain] a[href*=learning_slowdown]").first.click()
    opened(page)
    expect(page.locator(".st-key-run")).to_contain_text("运行")


def test_a_chinese_browser_is_greeted_in_chinese(server, visit):
    page = opened(visit(f"{server[0]}/learning_slowdown", locale="zh-CN"))
    expect(page.locator(".st-key-run")).to_contain_text("运行")


def processor_seconds(process):
    """Return the processor time that `process` has used, in clock ticks of the kernel."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc on this system")
def test_a_closed_tab_trains_no_more(server, visit):
    address, process = server
    other, alone = visit("about:blank"), connections(process)
    page = opened(visit(f"{address}/cross_entropy?n_training=1000&epochs=40&batch_size=1"))

    def used_in_two_seconds():
        before = processor_seconds(process)
        other.wait_for_timeout(2000)  # that nothing is done shows in time alone
        return processor_seconds(process) - before

    press_until(page, "run", "Pause")
    training = used_in_two_seconds()
    page.context.close()
    until(lambda: connections(process) <= alone)
    assert used_in_two_seconds() < training / 4


@pytest.mark.parametrize(
    ("name", "end"), [("learning_slowdown", "300"), ("overfitting?n_training=100", "100")]
)
def test_the_cursor_over_a_finished_run_moves_in_the_browser_alone(server, visit, name, end):
    page = visit("about:blank")
    sent = []

    def count_frames(frame):  # Playwright cannot take the built-in sent.append
        sent.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", count_frames))
    page.goto(f"{server[0]}/{name}")
    opened(page)
    expect(page.locator(".vega-bind input[type=range]")).to_have_count(0)
    press(page, "finish")
    cursor = page.locator(".vega-bind input[type=range]")
    expect(cursor).to_be_visible(timeout=60_000)
    expect(page.locator("[data-testid=stAlert]")).to_be_visible()
    point = page.locator(f"{CHART}:has(.vega-bind), div:has(> .vega-bind)").last
    before, count = point.inner_html(), len(sent)
    cursor.focus()
    for _ in range(5):
        page.keyboard.press("PageDown")
    expect(cursor).not_to_have_value(end)
    page.wait_for_function(
        "([at, old]) => at.innerHTML !== old", arg=[point.element_handle(), before]
    )
    at_rest(page)
    assert len(sent) == count


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_run_can_be_taken_along_as_a_file(server, visit, kind):
    page = opened(visit(f"{server[0]}/learning_slowdown"))
    press_until(page, "finish", "Run")
    expect(page.locator("[data-testid=stAlert]")).to_be_visible()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        press(page, f"export_{kind}")
    assert download.value.suggested_filename == f"learning_slowdown.{kind}"
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = json.loads(text)["records"] if kind == "json" else list(DictReader(text.splitlines()))
    assert len(rows) == 2 * 151
    assert int(rows[-1]["step"]) == 300
