"""Training data made from training data: images moved, turned and bent, which keep their labels."""

from collections.abc import Iterator, Sequence
from math import isqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.ndimage import gaussian_filter, map_coordinates

from core.arrays import Array
from core.network.checks import check_inputs

RANGES = {"copies": (0, 100), "shift": (0, 10), "angle": (0, 180), "elastic": (0, 200)}
SIGMA = 4.0  # pixels over which neighbours are bent alike, as in Simard et al.
BLOCK = 250  # images warped at a time: the coordinates of all would leave the cache


def changed(
    X: Array, *, copies: int, shift: int, angle: float, elastic: float, rng: np.random.Generator
) -> Iterator[Array]:
    """Return the first changed copy of all images X (n, side²), then the second, ..., in blocks.

    Whether a copy's label is still true is for the caller to judge. It is moved by up to `shift`
    whole pixels each way, turned by up to `angle` degrees either way, both uniform, and bent by
    its `displacement`, alpha = `elastic`. Dtype and range of X are kept. Each copy, and in it each
    way of changing, draws from its own stream, image after image: more copies, more images or a
    larger amount leave all else as it was. Raises ValueError, naming the value, for an impossible
    amount, images that are not square, and an `rng` that is no Generator.
    """
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng = {rng!r} is not possible: a Generator, as default_rng gives it.")
    amounts = {"copies": copies, "shift": shift, "angle": angle, "elastic": elastic}
    for name, value in amounts.items():
        low, high = RANGES[name]
        whole = name in ("copies", "shift")
        if not low <= value <= high or (whole and value != int(value)):
            kind = "a whole number" if whole else "a number"
            raise ValueError(f"{name} = {value!r} is not possible: {kind} from {low} to {high}.")
    side = _side(X)

    def blocks() -> Iterator[Array]:
        for copy in rng.spawn(copies):
            moving, turning, bending = copy.spawn(3)
            for start in range(0, len(X), BLOCK):
                images = X[start : start + BLOCK]
                n = len(images)
                moves = moving.integers(-shift, shift, (n, 2), endpoint=True)
                degrees = turning.uniform(-angle, angle, n)
                fields = displacement(n, side, elastic, SIGMA, bending) if elastic else None
                yield warp(images, moves, degrees, fields)

    return blocks()


def draw(n: int, n_pool: int, copies: int, seeds: Sequence[int]) -> Array:
    """Return for each seed which rows of an augmented pool a network learns from, (seeds, ·).

    These are `n` images, drawn by the seed from the first `n_pool`, and their `copies` copies as
    a `copies.Pool` places them. More images of one seed contain the fewer. Raises ValueError for
    an n that is not from 1 to n_pool.
    """
    if not 1 <= n <= n_pool:
        raise ValueError(f"n = {n!r} is not possible: from 1 to {n_pool}, the size of the pool.")
    chosen = np.array([np.random.default_rng(seed).permutation(n_pool)[:n] for seed in seeds])
    return np.hstack([chosen + n_pool * copy for copy in range(1 + copies)])


def displacement(n: int, side: int, alpha: float, sigma: float, rng: np.random.Generator) -> Array:
    """Return the displacement fields of n images, in pixels down and right, (n, 2, side, side).

    Elastic distortion (Simard, Steinkraus and Platt 2003): uniform noise from −1 to 1, smoothed by
    a Gaussian of `sigma` pixels, times `alpha`; float32. Raises ValueError for a sigma that is not
    positive.
    """
    if not sigma > 0:
        raise ValueError(f"sigma = {sigma!r} is not possible: a number above 0.")
    noise = rng.random((n, 2, side, side), dtype=np.float32) * 2 - 1
    smooth: Array = gaussian_filter(noise, sigma, mode="constant", axes=(2, 3))
    return np.float32(alpha) * smooth


def warp(X: Array, moves: ArrayLike, degrees: ArrayLike, fields: Array | None = None) -> Array:
    """Return images X (n, side²), each bent by its field, then turned, then moved.

    `moves`, in pixels down and right, are (n, 2); `degrees`, counter-clockwise about the middle,
    (n,). A pixel takes its value from where its displacement in `fields` (n, 2, side, side) leads.
    One move or angle for all will do too. Values between pixels are interpolated linearly, and
    beyond the border all is 0. Floats keep their dtype, uint8 is rounded. Raises ValueError for
    images that are not square.
    """
    n, side = len(X), _side(X)
    moves, degrees = np.broadcast_to(moves, (n, 2)), np.broadcast_to(degrees, n)
    warped = np.empty((n, side * side), X.dtype)
    for start in range(0, n, BLOCK):
        at = slice(start, start + BLOCK)
        down, right = _sources(side, moves[at], degrees[at])
        if fields is not None:
            down, right = down + fields[at, 0], right + fields[at, 1]
        values = _look_up(X[at].reshape(-1, side, side), down, right)
        warped[at] = np.rint(values) if X.dtype == np.uint8 else values
    return warped


def _sources(side: int, moves: Array, degrees: Array) -> tuple[Array, Array]:
    """Return the row and the column (n, side, side) that each pixel takes its value from."""
    middle = (side - 1) / 2
    places = np.indices((side, side)) - middle - moves[:, :, None, None]
    down, right = places[:, 0], places[:, 1]
    turn = np.deg2rad(degrees)[:, None, None]
    cos, sin = np.cos(turn), np.sin(turn)
    return cos * down + sin * right + middle, cos * right - sin * down + middle


def _look_up(images: Array, down: Array, right: Array) -> Array:
    """Return the values at these places; all images lie in one strip, with zeros between them."""
    side = images.shape[-1]
    strip = np.pad(images, ((0, 0), (1, 1), (1, 1))).reshape(-1, side + 2)
    first = (side + 2) * np.arange(len(images))[:, None, None]
    places = [down.clip(-1, side) + 1 + first, right.clip(-1, side) + 1]
    precise = np.float32 if images.dtype == np.uint8 else images.dtype
    values: Array = map_coordinates(strip, places, order=1, output=precise)
    return values.reshape(len(images), -1)


def _side(X: Array) -> int:
    """Return the side of square images (n, side²). Raises ValueError if they are no such images."""
    check_inputs(X)
    side = isqrt(X.shape[1])
    if side * side != X.shape[1]:
        raise ValueError(f"X of shape {X.shape} is not possible: a row of side² pixels an image.")
    return side
