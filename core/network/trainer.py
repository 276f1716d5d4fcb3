"""The trainer: mini-batch gradient descent, in place and fast, for one network or for K at once."""

from collections.abc import Sequence
from math import ceil
from time import perf_counter
from typing import Any

import numpy as np

from core.arrays import Array
from core.network.checks import (
    check_examples,
    check_parameters,
    checked_learning_rate,
    checked_rows,
)
from core.network.minibatches import Minibatch, Minibatches
from core.network.rates import rates_of_epoch
from core.network.settings import Settings, check_alike
from core.network.step import Backpropagation
from core.network.textbook import Parameters, Score, draw_parameters, dropout_mask, evaluate

CHECK_STEPS = 100  # how often the parameters are looked at for overflow, and saved
RUNAWAY = 1e8  # no parameter of a network that still learns comes near


class Trainer:
    """Trains on X (n, n_inputs), floats or uint8 pixels, and Y (n, n_outputs). It never evaluates.

    `settings` is one Settings, or K that differ only in seed, η, λ, momentum, dropout or start:
    then K networks learn at once. `parameters` is the start of every one, if given. The
    parameters have X's dtype (float32 for pixels, which become X/255); X is never copied.
    `rows` (n,), or (K, n) with a row for each network, are the examples of X to learn from, which
    are all of them unless given; `n_training` is their number.
    A network that overflows goes back to its last sound state and stays there; `diverged` then
    holds that step. Raises ValueError for impossible settings, X, Y, parameters or rows.
    """

    def __init__(
        self,
        settings: Settings | Sequence[Settings],
        X: Array,
        Y: Array,
        parameters: Parameters | None = None,
        rows: Array | None = None,
    ) -> None:
        self.single = isinstance(settings, Settings)
        self.settings = (settings,) if isinstance(settings, Settings) else tuple(settings)
        check_alike(self.settings)
        check_examples(X, Y)
        self.X, self.Y = X, Y
        self._rows = checked_rows(rows, len(self.settings), len(X))
        self.n_training: int = self._rows.shape[1]
        self.step = 0
        self.steps_per_epoch: int = ceil(self.n_training / self.settings[0].batch_size)
        self.diverged: list[int | None] = [None] * len(self.settings)
        self._learning_rate = np.array([s.learning_rate for s in self.settings], dtype=float)

        # Start, order and masks each have their own stream: changing one leaves the others alone.
        streams = [
            [
                np.random.default_rng(seed)
                for seed in np.random.SeedSequence(s.random_state).spawn(3)
            ]
            for s in self.settings
        ]
        sizes = (X.shape[1], *self.settings[0].hidden_layer_sizes, Y.shape[1])
        starts = [
            parameters or draw_parameters(s, sizes, stream[0])
            for s, stream in zip(self.settings, streams, strict=True)
        ]
        check_parameters(starts[0], sizes)
        dtype = np.float32 if X.dtype == np.uint8 else X.dtype
        self._order_streams = [stream[1] for stream in streams]
        self._mask_streams = [stream[2] for stream in streams]
        self._matrices = [
            self._stack([np.vstack(pair).astype(dtype) for pair in pairs])
            for pairs in zip(*(zip(*start, strict=True) for start in starts), strict=True)
        ]
        self._velocities = [np.zeros_like(matrix) for matrix in self._matrices]
        self._order = np.empty(0, dtype=np.intp)
        self._masks: list[Array] = []
        self._frozen: dict[int, list[Array]] = {}
        self._saved_step, self._saved = 0, [matrix.copy() for matrix in self._matrices]
        self._set_rates()
        self._prepare()

    @property
    def epoch(self) -> int:
        """Completed passes over the examples; 0 before training."""
        return self.step // self.steps_per_epoch

    @property
    def stopped(self) -> bool:
        """True once every network has diverged."""
        return None not in self.diverged

    @property
    def parameters(self) -> Any:
        """A copy of the Parameters; for several networks a list of them."""
        every = [self._parameters(k) for k in range(len(self.settings))]
        return every[0] if self.single else every

    @property
    def masks(self) -> list[Array]:
        """The dropout masks of the newest step, ([K,] rows, size) a hidden layer; [] without any.

        `rows` is 1 for a mask a mini-batch, else the mini-batch size.
        """
        newest = (self.step - 1) % self.steps_per_epoch % self._minibatches.per_block
        return [mask[newest] for mask in self._masks]

    @property
    def learning_rate(self) -> Any:
        """η before its schedule, which the caller may set; for several networks an array (K,)."""
        return float(self._learning_rate[0]) if self.single else self._learning_rate.copy()

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        self._learning_rate = checked_learning_rate(value, len(self.settings))
        self._set_rates()

    def evaluate(self, X: Array, Y: Array) -> list[Score]:
        """Return the Score of every network on X, Y; penalties count this training set's size."""
        return [
            evaluate(settings, self._parameters(k), X, Y, n_training=self.n_training)
            for k, settings in enumerate(self.settings)
        ]

    def run(self, steps: int, seconds: float = np.inf) -> int:
        """Take `steps` steps, or what fits in `seconds` and at least one; return the number."""
        deadline, start = perf_counter() + seconds, self.step
        end, take_step = start + steps, self._backpropagation.take_step
        with np.errstate(over="ignore", invalid="ignore"):  # divergence is noticed, not warned of
            while self.step < end and not self.stopped:
                place = self.step % self.steps_per_epoch % self._minibatches.per_block
                if place == 0:
                    self._start_block()
                for batch in range(place, min(len(self._block), place + end - self.step)):
                    masks = [mask[batch] for mask in self._masks] if self._masks else ()
                    take_step(self._block[batch], masks, self._rates)
                    self.step += 1
                    if perf_counter() >= deadline:
                        end = self.step
                        break
            if self.step > start:
                self._notice_divergence()
        return max(0, self.step - start)

    def run_epochs(self, n: int) -> None:
        """Train to the end of the n-th epoch from the present one."""
        self.run((self.epoch + n) * self.steps_per_epoch - self.step)

    def _start_block(self) -> None:
        if self.step - self._saved_step >= CHECK_STEPS:
            self._notice_divergence()
            self._saved_step, self._saved = self.step, [m.copy() for m in self._matrices]
        position = self.step % self.steps_per_epoch
        if position == 0:
            orders = (rng.permutation(self.n_training) for rng in self._order_streams)
            self._order = self._stack([r[o] for r, o in zip(self._rows, orders, strict=True)])
            if self.settings[0].schedule != "constant":
                self._set_rates()
        self._draw_masks()
        self._block = self._minibatches.fetch(self._order, position)

    def _stack(self, arrays: list[Array]) -> Array:
        return arrays[0] if self.single else np.stack(arrays)

    def _set_rates(self) -> None:
        eta = np.where([step is None for step in self.diverged], self._learning_rate, 0)
        shape, dtype = self._matrices[0].shape[:-2], self._matrices[0].dtype
        self._rates = rates_of_epoch(self.settings, eta, self.epoch, self.n_training, shape, dtype)

    def _draw_masks(self) -> None:
        first = self.settings[0]
        if not any(s.dropout for s in self.settings):
            return
        rows = first.batch_size if first.dropout_mask == "example" else 1
        shapes = [(self._minibatches.per_block, rows, size) for size in first.hidden_layer_sizes]
        drawn = [
            [dropout_mask(s, shape, rng) for shape in shapes]
            for s, rng in zip(self.settings, self._mask_streams, strict=True)
        ]
        dtype = self._matrices[0].dtype
        self._masks = [
            (masks[0] if self.single else np.stack(masks, axis=1)).astype(dtype)
            for masks in zip(*drawn, strict=True)
        ]

    def _prepare(self) -> None:
        """Make the buffers and views that a step works on; nothing here is part of the state."""
        first, matrices = self.settings[0], self._matrices
        batch_shape, dtype = matrices[0].shape[:-2], matrices[0].dtype
        self._minibatches = Minibatches(self.X, self.Y, first.batch_size, batch_shape, dtype)
        self._backpropagation = Backpropagation(first, matrices, self._velocities)
        self._block = list[Minibatch]()

    def _notice_divergence(self) -> None:
        """Take every network that ran away back to its last saved state, and leave it there."""
        for k in range(len(self.settings)):
            sound = all(np.abs(self._of(m, k)).max() < RUNAWAY for m in self._matrices)
            if self.diverged[k] is None and not sound:  # NaN is not below anything either
                self.diverged[k] = self._saved_step
                self._frozen[k] = [self._of(saved, k).copy() for saved in self._saved]
                for array in (*self._matrices, *self._velocities):
                    self._of(array, k)[...] = 0  # it goes on as zeros, which overflow nothing
                self._set_rates()
        if self.stopped:
            self.step = self._saved_step

    def _of(self, array: Array, k: int) -> Array:
        return array if self.single else array[k]

    def _parameters(self, k: int) -> Parameters:
        matrices = self._frozen.get(k) or [self._of(matrix, k) for matrix in self._matrices]
        return Parameters([m[:-1].copy() for m in matrices], [m[-1].copy() for m in matrices])

    def __getstate__(self) -> dict[str, Any]:
        derived = ("_backpropagation", "_minibatches", "_block")
        return {name: value for name, value in self.__dict__.items() if name not in derived}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._prepare()
        position = self.step % self.steps_per_epoch
        if position:
            first_of_block = position - position % self._minibatches.per_block
            self._block = self._minibatches.fetch(self._order, first_of_block)
