"""The trainer: mini-batch gradient descent, in place and fast, for one network or for K at once."""

from collections.abc import Callable, Sequence
from math import ceil
from time import perf_counter
from typing import Any

import numpy as np

from core.functions import ACTIVATIONS, COSTS, Array
from core.layer import Layer, Rates
from core.network import Parameters, Score, dropout_mask, evaluate, initialize
from core.settings import SCHEDULES, Settings, check_alike

BLOCK_ROWS = 160  # examples fetched at a time: enough to share the cost, few enough for the cache
CHECK_STEPS = 100  # how often the parameters are looked at for overflow, and saved
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
        self.diverged: list[int | None] = [None] * len(self.settings)
        self._learning_rate = np.array([s.learning_rate for s in self.settings], dtype=float)

        # Start, order and masks each have their own stream: changing one leaves the others alone.
        streams = [
            [np.random.default_rng(seed) for seed in np.random.SeedSequence(s.random_state).spawn(3)]
            for s in self.settings
        ]
        starts = [
            parameters or initialize(s, X.shape[1], Y.shape[1], stream[0])
            for s, stream in zip(self.settings, streams, strict=True)
        ]
        check_parameters(starts[0], [X.shape[1], *self.settings[0].hidden_layer_sizes, Y.shape[1]])
        self._order_streams = [stream[1] for stream in streams]
        self._mask_streams = [stream[2] for stream in streams]
        self._matrices = [
            self._stack([np.vstack(pair) for pair in pairs])
            for pairs in zip(*(zip(*start, strict=True) for start in starts), strict=True)
        ]
        self._velocities = [np.zeros_like(matrix) for matrix in self._matrices]
        self._saved_step, self._saved = 0, [matrix.copy() for matrix in self._matrices]
        self._prepare()

    @property
    def steps_per_epoch(self) -> int:
        """Mini-batches in one pass over X; the last may be smaller."""
        return ceil(len(self.X) / self.settings[0].batch_size)

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
        """Take `steps` mini-batch steps, or as many as fit in `seconds`; return how many it took."""
        deadline, start = perf_counter() + seconds, self.step
        with np.errstate(over="ignore", invalid="ignore"):  # divergence is noticed, not warned of
            while self.step < start + steps and not self.stopped and perf_counter() < deadline:
                self._take_step()
            self._notice_divergence()
        return self.step - start

    def run_epochs(self, n: int) -> None:
        """Train to the end of the n-th epoch from the present one."""
        self.run((self.epoch + n) * self.steps_per_epoch - self.step)

    def run_for(self, seconds: float) -> int:
        """Train for about `seconds`; return the number of steps taken."""
        return self.run(2**62, seconds)

    # One step -------------------------------------------------------------------------------

    def _take_step(self) -> None:
        position = self.step % self.steps_per_epoch
        if position == 0:
            self._start_epoch()
        if position % self._block_steps == 0 or not self._batches:
            if self.step - self._saved_step >= CHECK_STEPS:
                self._notice_divergence()
                if self.stopped:
                    return
                self._saved_step, self._saved = self.step, [m.copy() for m in self._matrices]
            self._load_block(position - position % self._block_steps)
        x, y = self._batches[position % self._block_steps]
        work = self._workspace(x.shape[-2])
        masks = [mask[position] for mask in self._masks]

        a = x
        for layer, (z, inputs) in enumerate(work):
            self._layers[layer].forward(a, out=z)
            if inputs is not None:
                a = inputs
                self._activation.value(z, out=z)
                if masks:
                    np.multiply(z, masks[layer][..., : x.shape[-2], :], out=a[..., :-1])
                else:
                    a[..., :-1] = z * self._test_scale if self._test_scale is not None else z
        delta = self._delta(work[-1][0], y)
        delta *= self._step_size / x.shape[-2]
        for layer in reversed(range(len(work))):
            inputs = work[layer - 1][1] if layer else x
            step = delta
            if layer:
                value = work[layer - 1][0]
                delta = self._layers[layer].backward(delta)
                delta *= self._activation.slope(value)
                if masks:
                    delta *= masks[layer - 1][..., : x.shape[-2], :]
            self._layers[layer].update(inputs, step, self._rates)
        self.step += 1
