"""The trainer: mini-batch gradient descent, in place and fast, for one network or for K at once."""

from collections.abc import Callable, Sequence
from math import ceil
from time import perf_counter
from typing import Any

import numpy as np

from core.functions import ACTIVATIONS, COSTS, Array
from core.layer import Layer, Rates
from core.network import (
    Parameters,
    Score,
    check_examples,
    check_parameters,
    dropout_mask,
    evaluate,
    initialize,
)
from core.settings import SCHEDULES, Settings, check_alike

BLOCK_ROWS = 160  # examples fetched at a time: enough to share the cost, few enough for the cache
CHECK_STEPS = 100  # how often the parameters are looked at for overflow, and saved
BUFFERS = set("_layers _activation _delta _raw _x _y _batches _all_batches _workspaces".split())
RUNAWAY = 1e8  # no parameter of a network that still learns comes near


class Trainer:
    """Trains on X (n, n_inputs), floats or uint8 pixels, and Y (n, n_outputs). It never evaluates.

    `settings` is one Settings, or K that differ only in seed, η, λ, momentum, dropout or start:
    then K networks learn at once. `parameters` is the start of every one, if given. The
    parameters have X's dtype (float32 for pixels, which become X/255); X is never copied.
    A network that overflows goes back to its last sound state and stays there; `diverged` then
    holds that step. Raises ValueError for impossible settings, X, Y or parameters.
    """

    def __init__(
        self,
        settings: Settings | Sequence[Settings],
        X: Array,
        Y: Array,
        parameters: Parameters | None = None,
    ) -> None:
        self.single = isinstance(settings, Settings)
        self.settings = (settings,) if isinstance(settings, Settings) else tuple(settings)
        check_alike(self.settings)
        check_examples(X, Y)
        self.X, self.Y = X, Y
        self.step = 0
        self.steps_per_epoch = ceil(len(X) / self.settings[0].batch_size)  # the last may be smaller
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
        starts = [
            parameters or initialize(s, X.shape[1], Y.shape[1], stream[0])
            for s, stream in zip(self.settings, streams, strict=True)
        ]
        check_parameters(starts[0], (X.shape[1], *self.settings[0].hidden_layer_sizes, Y.shape[1]))
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
        """Completed passes over X; 0 before training."""
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
    def learning_rate(self) -> Any:
        """η before its schedule, which the caller may set; for several networks an array (K,)."""
        return float(self._learning_rate[0]) if self.single else self._learning_rate.copy()

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        rates = np.broadcast_to(np.asarray(value, dtype=float), self._learning_rate.shape)
        if not (np.isfinite(rates).all() and (rates >= 0).all()):
            raise ValueError(f"learning_rate = {value!r} is not possible: finite numbers >= 0.")
        self._learning_rate = rates.copy()
        self._set_rates()

    def evaluate(self, X: Array, Y: Array) -> list[Score]:
        """Return the Score of every network on X, Y; penalties count this training set's size."""
        return [
            evaluate(settings, self._parameters(k), X, Y, n_training=len(self.X))
            for k, settings in enumerate(self.settings)
        ]

    def run(self, steps: int, seconds: float = np.inf) -> int:
        """Take `steps` steps of one mini-batch each, or as many as fit in `seconds`; return the number."""
        deadline, start = perf_counter() + seconds, self.step
        end = start + steps
        with np.errstate(over="ignore", invalid="ignore"):  # divergence is noticed, not warned of
            while self.step < end and not self.stopped and perf_counter() < deadline:
                place = self.step % self.steps_per_epoch % self._block_steps
                if place == 0:
                    self._start_block()
                for batch in range(place, min(len(self._batches), place + end - self.step)):
                    self._learn(batch)
                    self.step += 1
                    if perf_counter() >= deadline:
                        break
            self._notice_divergence()
        return self.step - start

    def run_epochs(self, n: int) -> None:
        """Train to the end of the n-th epoch from the present one."""
        self.run((self.epoch + n) * self.steps_per_epoch - self.step)

    def run_for(self, seconds: float) -> int:
        """Train for about `seconds`; return the number of steps taken."""
        return self.run(2**62, seconds)

    def _start_block(self) -> None:
        if self.step - self._saved_step >= CHECK_STEPS:
            self._notice_divergence()
            self._saved_step, self._saved = self.step, [m.copy() for m in self._matrices]
        position = self.step % self.steps_per_epoch
        if position == 0:
            self._order = self._stack([rng.permutation(len(self.X)) for rng in self._order_streams])
            self._set_rates()
        self._draw_masks()
        self._fetch(position)

    def _learn(self, batch: int) -> None:
        """Take one step on one mini-batch of the block: forward, backward, update."""
        x, y = self._batches[batch]
        rows = x.shape[-2]
        layers, hidden = self._layers, self._workspace(rows)
        masks = [mask[batch, ..., :rows, :] for mask in self._masks]

        inputs = [x]
        for number, (z, a, values) in enumerate(hidden):
            layers[number].forward(inputs[-1], z)
            self._activation.value(z, z)
            values[...] = z * masks[number] if masks else z
            inputs.append(a)
        delta = self._delta(layers[-1].forward(inputs[-1]), y)
        delta *= self._step_sizes[rows]
        for number in range(len(layers) - 1, -1, -1):
            step = delta
            if number:
                delta = layers[number].backward(step)
                delta *= self._activation.slope(hidden[number - 1][0])
                if masks:
                    delta *= masks[number - 1]
            layers[number].update(inputs[number], step, self._rates)

    def _stack(self, arrays: list[Array]) -> Array:
        return arrays[0] if self.single else np.stack(arrays)

    def _column(self, values: Any) -> Any:
        """Return one number, or (K, 1, 1) numbers that broadcast over K matrices."""
        values = np.asarray(values, dtype=self._matrices[0].dtype)
        return values.reshape(() if self.single else (-1, 1, 1))

    def _set_rates(self) -> None:
        first = self.settings[0]
        eta = self._learning_rate * SCHEDULES[first.schedule](self.epoch / first.epochs)
        eta[[step is not None for step in self.diverged]] = 0
        l1, l2, momentum = (
            np.array([getattr(s, name) for s in self.settings]) for name in ("l1", "l2", "momentum")
        )
        size, left = first.batch_size, len(self.X) % first.batch_size
        self._step_sizes = {rows: self._column(-eta / rows) for rows in (size, left) if rows}
        self._rates = Rates(momentum=self._column(momentum) if momentum.any() else None)
        if l2.any():
            self._rates.decay = self._column(eta * l2 / len(self.X))
        if l1.any():
            setattr(self._rates, first.l1_step, self._column(eta * l1 / len(self.X)))

    def _draw_masks(self) -> None:
        first = self.settings[0]
        if not any(s.dropout for s in self.settings):
            return
        rows = first.batch_size if first.dropout_mask == "example" else 1
        shapes = [(self._block_steps, rows, size) for size in first.hidden_layer_sizes]
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
        """Make every buffer and view that a step writes to; nothing here is part of the state."""
        first, company = self.settings[0], self._matrices[0].shape[:-2]
        dtype, (n, n_inputs) = self._matrices[0].dtype, self.X.shape
        size = min(first.batch_size, n)
        self._layers = [Layer(*pair) for pair in zip(self._matrices, self._velocities, strict=True)]
        self._activation = ACTIVATIONS[first.activation]
        cost, c = COSTS[first.cost], first.softmax_c
        self._delta: Callable[[Array, Array], Array] = (
            cost.delta if c == 1 else lambda z, y: c * cost.delta(c * z, y)
        )
        self._block_steps = max(1, BLOCK_ROWS // size)
        rows = min(self._block_steps * size, n)
        self._raw = np.empty((*company, rows, n_inputs), dtype=self.X.dtype)
        self._x = np.ones((*company, rows, n_inputs + 1), dtype=dtype)
        self._y = np.empty((*company, rows, self.Y.shape[1]), dtype=dtype)
        self._all_batches = self._cut(rows)
        self._batches = self._all_batches
        self._workspaces: dict[int, list[tuple[Array, Array, Array]]] = {}

    def _cut(self, rows: int) -> list[tuple[Array, Array]]:
        size = self.settings[0].batch_size
        cuts = [slice(start, min(start + size, rows)) for start in range(0, rows, size)]
        return [(self._x[..., cut, :], self._y[..., cut, :]) for cut in cuts]

    def _workspace(self, rows: int) -> list[tuple[Array, Array, Array]]:
        """Return for each hidden layer: its z, later its values; what it passes on; that less 1."""
        if rows not in self._workspaces:
            shape, dtype = (*self._matrices[0].shape[:-2], rows), self._matrices[0].dtype
            passed = [np.ones((*shape, s + 1), dtype) for s in self.settings[0].hidden_layer_sizes]
            self._workspaces[rows] = [
                (np.empty_like(a[..., :-1], order="C"), a, a[..., :-1]) for a in passed
            ]
        return self._workspaces[rows]

    def _fetch(self, position: int) -> None:
        """Copy the examples of the block that begins at mini-batch `position` of this epoch."""
        size = self.settings[0].batch_size
        chosen = self._order[..., position * size : (position + self._block_steps) * size]
        rows = chosen.shape[-1]
        raw, x = self._raw[..., :rows, :], self._x[..., :rows, :-1]
        self.X.take(chosen, axis=0, out=raw, mode="clip")  # other modes copy twice
        if raw.dtype == np.uint8:
            np.multiply(raw, np.float32(1 / 255), out=x)
        else:
            x[...] = raw
        self._y[..., :rows, :] = self.Y.take(chosen, axis=0)
        whole = rows == self._x.shape[-2]
        self._batches = self._all_batches if whole else self._cut(rows)

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
        return {name: value for name, value in self.__dict__.items() if name not in BUFFERS}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._prepare()
        position = self.step % self.steps_per_epoch
        if position:
            self._fetch(position - position % self._block_steps)
