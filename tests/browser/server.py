"""A server of the app and a Chromium, for the browser tests and the benchmarks."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # four tabs stand for four readers: each must keep its timer as if it were in front
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
]  # fmt: skip


@contextmanager
def serving(**environment):
    """Start the app on a free port; give its address and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"headless": "true", "port": port, "address": "127.0.0.1", "fileWatcherType": "none"}
    flags = [f"--server.{name}={value}" for name, value in options.items()]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *flags],
        cwd=ROOT,
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


def launch(playwright):
    """Return a Chromium."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
