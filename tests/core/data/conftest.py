"""A small MNIST in a folder of its own."""

import hashlib

import numpy as np
import pytest

from core.data import mnist
from tests.core.data.idx import SHAPES, packed


@pytest.fixture
def arrays():
    rng = np.random.default_rng(0)
    return [rng.integers(0, 10, shape) for shape in SHAPES]


@pytest.fixture
def published(arrays, tmp_path, monkeypatch):
    """A folder with four small files under MNIST's names, whose checksums are the official ones."""
    folder = tmp_path / "published"
    folder.mkdir()
    files = []
    for file, array in zip(mnist.FILES, arrays, strict=True):
        content = packed(array)
        (folder / file.name).write_bytes(content)
        md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
        files.append(file._replace(md5=md5, megabytes=len(content) / 1e6, shape=array.shape))
    monkeypatch.setattr(mnist, "FILES", tuple(files))
    return folder
