"""Two replicas of the app behind nginx, restarted when they fail: python .deploy/serve.py.

Ctrl-C ends all. It needs nginx and the app's requirements. Behind a public name, set
STREAMLIT_BROWSER_SERVER_ADDRESS to that name, so that its browsers may connect.
"""

import argparse
import base64
import hashlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import streamlit

ROOT = Path(__file__).parents[1]
CHECK_SECONDS, FAILURES = 2, 3  # a replica that fails so many checks is started anew


def inline_scripts() -> str:
    """Return the hashes of Streamlit's inline scripts, as a content-security policy names them."""
    page = Path(streamlit.__file__).with_name("static") / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), flags=re.DOTALL)
    hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in scripts)
    return " ".join(f"'sha256-{value.decode()}'" for value in hashes)


def replica(port: int) -> subprocess.Popen[bytes]:
    """Start the app on this port, for this machine only."""
    flags = {"port": port, "address": "127.0.0.1", "headless": "true", "fileWatcherType": "none"}
    options = [f"--server.{name}={value}" for name, value in flags.items()]
    return subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *options],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )


def nginx(folder: Path, port: int, ports: tuple[int, int]) -> subprocess.Popen[bytes]:
    """Start nginx in front, with its configuration and its files in `folder`."""
    words = {"PORT": port, "FIRST": ports[0], "SECOND": ports[1], "SCRIPTS": inline_scripts()}
    text = (ROOT / ".deploy" / "nginx.conf").read_text()
    for name, value in words.items():
        text = text.replace(f"@{name}@", str(value))
    (folder / "tmp").mkdir()
    (folder / "nginx.conf").write_text(text)
    command = ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-g", "daemon off;"]
    return subprocess.Popen(command)


def healthy(port: int) -> bool:
    """Return True if the server on this port says that it is well."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def watch(replicas: dict[int, subprocess.Popen[bytes]]) -> None:
    """Check the replicas for ever, and start those anew that ended or do not answer."""
    failures = dict.fromkeys(replicas, 0)
    while True:
        time.sleep(CHECK_SECONDS)
        for port, process in replicas.items():
            failures[port] = 0 if healthy(port) else failures[port] + 1
            if process.poll() is not None or failures[port] >= FAILURES:
                print(f"the replica on port {port} failed and is started anew", flush=True)
                process.kill()
                process.wait()
                replicas[port], failures[port] = replica(port), -10  # it needs time to start


def main() -> None:
    """Serve until Ctrl-C or a signal to terminate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8600, help="and the two after it for replicas")
    port = parser.parse_args().port
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    ports = (port + 1, port + 2)
    replicas = {number: replica(number) for number in ports}
    with tempfile.TemporaryDirectory() as folder:
        front = nginx(Path(folder), port, ports)
        try:
            while not all(map(healthy, (*ports, port))):
                time.sleep(0.2)
            print(f"ready: http://127.0.0.1:{port}", flush=True)
            watch(replicas)
        except KeyboardInterrupt:
            pass
        finally:
            for process in (front, *replicas.values()):
                process.terminate()
                process.wait()


if __name__ == "__main__":
    main()
