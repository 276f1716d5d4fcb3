"""A host's own folder of MNIST: which names are taken, and what is said of a wrong one."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest

from core.data import mnist
from core.data.mnist import DataUnavailableError, download_mnist, mnist_folder, mnist_is_here

SHAPES = [(12, 28, 28), (12,), (5, 28, 28), (5,)]


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Four small files in the folder that MNIST_DIR names."""
    files = [file._replace(shape=shape) for file, shape in zip(mnist.FILES, SHAPES, strict=True)]
    monkeypatch.setattr(mnist, "FILES", tuple(files))
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    for file in files:
        header = struct.pack(f">{1 + len(file.shape)}i", 0x800 + len(file.shape), *file.shape)
        (tmp_path / file.name).write_bytes(gzip.compress(header + bytes(np.prod(file.shape))))
    return tmp_path


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
