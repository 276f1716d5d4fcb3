"""Fetching MNIST, from small servers that behave well and badly."""

import errno
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import ThreadingHTTPServer

import numpy as np
import pooch.core
import pytest

from core.data import mnist
from core.data.mnist import DataUnavailableError, download_mnist, mnist_folder, mnist_is_here
from tests.core.data.mirrors import Altered, CutShort, Empty, Handler


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """The user's cache folder, not made yet."""
    folder = tmp_path / "cache" / "mnist"
    monkeypatch.delenv("MNIST_DIR", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(mnist.pooch, "os_cache", lambda project: folder)
    return folder


@pytest.fixture
def serve():
    """Return serve(folder, handler) -> (address, list of requests): mirrors on this machine."""
    servers = []

    def start(folder, handler=Handler):
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
        server.requests = []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}/", server.requests

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def nobody():
    """An address where nobody answers, as without internet."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        return f"http://127.0.0.1:{server.server_port}/"


@pytest.fixture
def mirrors(monkeypatch):
    return lambda *addresses: monkeypatch.setattr(mnist, "MIRRORS", addresses)


@pytest.fixture
def requests(published, cache, serve, mirrors):
    """What is asked of the only mirror, which has the four files."""
    address, requests = serve(published)
    mirrors(address)
    return requests


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_download_brings_the_four_files_and_reports_its_progress(
    published, cache, requests, arrays
):
    shares = []
    assert not mnist_is_here()
    download_mnist(shares.append)
    assert mnist_is_here()
    assert names(cache) == names(published)
    assert len(requests) == len(mnist.FILES)
    assert all(0 <= share <= 1 for share in shares)
    assert shares[-1] == 1
    assert any(0 < share < 1 for share in shares)
    for read, sent in zip(mnist.read(mnist_folder()), arrays, strict=True):
        np.testing.assert_array_equal(read, sent)


def test_a_second_download_finds_the_files_and_fetches_nothing(requests):
    download_mnist()
    requests.clear()
    shares = []
    download_mnist(shares.append)
    assert requests == []
    assert shares[-1] == 1


def test_two_visitors_clicks_make_one_download(published, cache, requests):
    together = threading.Barrier(2)

    def click(_visitor):
        together.wait()
        download_mnist()

    with ThreadPoolExecutor(2) as visitors:
        list(visitors.map(click, range(2)))
    assert len(requests) == len(set(requests)) == len(mnist.FILES)
    assert names(cache) == names(published)


@pytest.mark.parametrize("handler", [None, Empty, CutShort])
def test_where_no_mirror_has_them_the_message_says_so_and_nothing_half_written_is_left(
    published, cache, serve, mirrors, nobody, handler
):
    mirrors(nobody, serve(published, handler)[0] if handler else nobody)
    with pytest.raises(
        DataUnavailableError, match=r"could not be reached, or broke off.*internet"
    ) as caught:
        download_mnist()
    assert caught.value.__cause__ is not None
    assert names(cache) == []


def test_an_altered_file_is_refused_and_the_files_before_it_are_kept(
    published, cache, serve, mirrors
):
    altered = mnist.FILES[2].name
    content = (published / altered).read_bytes()
    (published / altered).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    mirrors(serve(published)[0])
    with pytest.raises(DataUnavailableError, match=f"{altered}.*not the published one"):
        download_mnist()
    assert names(cache) == sorted(file.name for file in mnist.FILES[:2])


@pytest.mark.parametrize("handler", [None, Altered])
def test_the_second_mirror_is_used_when_the_first_is_down_or_sends_something_else(
    published, cache, serve, mirrors, nobody, handler
):
    mirrors(serve(published, handler)[0] if handler else nobody, serve(published)[0])
    download_mnist()
    assert [path.read_bytes() for path in sorted(cache.iterdir())] == [
        path.read_bytes() for path in sorted(published.iterdir())
    ]


def test_a_visitor_who_leaves_during_the_download_leaves_nothing_half_written(
    published, cache, requests
):
    class GoneAwayError(BaseException):
        """How a page is stopped: not an Exception."""

    def leave(share):
        raise GoneAwayError

    with pytest.raises(GoneAwayError):
        download_mnist(leave)
    assert names(cache) == []
    download_mnist()
    assert names(cache) == names(published)


def test_a_damaged_file_in_the_cache_is_fetched_again(published, cache, requests):
    download_mnist()
    damaged = cache / mnist.FILES[0].name
    damaged.write_bytes(damaged.read_bytes()[:30])
    with pytest.raises(DataUnavailableError, match=damaged.name):
        mnist.read(mnist_folder())
    download_mnist()
    assert damaged.read_bytes() == (published / damaged.name).read_bytes()


def test_a_folder_that_cannot_be_written_is_named(cache, requests):
    cache.parent.mkdir()
    cache.write_text("a file where the folder should be")
    with pytest.raises(DataUnavailableError, match="could not be written") as caught:
        download_mnist()
    assert str(cache) in str(caught.value)


def test_a_full_disk_is_named_and_nothing_half_written_is_left(cache, requests, monkeypatch):
    def full(source, destination):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(pooch.core.shutil, "move", full)
    with pytest.raises(DataUnavailableError, match="No space left on device"):
        download_mnist()
    assert names(cache) == []


def test_nothing_is_downloaded_into_an_own_folder(requests, tmp_path, monkeypatch):
    own = tmp_path / "own"
    own.mkdir()
    (own / mnist.FILES[0].name).write_bytes(b"the host's own")
    monkeypatch.setenv("MNIST_DIR", str(own))
    with pytest.raises(DataUnavailableError, match="MNIST_DIR"):
        download_mnist()
    assert requests == []
    assert (own / mnist.FILES[0].name).read_bytes() == b"the host's own"
