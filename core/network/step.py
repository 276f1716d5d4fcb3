"""One training step, forward, backward and update, over buffers and views that are made once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.arrays import Array
from core.network.functions import ACTIVATIONS, COSTS
from core.network.layer import Layer
from core.network.minibatches import Minibatch
from core.network.rates import Rates
from core.network.settings import Settings


class HiddenBuffers(NamedTuple):
    """Where a hidden layer of h neurons puts its numbers for m examples; ([K,] m, h) and views."""

    z: Array  # the weighted inputs, then f(z) in their place
    output: Array  # ([K,] m, h + 1): f(z) times the dropout mask, and 1 for the next bias
    output_without_ones: Array
    output_transposed: Array


class Backpropagation:
    """The steps of one network, or of K at once: they change `matrices` and `velocities` in place.

    These are 2-D for one network, (K, …) for K. It holds only views and buffers, nothing of the
    state of a run. The same step, in the words of the textbook, is `textbook.gradient`.
    """

    def __init__(
        self, settings: Settings, matrices: Sequence[Array], velocities: Sequence[Array]
    ) -> None:
        self._layers = [Layer(*pair) for pair in zip(matrices, velocities, strict=True)]
        self._product = np.dot if matrices[0].ndim == 2 else np.matmul  # dot is a little quicker
        self._activation = ACTIVATIONS[settings.activation]
        cost, c = COSTS[settings.cost], settings.softmax_c
        self._delta = cost.delta if c == 1 else lambda z, y: c * cost.delta(c * z, y)
        self._buffers: dict[int, list[HiddenBuffers]] = {}

    def take_step(self, batch: Minibatch, masks: Sequence[Array], rates: Rates) -> None:
        """Learn from one mini-batch; `masks`, one a hidden layer, are empty without dropout."""
        product, layers, activation = self._product, self._layers, self._activation
        rows = batch.y.shape[-2]
        hidden = self._buffers.get(rows) or self._make_buffers(rows)
        if masks:
            masks = [mask[..., :rows, :] for mask in masks]  # the last mini-batch may be smaller

        a = batch.x
        for number, layer in enumerate(hidden):
            z = product(a, layers[number].matrix, layer.z)
            activation.value(z, z)
            layer.output_without_ones[...] = z * masks[number] if masks else z
            a = layer.output

        delta = self._delta(product(a, layers[-1].matrix), batch.y)
        delta *= rates.step_sizes[rows]
        for number in range(len(hidden), 0, -1):
            below = hidden[number - 1]
            back = product(delta, layers[number].weights_transposed)
            layers[number].update(below.output_transposed, delta, rates)
            back *= activation.slope(below.z)
            if masks:
                back *= masks[number - 1]
            delta = back
        layers[0].update(batch.x_transposed, delta, rates)

    def _make_buffers(self, rows: int) -> list[HiddenBuffers]:
        self._buffers[rows] = []
        for layer in self._layers[:-1]:
            *batch_shape, _, fan_out = layer.matrix.shape
            output = np.ones((*batch_shape, rows, fan_out + 1), layer.matrix.dtype)
            values = output[..., :-1]
            z = np.empty_like(values, order="C")
            self._buffers[rows].append(HiddenBuffers(z, output, values, output.swapaxes(-1, -2)))
        return self._buffers[rows]
