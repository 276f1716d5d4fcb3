"""How fast the live pages feel in Chromium: `python -m tests.benchmarks.live` prints it."""

import statistics
import time
from itertools import cycle

from playwright.sync_api import sync_playwright

from tests.browser.server import CHROMIUM, launch, serving
from tests.pages.reader import LABS

SLOW = "learning_slowdown?w=4&b=4&steps=20000"
LEARNS = {"hyper_parameters": "learning_rate=0.5&lambda=0"}  # its own scene runs away at once
CHART = "[data-testid=stVegaLiteChart]"
LOOK = f"[...document.querySelectorAll('{CHART} svg *')].map(e => e.getAttribute('d')"
LOOK += " + e.getAttribute('transform') + e.getAttribute('href')).join()"  # all that is drawn

# Both run in the page, so that Playwright's own delay is not counted.
COUNT_FRAMES = f"""seconds => new Promise(done => {{
    let frames = 0, old = {LOOK}, last = 0;
    const observer = new MutationObserver(() => {{
        if (performance.now() - last < 100) return;  // charts of one frame come one by one
        const now = {LOOK};
        if (now && now !== old) {{ frames += 1; last = performance.now(); }}
        old = now || old;
    }});
    observer.observe(document.body, {{subtree: true, childList: true, attributes: true}});
    document.querySelector('.st-key-run button').click();
    setTimeout(() => {{ observer.disconnect(); done(frames / seconds); }}, 1000 * seconds);
}})"""
GIVE_UP = 3000  # ms
WATCH = f"""([event, look]) => {{
    const see = new Function('return ' + look), old = see();
    window.reaction = new Promise(done => addEventListener(event, () => {{
        const begin = performance.now();
        const wait = () => [old, ''].includes(see()) && performance.now() - begin < {GIVE_UP}
                                         ? requestAnimationFrame(wait)
                                         : done(performance.now() - begin);
        wait();
    }}, {{once: true, capture: true}}));
}}"""


page_ticks = {}  # page: what it has asked of the server, one message a tick


def open_page(browser, address, charts=True):
    """Return the page once its buttons, and `charts`, are drawn, and the seconds that it took."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}, locale="en-US").new_page()
    asked = page_ticks[page] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda f: asked.append(f)))  # noqa: PLW0108
    begin = time.perf_counter()
    page.goto(address)
    if charts:
        page.locator(f"{CHART} svg").first.wait_for()
    page.locator(".st-key-pin button").wait_for()
    return page, time.perf_counter() - begin


def reaction(page, event, look, act):
    """Return the milliseconds from the `event` that `act()` causes until `look` has changed."""
    page.evaluate(WATCH, [event, look])
    act()
    return page.evaluate("window.reaction")


def run(page):
    page.locator(".st-key-run button").click()
    page.locator(".st-key-run", has_text="Pause").wait_for()


def pauses(page, n=5):
    """Return how long each of `n` clicks on Pause takes to be Run again."""
    look, waits = "document.querySelector('.st-key-run').innerText", []
    for _ in range(n):
        run(page)
        page.wait_for_timeout(700)
        click = page.locator(".st-key-run button").click
        waits.append(reaction(page, "pointerdown", look, click))
        page.wait_for_timeout(500)
    return waits


def slides(page, look, n=20):
    """Return how long each of `n` key presses takes to change `look`, on a slider that can.

    Before a run, some sliders change nothing that is drawn: the learning rate, for one.
    """
    ways = cycle(["ArrowLeft", "ArrowRight"])

    def press():
        wait = reaction(page, "keydown", look, lambda: page.keyboard.press(next(ways)))
        page.wait_for_timeout(300)
        return wait

    page.wait_for_timeout(1000)  # until everything is drawn
    for slider in page.locator("[data-testid=stMain] input[type=range]:visible").all():
        slider.focus()
        if min(press(), press()) < GIVE_UP:  # at an end of the slider one of them changes nothing
            return [press() for _ in range(n)]
    raise RuntimeError(f"no slider of {page.url} changes what is drawn.")


def slowest(waits):
    """Return the 95th percentile."""
    return statistics.quantiles(waits, n=20)[-1]


def every_page(browser, address):
    """Measure each lab as a reader finds it."""
    for name in LABS:
        page, seconds = open_page(browser, f"{address}/{name}?{LEARNS.get(name, '')}")
        slide = slowest(slides(page, LOOK, 10))
        page.locator(".st-key-reset button").click()
        page.wait_for_timeout(500)
        frames = page.evaluate(COUNT_FRAMES, 4)
        page.locator(".st-key-reset button").click()
        page.wait_for_timeout(1000)
        pause = max(pauses(page, 3))
        measured = f"{seconds:.1f} s, {slide:.0f} ms, {pause:.0f} ms, {frames:.1f} /s"
        show(f"{name}: ready, slide, Pause, frames", measured, "3 s, 250, 150 ms, 4.5 /s")
        page.context.close()


def show(what, value, target):
    print(f"{what:<50}{value:>32}   target {target}", flush=True)


def main():
    """Measure and print."""
    if CHROMIUM is None:
        raise SystemExit("no Chromium here: apt-get install chromium")
    with serving() as (address, _server), sync_playwright() as playwright:
        browser = launch(playwright)
        page, seconds = open_page(browser, f"{address}/learning_slowdown")
        show("page ready, fresh server", f"{seconds:.2f} s", "10 s")
        page.context.close()
        page, seconds = open_page(browser, f"{address}/learning_slowdown")
        show("page ready, warm server", f"{seconds:.2f} s", "3 s")
        challenge = "[...document.querySelectorAll('strong')].map(e => e.innerText).join()"
        for what, look in (("number", challenge), ("chart", LOOK)):
            waits = slides(page, look)
            show(f"slider to {what}, 95th of 20", f"{slowest(waits):.0f} ms", "250 ms")
        page.context.close()

        page, _ = open_page(browser, f"{address}/{SLOW}")
        show("Pause to Run, slowest of 5", f"{max(pauses(page)):.0f} ms", "150 ms")
        page.context.close()
        every_page(browser, address)

        tabs = [open_page(browser, f"{address}/{SLOW}")[0] for _ in range(4)]
        script = f"window.rate = ({COUNT_FRAMES})(5); 0"  # a run takes at least six seconds
        for tab in tabs:
            tab.evaluate(script)
        tabs[0].wait_for_timeout(500)
        before = [len(page_ticks[tab]) for tab in tabs]
        tabs[0].wait_for_timeout(4000)
        ticks = [(len(page_ticks[t]) - b) / 4 for t, b in zip(tabs, before, strict=True)]
        rates = [tab.evaluate("window.rate") for tab in tabs]
        show("four tabs, ticks", " ".join(f"{rate:.1f}" for rate in ticks) + " /s", ">= 4 /s each")
        show("four tabs, redraws", " ".join(f"{rate:.1f}" for rate in rates) + " /s", "the same")
        browser.close()


if __name__ == "__main__":
    main()
