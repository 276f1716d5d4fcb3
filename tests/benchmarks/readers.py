"""What a reader waits for, beside another checkout and a page of Streamlit's with nothing on it.

`python -m tests.benchmarks.readers --against ../other` prints it. All take turns, so that what
else the machine does falls on each alike: read the ratios, and the empty page as the floor.
"""

import argparse
import statistics
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.benchmarks.live import COUNT_FRAMES, LEARNS, LOOK, open_page, pauses, slides
from tests.browser.server import CHROMIUM, ROOT, launch, serving
from tests.pages.reader import LABS

EMPTY = """
import streamlit as st

def turn():
    st.session_state["on"] = not st.session_state.get("on")

st.write(f"**{st.slider('x', 0, 10)}**")
st.button("Pause" if st.session_state.get("on") else "Run", key="run", on_click=turn)
st.button("Pin", key="pin")
"""
WORD = "document.querySelector('[data-testid=stMain] strong').innerText"


def visit(browser, address, empty):
    """Open a page as a new reader; return what was waited for, in ms, and frames a second."""
    page, seconds = open_page(browser, address, charts=not empty)
    try:
        waits = {"ready": [1000 * seconds], "slider": slides(page, WORD if empty else LOOK, 10)}
        if not empty:
            page.locator(".st-key-reset button").click()
            page.wait_for_timeout(500)
            waits["frames /s"] = [page.evaluate(COUNT_FRAMES, 4)]
            page.locator(".st-key-reset button").click()
            page.wait_for_timeout(500)
        return waits | {"Pause": pauses(page, 3)}
    finally:
        page.context.close()


def measure(browser, addresses, name, rounds):
    """Return for each contender what each wait came to in all `rounds`."""
    found = {contender: {} for contender in addresses}
    for _ in range(rounds):
        for contender, address in addresses.items():
            empty = contender == "empty"
            path = "" if empty else f"{name}?{LEARNS.get(name, '')}"
            for what, values in visit(browser, f"{address}/{path}", empty).items():
                found[contender].setdefault(what, []).extend(values)
    return found


def told(values):
    """Return the median and the 95th percentile, or the one value there is."""
    middle = statistics.median(values)
    last = statistics.quantiles(values, n=20, method="inclusive")[-1] if values[1:] else middle
    return f"{middle:.4g} / {last:.4g}"


def show(name, found):
    """Print one page: a line for each wait, a column for each contender, and the ratio."""
    for what, ours in found["ours"].items():
        columns = [f"{who} {told(own[what])}" for who, own in found.items() if what in own]
        if other := found.get("other"):
            ratio = statistics.median(ours) / statistics.median(other[what])
            columns.append(f"ours ÷ other {ratio:.2f}")
        print(f"{name:<18}{what:<10}" + "".join(f"{text:<26}" for text in columns), flush=True)


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", type=Path, help="the folder of another checkout")
    parser.add_argument("--pages", nargs="*", default=LABS, choices=LABS)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if CHROMIUM is None:
        raise SystemExit("no Chromium here: apt-get install chromium")
    with ExitStack() as stack:
        bare = Path(stack.enter_context(TemporaryDirectory()))
        (bare / "app.py").write_text(EMPTY)
        roots = {"ours": ROOT, "other": options.against, "empty": bare}
        servers = {
            name: stack.enter_context(serving(root=root)) for name, root in roots.items() if root
        }
        addresses = {name: address for name, (address, _process) in servers.items()}
        browser = launch(stack.enter_context(sync_playwright()))
        fresh = measure(browser, addresses, options.pages[0], 1)
        show("fresh server", {who: {"ready": own["ready"]} for who, own in fresh.items()})
        for name in options.pages:
            show(name, measure(browser, addresses, name, options.rounds))
        browser.close()


if __name__ == "__main__":
    main()
