"""The mini-batches of an epoch, in blocks: examples and dropout masks, ready for a step."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import Array
from core.network.layer import FULL, rows_read
from core.network.settings import Settings
from core.network.textbook import dropout_mask

BLOCK_ROWS = 160  # examples fetched at a time: enough to share the cost, few enough for the cache


class Minibatch(NamedTuple):
    """Views of one mini-batch: inputs with a last column of ones, the same transposed, targets.

    `wide` are these inputs and the few rows that are `rows_read` beside them.
    """

    wide: Array
    x_transposed: Array
    y: Array


class Minibatches:
    """A block of mini-batches of X (n, n_inputs) and Y (n, n_outputs), cut once and refilled.

    An epoch has `n_training` examples, each mini-batch `size`, the last one perhaps fewer. The
    inputs go to `fan_out` neurons. `batch_shape` is (K,) for K networks, each with an order of its
    own; with (), for one network, mini-batches and masks come without that axis.
    """

    def __init__(
        self,
        X: Array,
        Y: Array,
        n_training: int,
        size: int,
        batch_shape: tuple[int, ...],
        dtype: DTypeLike,
        fan_out: int,
    ) -> None:
        self._X, self._Y, self._size = X, Y, size
        self._batch_shape, self._dtype = batch_shape, dtype
        self.per_block = max(1, BLOCK_ROWS // size)
        self._matrix_size = (X.shape[1] + 1) * fan_out
        rows = min(self.per_block * size, n_training)
        self._raw = np.empty((rows, X.shape[1]), X.dtype)  # one for K, or they fill the memory
        self._x = np.ones((*batch_shape, rows + FULL, X.shape[1] + 1), dtype)
        self._y = np.empty((*batch_shape, rows, Y.shape[1]), dtype)
        self._whole_block = self._cut(rows)

    def fetch(self, order: Array, first: int) -> list[Minibatch]:
        """Return the block that begins at mini-batch `first` of the epoch in this order (K, n)."""
        chosen = order[:, first * self._size : (first + self.per_block) * self._size]
        rows = chosen.shape[1]
        raw, x = self._raw[:rows], self._x[..., :rows, :]
        for own, picked in zip(x.reshape(-1, *x.shape[-2:]), chosen, strict=True):
            self._X.take(picked, axis=0, out=raw, mode="clip")  # other modes copy twice
            own[:, :-1] = raw
        if raw.dtype == np.uint8:
            x *= np.float32(1 / 255)  # all of it, for NumPy is slow on a part of each row
            x[..., -1] = 1
        y = self._y[..., :rows, :]
        y[...] = self._Y.take(chosen, axis=0).reshape(y.shape)
        return self._whole_block if rows == len(self._raw) else self._cut(rows)

    def draw_masks(
        self, settings: Sequence[Settings], streams: Sequence[np.random.Generator]
    ) -> list[tuple[Array, ...]]:
        """Return the dropout masks of each mini-batch of a block, () if nothing is dropped.

        They are ([K,] m, size) for each hidden layer, or ([K,] 1, size) for a mask a mini-batch.
        """
        first = settings[0]
        if not (first.hidden_layer_sizes and any(s.dropout for s in settings)):
            return [()] * self.per_block
        rows = self._size if first.dropout_mask == "example" else 1
        layers = []
        for size in first.hidden_layer_sizes:
            masks = np.empty((len(settings), self.per_block, rows, size), self._dtype)
            for own, s, rng in zip(masks, settings, streams, strict=True):
                own[...] = dropout_mask(s, own.shape, rng)
            layers.append(masks.swapaxes(0, 1) if self._batch_shape else masks[0])
        return list(zip(*layers, strict=True))

    def _cut(self, rows: int) -> list[Minibatch]:
        batches = []
        for start in range(0, rows, self._size):
            stop = min(start + self._size, rows)
            wide = start + rows_read(stop - start, self._matrix_size)
            x, y = self._x[..., start:stop, :], self._y[..., start:stop, :]
            batches.append(Minibatch(self._x[..., start:wide, :], x.swapaxes(-1, -2), y))
        return batches
