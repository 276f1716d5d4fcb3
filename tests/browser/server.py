"""A server of the app and a Chromium, for the browser tests and the benchmarks."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # four tabs stand for four readers: each must keep its timer as if it were in front
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
]  # fmt: skip


@contextmanager
def serving(port=None, root=ROOT, **environment):
    """Start the app of `root` on a free port, unless it is given; give its address and process."""
    port = port or _free_ports(1)
    options = {"headless": "true", "port": port, "address": "127.0.0.1", "fileWatcherType": "none"}
    flags = [f"--server.{name}={value}" for name, value in options.items()]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *flags],
        cwd=root,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_healthy(address, server)
        yield address, server
    finally:
        server.terminate()
        server.wait()


def _wait_until_healthy(address, server, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the app did not answer at {address}")


@contextmanager
def deployment():
    """Start two replicas behind nginx; give their address and the process that watches them."""
    port = _free_ports(3)
    command = [sys.executable, ".deploy/serve.py", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            next(line for line in process.stdout if line.startswith("ready"))
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()


def _free_ports(n):
    """Return the first of `n` free ports in a row; each worker of pytest has its own range."""
    begin = 8600 + 200 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    for first in range(begin, begin + 200, n):
        with ExitStack() as stack:
            try:
                for port in range(first, first + n):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return first
    raise RuntimeError(f"no {n} free ports in a row")


def until(true, seconds=30):
    """Wait until `true()` is, and return what it returned; an error after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError(f"{true} was not so within {seconds} s")


def connections(process):
    """Return how many browsers are connected to a server."""
    every = psutil.Process(process.pid).net_connections()
    return sum(one.status == psutil.CONN_ESTABLISHED for one in every)


def launch(playwright):
    """Return a Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
