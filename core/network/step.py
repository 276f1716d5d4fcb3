"""One training step, forward, backward and update, over buffers and views that are made once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.arrays import Array
from core.network.functions import ACTIVATIONS, COSTS
from core.network.layer import Layer, rows_read
from core.network.minibatches import Minibatch
from core.network.rates import Rates
from core.network.settings import Settings


class Forward(NamedTuple):
    """What a layer of h neurons needs for m examples on the way forward; ([K,] m, h) and views."""

    matrix: Array
    read: Array  # the weighted inputs of all `rows_read`
    z: Array  # those of the m examples
    f: Array  # f(z), or the delta of the last layer
    output: Array  # ([K,] m, h + 1): f(z) times the dropout mask, and 1 for the next bias
    output_without_ones: Array


class Backward(NamedTuple):
    """What a layer needs on the way back: itself, and buffers of the layer below it."""

    layer: Layer
    inputs_transposed: Array
    f: Array  # of the layer below, as the next two
    slope: Array
    delta: Array


class Backpropagation:
    """The steps of one network, or of K at once: they change `matrices` and `velocities` in place.

    These are 2-D for one network, (K, …) for K; the first `n_dark` rows of the first are of inputs
    that are left out. It holds only views and buffers, nothing of the state of a run. The same
    step, in the words of the textbook, is `textbook.gradient`.
    """

    def __init__(
        self,
        settings: Settings,
        matrices: Sequence[Array],
        velocities: Sequence[Array],
        n_dark: int = 0,
    ) -> None:
        dark = [n_dark] + [0] * (len(matrices) - 1)
        self._layers = [Layer(*own) for own in zip(matrices, velocities, dark, strict=True)]
        self._product = np.dot if matrices[0].ndim == 2 else np.matmul  # dot is a little quicker
        self._activation = ACTIVATIONS[settings.activation]
        cost, c = COSTS[settings.cost], settings.softmax_c
        self._delta = cost.delta if c == 1 else lambda z, y, out: c * cost.delta(c * z, y)
        self._plans: dict[int, tuple[list[Forward], Forward, list[Backward]]] = {}

    def take_step(self, batch: Minibatch, masks: Sequence[Array], rates: Rates) -> None:
        """Learn from one mini-batch; `masks`, one a hidden layer, are empty without dropout."""
        product, value, slope = self._product, self._activation.value, self._activation.slope
        a, x_transposed, y = batch
        rows = y.shape[-2]
        hidden, last, back = self._plans.get(rows) or self._plan(rows)
        masks = [mask[..., :rows, :] for mask in masks]  # the last mini-batch may be smaller

        for number, (matrix, read, z, f, output, values) in enumerate(hidden):
            product(a, matrix, read)
            value(z, f)
            values[...] = f * masks[number] if masks else f
            a = output

        product(a, last.matrix, last.read)
        delta = self._delta(last.z, y, last.f)
        delta *= rates.step_sizes[rows]
        for layer, inputs_transposed, f, bend, below in back:
            product(delta, layer.weights_transposed, below)
            layer.update(inputs_transposed, delta, rates)
            delta = np.multiply(below, slope(f, bend), below)
            if masks:
                delta *= masks.pop()
        self._layers[0].update(x_transposed, delta, rates)

    def _plan(self, rows: int) -> tuple[list[Forward], Forward, list[Backward]]:
        """Make the buffers and views for mini-batches of so many rows."""
        forward, back = list[Forward](), list[Backward]()
        for layer in self._layers:
            *batch_shape, fan_in, fan_out = layer.matrix.shape
            n_read = rows if forward else rows_read(rows, fan_in * fan_out)
            read = np.empty((*batch_shape, n_read, fan_out), layer.matrix.dtype)
            output = np.ones((*batch_shape, rows, fan_out + 1), layer.matrix.dtype)
            z = read[..., :rows, :]
            if forward:
                below = forward[-1]
                buffers = below.f, np.empty_like(below.f), np.empty_like(below.f)
                back.insert(0, Backward(layer, below.output.swapaxes(-1, -2), *buffers))
            f = np.empty_like(z, order="C")
            forward.append(Forward(layer.matrix, read, z, f, output, output[..., :-1]))
        self._plans[rows] = forward[:-1], forward[-1], back
        return self._plans[rows]
