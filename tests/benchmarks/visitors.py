"""How many visitors one server takes: `python -m tests.benchmarks.visitors` prints it.

Each visitor speaks the protocol of a browser with a server of its own on this machine; numbers
of visitors and seconds are bounded.
"""

import argparse
import asyncio
import statistics
from contextlib import AsyncExitStack
from pathlib import Path

from tests.benchmarks.visitor import Visitor
from tests.browser.server import deployment, serving

PAGE, LONG = "cross_entropy", "n_training=1000&epochs=40&batch_size=1"  # ten networks, minutes


def show(what, value, target=""):
    print(f"{what:<46}{value:>28}   {target and 'target ' + target}", flush=True)


def megabytes(process):
    """Return the memory of `process` that is in use."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


async def company(address, n, seconds):
    """Let `n` visitors train at once for `seconds`; return them, open, and what closes them."""
    stack = AsyncExitStack()
    visitors = [
        await stack.enter_async_context(Visitor(address, PAGE, LONG, f"visitor={k:032x}"))
        for k in range(n)
    ]
    await asyncio.gather(*(visitor.click("run") for visitor in visitors))
    await asyncio.gather(*(visitor.train(2) for visitor in visitors))  # until the pace is found
    for visitor in visitors:
        visitor.ticks.clear()
    await asyncio.gather(*(visitor.train(seconds) for visitor in visitors))
    return visitors, stack


def report(name, visitors, seconds, target):
    """Print ticks a second and latencies; return the ticks of all together in a second."""
    rates = [len(visitor.ticks) / seconds for visitor in visitors]
    waits = sorted(1000 * wait for visitor in visitors for wait in visitor.ticks)
    p95 = statistics.quantiles(waits, n=20)[-1]
    show(f"{name}: ticks/s, slowest to fastest", f"{min(rates):.2f} to {max(rates):.2f}", target)
    show(f"{name}: latency of a tick, median, 95th", f"{waits[len(waits) // 2]:.0f}, {p95:.0f} ms")
    return sum(rates)


async def crowd(address, process, seconds):
    """Measure 1, 16 and 48 visitors of one replica, and the one after."""
    await total(address, 1, 1)  # imports and data are loaded with the first
    for n, target in ((1, "5"), (16, ">= 4.5, 95th < 200 ms"), (48, ">= 0.9")):
        before = megabytes(process)
        visitors, stack = await company(address, n, seconds)
        report(f"{n} visitors", visitors, seconds, target)
        show(f"{n} visitors: memory each", f"{(megabytes(process) - before) / n:.1f} MB", "<= 30")
        if n == 48:
            await late(address, visitors)
        await stack.aclose()
        await asyncio.sleep(4)  # until they count as gone


async def late(address, visitors):
    """Let one more in, while all the others train on."""
    for visitor in visitors:
        visitor.ticks.clear()
    training = [asyncio.create_task(visitor.train(6)) for visitor in visitors]
    async with Visitor(address, PAGE, LONG) as last:
        await last.click("run")
        await last.train(1)
        show("the 49th is told", repr(" ".join(last.alerts)[:24]), "busy")
    await asyncio.gather(*training)
    report("meanwhile the 48", visitors, 6, ">= 0.9")


async def doors(address, process, n):
    """Open, train a little and close `n` times; print how memory grows."""
    sizes = []
    for _ in range(n):
        async with Visitor(address, PAGE, LONG) as visitor:
            await visitor.click("run")
            await visitor.train(0.3)
        sizes.append(megabytes(process))
    settled = sizes[n // 2 :]  # the first ones fill caches
    slope = statistics.linear_regression(range(len(settled)), settled).slope
    show(f"{n} opens and closes: memory", f"{sizes[0]:.0f} to {sizes[-1]:.0f} MB")
    show("growth an open and close, second half", f"{1000 * slope:.0f} kB")


async def total(address, n, seconds):
    """Return the ticks a second of `n` visitors together."""
    visitors, stack = await company(address, n, seconds)
    await stack.aclose()
    await asyncio.sleep(4)
    return sum(len(visitor.ticks) for visitor in visitors) / seconds


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--doors", type=int, default=60)
    options = parser.parse_args()
    with serving(STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="1") as (address, process):
        asyncio.run(crowd(address, process, options.seconds))
        asyncio.run(doors(address, process, options.doors))
        one = asyncio.run(total(address, 40, options.seconds))
    with deployment() as (address, _process):
        two = asyncio.run(total(address, 40, options.seconds))
    show("40 visitors: two replicas ÷ one, ticks", f"{two / one:.2f}", ">= 1.7 where cores allow")


if __name__ == "__main__":
    main()
