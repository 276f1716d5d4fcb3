"""One training step, forward, backward and update, over buffers and views that are made once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.arrays import Array
from core.network.functions import ACTIVATIONS, COSTS
from core.network.layer import Layer
from core.network.minibatches import Batch
from core.network.rates import Rates
from core.network.settings import Settings


class Hidden(NamedTuple):
    """Buffers of a hidden layer: z, later f(z); what it passes on; that without its 1; transposed.

    What it passes on are its values, masked, and a last column of ones for the next bias.
    """

    z: Array
    passed: Array
    values: Array
    passed_transposed: Array


class Machine:
    """Changes `matrices` and `velocities` in place, for one network or for K at once.

    It holds only views and buffers, nothing of the state of a run. The same step, in the
    words of the textbook, is `network.gradient`.
    """

    def __init__(
        self, settings: Settings, matrices: Sequence[Array], velocities: Sequence[Array]
    ) -> None:
        self._layers = [Layer(*pair) for pair in zip(matrices, velocities, strict=True)]
        self._product = np.dot if matrices[0].ndim == 2 else np.matmul  # dot is a little quicker
        self._activation = ACTIVATIONS[settings.activation]
        cost, c = COSTS[settings.cost], settings.softmax_c
        self._delta = cost.delta if c == 1 else lambda z, y: c * cost.delta(c * z, y)
        self._buffers: dict[int, list[Hidden]] = {}

    def learn(self, batch: Batch, masks: Sequence[Array], rates: Rates) -> None:
        """Take one step; `masks` may be empty."""
        product, layers, activation = self._product, self._layers, self._activation
        rows = batch.y.shape[-2]
        hidden = self._buffers.get(rows) or self._hidden(rows)
        if masks:
            masks = [mask[..., :rows, :] for mask in masks]  # the last mini-batch may be smaller

        a = batch.x
        for number, layer in enumerate(hidden):
            z = product(a, layers[number].matrix, layer.z)
            activation.value(z, z)
            layer.values[...] = z * masks[number] if masks else z
            a = layer.passed

        delta = self._delta(product(a, layers[-1].matrix), batch.y)
        delta *= rates.step_sizes[rows]
        for number in range(len(hidden), 0, -1):
            below = hidden[number - 1]
            back = product(delta, layers[number].weights_transposed)
            layers[number].update(below.passed_transposed, delta, rates)
            back *= activation.slope(below.z)
            if masks:
                back *= masks[number - 1]
            delta = back
        layers[0].update(batch.x_transposed, delta, rates)

    def _hidden(self, rows: int) -> list[Hidden]:
        self._buffers[rows] = []
        for layer in self._layers[:-1]:
            *company, _, fan_out = layer.matrix.shape
            passed = np.ones((*company, rows, fan_out + 1), layer.matrix.dtype)
            z, values = np.empty_like(passed[..., :-1], order="C"), passed[..., :-1]
            self._buffers[rows].append(Hidden(z, passed, values, passed.swapaxes(-1, -2)))
        return self._buffers[rows]
