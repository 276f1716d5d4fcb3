"""MNIST: where its four files are, how they are fetched, and how they are read."""

import gzip
import os
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pooch
import requests

from core.arrays import Array

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)


class IdxFile(NamedTuple):
    """One published file: official checksum, packed size, shape of the array inside."""

    name: str
    md5: str
    megabytes: float
    shape: tuple[int, ...]


FILES = (
    IdxFile(
        "train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873", 9.91, (60000, 28, 28)
    ),
    IdxFile("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432", 0.03, (60000,)),
    IdxFile("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3", 1.65, (10000, 28, 28)),
    IdxFile("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c", 0.005, (10000,)),
)
TIMEOUT = 10  # seconds without a byte before a mirror counts as down

_DOWNLOADING = threading.Lock()  # two visitors' clicks make one download


class DataUnavailableError(RuntimeError):
    """The data are not here and cannot be had; the message says why and what to do."""


def mnist_folder() -> Path:
    """Return the host's own folder (environment variable MNIST_DIR), else the user's cache."""
    own = os.environ.get("MNIST_DIR")
    return Path(os.path.expanduser(own) if own else pooch.os_cache("neural-network-learning"))


def mnist_is_here() -> bool:
    """Say whether the four files exist; `data.mnist` is what reads and checks them."""
    return all(os.path.isfile(_place(mnist_folder(), file.name)) for file in FILES)


def _place(folder: Path, name: str) -> Path:
    """Return where a file is: as published or unpacked, "train-images.idx3-ubyte" too."""
    names = [name, name.replace("-idx", ".idx")]
    places = [folder / one for packed in names for one in (packed, packed.removesuffix(".gz"))]
    # os.path's "isfile" says no in a folder that may not be entered; that of Path raises
    return next((place for place in places if os.path.isfile(place)), places[0])


def _advice(folder: Path) -> str:
    """Return what to do about files that are missing or wrong."""
    if os.environ.get("MNIST_DIR"):
        names = ", ".join(file.name for file in FILES)
        return (
            f"MNIST_DIR names the folder {folder}: put these files there, packed or not: {names}."
        )
    command = "from core.data.mnist import download_mnist; download_mnist()"
    return f"They belong into {folder}; this fetches them: python -c '{command}'"


def download_mnist(progress: Callable[[float], object] | None = None) -> None:
    """Fetch what is missing of MNIST into the user's cache, checked against the official md5.

    `progress` is called with the share done, 0 to 1. While another visitor's download runs, this
    waits, then finds the files. Nothing half-written is left; files verified earlier are kept.
    Nothing is downloaded into a host's own folder (MNIST_DIR): what is there is read and checked.
    Raises DataUnavailableError without internet, with a wrong file, or with nowhere to write.
    """
    if os.environ.get("MNIST_DIR"):  # the host's own files may differ: never overwrite them
        read(mnist_folder())
        return
    all_megabytes = sum(file.megabytes for file in FILES)
    done = 0.0

    def report(megabytes: float) -> None:
        if progress:
            progress(min(1.0, (done + megabytes) / all_megabytes))

    with _DOWNLOADING:
        for file in FILES:
            _fetch(file, report)
            done += file.megabytes
            report(0)  # a file that was here already counts too


def _fetch(file: IdxFile, report: Callable[[float], None]) -> None:
    """Retrieve one file from the first mirror that has it, unless it is here already."""

    def downloader(url: str, output_file: str, _pooch: object) -> None:
        # pooch's own leaves the connection open when a mirror answers "not found"
        get = requests.get(url, stream=True, timeout=TIMEOUT)
        with get as response, open(output_file, "wb") as output:
            response.raise_for_status()
            for chunk in response.iter_content(2**16):
                output.write(chunk)
                report(output.tell() / 1e6)

    folder = mnist_folder()
    cause: Exception
    for mirror in MIRRORS:
        try:
            pooch.retrieve(
                mirror + file.name, f"md5:{file.md5}", file.name, folder, downloader=downloader
            )
        except requests.RequestException as error:
            why, cause = "could not be reached, or broke off", error
        except ValueError as error:  # what pooch raises for a wrong checksum
            why, cause = "sent a file that is not the published one", error
        except OSError as error:
            raise DataUnavailableError(
                f"{file.name} could not be written to {folder}: {error.strerror}. Make room there, "
                "or set MNIST_DIR to a folder that holds the four MNIST files."
            ) from error
        else:
            return
    raise DataUnavailableError(
        f"{file.name} could not be downloaded from any of {len(MIRRORS)} servers: the last one "
        f"{why}. Check the internet connection and try again; the embedded digits need none."
    ) from cause


def read(folder: Path) -> list[Array]:
    """Return images (60000, 28, 28) and labels (60000,), then the test set's, all uint8.

    They are read-only. Raises DataUnavailableError naming the file and what is wrong with it.
    """
    try:
        arrays = [_read(_place(folder, file.name), file.shape) for file in FILES]
    except DataUnavailableError as error:
        raise DataUnavailableError(f"{error} {_advice(folder)}") from error
    return arrays


def _read(path: Path, shape: tuple[int, ...]) -> Array:
    """Read one IDX file: 4 bytes of magic number, the shape as big-endian int32, the data."""
    expected = np.array([0x800 + len(shape), *shape], ">i4")
    size = expected.nbytes + int(np.prod(shape))
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            content = file.read(size + 1)  # one more, to notice what is too long
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or error
        raise DataUnavailableError(f"{path.name} cannot be read: {why}.") from error
    if len(content) != size:
        raise DataUnavailableError(
            f"{path.name} is too {'long' if len(content) > size else 'short'}: unpacked it must "
            f"have {size} bytes, for {' × '.join(map(str, shape))} values."
        )
    if content[: expected.nbytes] != expected.tobytes():
        found = np.frombuffer(content, ">i4", len(expected))
        raise DataUnavailableError(
            f"{path.name} is not the MNIST file: it starts with {found}, not with {expected}."
        )
    values = np.frombuffer(content, np.uint8, offset=expected.nbytes).reshape(shape)
    if values.ndim == 1 and values.max() > 9:
        raise DataUnavailableError(f"{path.name} has a label {values.max()}; 0 to 9 is allowed.")
    return values
