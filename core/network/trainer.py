"""The trainer: mini-batch gradient descent, in place and fast, for one network or for K at once."""

from collections.abc import Sequence
from math import ceil
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.arrays import Array
from core.network.checks import (
    check_examples,
    check_parameters,
    checked_learning_rate,
    checked_rows,
)
from core.network.dark_inputs import dark_inputs
from core.network.minibatches import Minibatches
from core.network.networks import Networks
from core.network.rates import rates_of_epoch
from core.network.settings import Settings, check_alike, random_streams
from core.network.snapshot import Snapshot
from core.network.step import Backpropagation
from core.network.textbook import Parameters, Score, draw_parameters

CHECK_STEPS = 100  # how often the parameters are looked at for overflow, and saved


class Trainer:
    """Trains on X (n, n_inputs), floats or uint8 pixels, and Y (n, n_outputs).

    `settings` is one Settings, or K that differ only in seed, η, λ, momentum, dropout or start:
    then K networks learn at once. `parameters` is the start of every one, if given. The
    parameters have X's dtype (float32 for pixels, which become X/255). X is not copied, unless it
    is small and has many `dark_inputs`: then what is left of it is.
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
        self.settings = (settings,) if isinstance(settings, Settings) else tuple(settings)
        check_alike(self.settings)
        K, first = len(self.settings), self.settings[0]
        check_examples(X, Y, first.cost)
        self.X, self.Y = X, Y
        self._rows = checked_rows(rows, K, len(X))
        self.n_training: int = self._rows.shape[1]
        self.steps_per_epoch: int = ceil(self.n_training / first.batch_size)
        self.step = 0
        self._learning_rate = np.array([s.learning_rate for s in self.settings], dtype=float)

        streams = [random_streams(s.random_state) for s in self.settings]
        start_streams, self._order_streams, self._mask_streams = zip(*streams, strict=True)
        sizes = (X.shape[1], *first.hidden_layer_sizes, Y.shape[1])
        pairs = zip(self.settings, start_streams, strict=True)
        starts = [parameters or draw_parameters(s, sizes, rng) for s, rng in pairs]
        check_parameters(starts[0], sizes)
        self._networks = Networks(starts, np.float32 if X.dtype == np.uint8 else X.dtype)
        # One Settings that is not in a list takes its steps in 2-D arrays, which are quicker.
        self._batch_shape = () if isinstance(settings, Settings) else (K,)
        self._order = np.empty((K, 0), dtype=np.intp)
        self._set_rates()
        self._prepare()
        self._masks: Sequence[Sequence[Array]] = [()] * self._minibatches.per_block

    @property
    def epoch(self) -> int:
        """Completed passes over the examples; 0 before training."""
        return self.step // self.steps_per_epoch

    @property
    def diverged(self) -> list[int | None]:
        """For each network the step it went back to when it diverged, or None."""
        return self._networks.diverged

    @property
    def stopped(self) -> bool:
        """True once every network has diverged."""
        return None not in self._networks.diverged

    @property
    def parameters(self) -> list[Parameters]:
        """A copy of the Parameters of each network."""
        return self._networks.parameters

    @property
    def masks(self) -> list[Array]:
        """The dropout masks of the newest step, (K, rows, size) a hidden layer; [] without any.

        `rows` is 1 for a mask a mini-batch, else the mini-batch size.
        """
        newest = (self.step - 1) % self.steps_per_epoch % self._minibatches.per_block
        K = len(self.settings)
        return [mask.reshape(K, *mask.shape[-2:]) for mask in self._masks[newest]]

    @property
    def learning_rate(self) -> Array:
        """η before its schedule, (K,); the caller may set it, to one number or to K."""
        return self._learning_rate.copy()

    @learning_rate.setter
    def learning_rate(self, value: ArrayLike) -> None:
        self._learning_rate = checked_learning_rate(value, len(self.settings))
        self._set_rates()

    def evaluate(self, X: Array, Y: Array) -> list[Score]:
        """Return the Score of every network on X, Y; penalties count this training set's size."""
        return self.snapshot().scores(X, Y, self.n_training)

    def snapshot(self) -> Snapshot:
        """Return the networks as they are now."""
        return Snapshot(self.settings, self.parameters)

    def run_epochs(self, n: int) -> None:
        """Train to the end of the n-th epoch from the present one."""
        self.run((self.epoch + n) * self.steps_per_epoch - self.step)

    def run(self, steps: int, seconds: float = np.inf) -> int:
        """Take `steps` steps, or what fits in `seconds` and at least one; return the number."""
        deadline, start = perf_counter() + seconds, self.step
        if start == 0 and steps > 0 and self._networks.put_first(dark_inputs(self.X, self._rows)):
            self._prepare()  # now, and not before, for X may be filled until the first step
        end, per_block = start + steps, self._minibatches.per_block
        with np.errstate(over="ignore", invalid="ignore"):  # divergence is noticed, not warned of
            while self.step < end and not self.stopped:
                place = self.step % self.steps_per_epoch % per_block
                if place == 0:
                    self._start_block()
                for batch, masks in zip(self._block[place:], self._masks[place:], strict=False):
                    self._backpropagation.take_step(batch, masks, self._rates)
                    self.step += 1
                    if self.step == end or perf_counter() >= deadline:
                        end = self.step
                        break
            if self.step > start:
                self._notice_divergence()
        return max(0, self.step - start)

    def _start_block(self) -> None:
        """Make the next mini-batches and their masks ready; an epoch begins with a new order."""
        if self.step - self._networks.saved_step >= CHECK_STEPS:
            self._notice_divergence()
            self._networks.save(self.step)
        position = self.step % self.steps_per_epoch
        if position == 0:
            pairs = zip(self._rows, self._order_streams, strict=True)
            self._order = np.array([rows[rng.permutation(len(rows))] for rows, rng in pairs])
            if self.settings[0].schedule != "constant":
                self._set_rates()
        self._masks = self._minibatches.draw_masks(self.settings, self._mask_streams)
        self._block = self._minibatches.fetch(self._order, position)

    def _notice_divergence(self) -> None:
        if self._networks.freeze_diverged():
            self._set_rates()
        if self.stopped:
            self.step = self._networks.saved_step

    def _set_rates(self) -> None:
        eta = np.where([step is None for step in self.diverged], self._learning_rate, 0)
        shape, dtype = self._batch_shape, self._networks.matrices[0].dtype
        self._rates = rates_of_epoch(self.settings, eta, self.epoch, self.n_training, shape, dtype)

    def _prepare(self) -> None:
        """Make the buffers and views that a step works on; nothing here is part of the state."""
        first, shape = self.settings[0], self._batch_shape
        matrices, velocities = (
            [array.reshape(*shape, *array.shape[1:]) for array in arrays]
            for arrays in (self._networks.matrices, self._networks.velocities)
        )
        X, dark = self.X, self._networks.dark
        if dark.any():
            X = np.ascontiguousarray(X[:, ~dark])
        self._backpropagation = Backpropagation(first, matrices, velocities, int(dark.sum()))
        kind = first.batch_size, shape, matrices[0].dtype, matrices[0].shape[-1]
        self._minibatches = Minibatches(X, self.Y, self.n_training, *kind)
        position = self.step % self.steps_per_epoch
        if position:
            first_of_block = position - position % self._minibatches.per_block
            self._block = self._minibatches.fetch(self._order, first_of_block)

    def __getstate__(self) -> dict[str, Any]:
        derived = ("_backpropagation", "_minibatches", "_block")
        return {name: value for name, value in self.__dict__.items() if name not in derived}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._prepare()
