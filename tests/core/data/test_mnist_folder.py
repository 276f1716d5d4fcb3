"""A host's own folder of MNIST: which names are taken, and what is said of a wrong one."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from core.data import mnist
from core.data.mnist import DataUnavailableError, download_mnist, mnist_folder, mnist_is_here
from tests.core.data.idx import SHAPES, packed


@pytest.fixture
def own(published, monkeypatch):
    """Four small files in the folder that MNIST_DIR names."""
    monkeypatch.setenv("MNIST_DIR", str(published))
    return published


def renamed(folder, change, unpack):
    for path in list(folder.iterdir()):
        content = path.read_bytes()
        path.unlink()
        name = change(path.name).removesuffix(".gz" if unpack else "?")
        (folder / name).write_bytes(gzip.decompress(content) if unpack else content)


@pytest.mark.parametrize("unpack", [True, False])
@pytest.mark.parametrize("mark", ["-", "."])
def test_packed_and_unpacked_files_are_read_under_both_names(own, mark, unpack):
    renamed(own, lambda name: name.replace("-idx", f"{mark}idx"), unpack)
    assert mnist_is_here()
    assert [array.shape for array in mnist.read(mnist_folder())] == SHAPES


def test_a_tilde_is_the_home_folder(own, monkeypatch):
    monkeypatch.setenv("HOME", str(own.parent))
    monkeypatch.setenv("MNIST_DIR", f"~/{own.name}")
    assert mnist_is_here()


def test_a_folder_that_may_not_be_entered_holds_nothing_and_is_named(own, monkeypatch):
    def forbidden(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    for how in ("stat", "open"):
        monkeypatch.setattr(Path, how, forbidden)
    monkeypatch.setattr(mnist.os, "stat", forbidden)
    monkeypatch.setattr(mnist.gzip, "open", forbidden)
    assert not mnist_is_here()
    with pytest.raises(DataUnavailableError, match="Permission denied") as caught:
        download_mnist()
    assert f"MNIST_DIR names the folder {own}" in str(caught.value)


def test_a_wrong_file_is_told_when_it_is_asked_for(own):
    (own / mnist.FILES[0].name).write_bytes(b"<!doctype html>")
    with pytest.raises(DataUnavailableError, match=r"Not a gzipped file.*MNIST_DIR names"):
        download_mnist()


def test_an_own_folder_needs_no_official_checksum(published, arrays, monkeypatch):
    monkeypatch.setattr(mnist, "FILES", tuple(file._replace(md5="another") for file in mnist.FILES))
    monkeypatch.setenv("MNIST_DIR", str(published))
    download_mnist()
    for read, sent in zip(mnist.read(mnist_folder()), arrays, strict=True):
        np.testing.assert_array_equal(read, sent)
        assert not read.flags.writeable


IMAGES, LABELS = np.zeros(SHAPES[0]), np.zeros(SHAPES[1])


WRONG = {  # which file, what it holds, and what is said of it
    "no end": (0, packed(IMAGES)[:-9], "cannot be read: .*ended"),
    "wrong checksum inside": (0, packed(IMAGES)[:-8] + bytes(8), "cannot be read: CRC"),
    "cut short": (0, packed(IMAGES)[:12] + bytes(10), "cannot be read"),
    "not packed": (0, gzip.decompress(packed(IMAGES)), "cannot be read: Not a gzipped file"),
    "empty": (0, b"", "too short"),
    "too few images": (0, packed(IMAGES[1:]), "too short"),
    "30x30": (0, packed(np.zeros((12, 30, 30))), "too long"),
    "14x56": (0, packed(IMAGES.reshape(12, 14, 56)), "is not the MNIST file"),
    "magic": (1, gzip.compress(b"\0\0\x09\1" + gzip.decompress(packed(LABELS))[4:]), "is not the"),
    "label 10": (1, packed(LABELS + 10), "label 10"),
}


@pytest.mark.parametrize(("which", "content", "what_is_wrong"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_named_with_what_is_wrong(published, which, content, what_is_wrong):
    name = mnist.FILES[which].name
    (published / name).write_bytes(content)
    with pytest.raises(DataUnavailableError, match=f"{name} .*{what_is_wrong}"):
        mnist.read(published)


def test_a_missing_file_is_named(published):
    missing = published / mnist.FILES[3].name
    missing.unlink()
    with pytest.raises(DataUnavailableError, match=f"{missing.name} cannot be read: No such file"):
        mnist.read(published)
