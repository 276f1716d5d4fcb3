"""K networks at one moment, and what they make of examples: all at once, and each pass but once."""

from collections.abc import Sequence

import numpy as np

from core.arrays import Array, as_float
from core.network.checks import check_inputs, check_targets
from core.network.dark_inputs import lit_part
from core.network.functions import ACTIVATIONS, COSTS
from core.network.penalties import l1_value, l2_value
from core.network.settings import Settings
from core.network.textbook import Parameters, Score, classify, read

NUMBERS = 2**16  # of a layer of all networks at a time: they stay in the cache
WORTH = 2**15  # weights of the first layers from which on it pays to leave dark inputs out


Place = tuple[object, ...]


class Member(Parameters):
    """The Parameters of one network of a Snapshot, which has passed the examples through it."""

    snapshot: "Snapshot"
    number: int

    def weighted_inputs(self, X: Array) -> list[Array]:
        """Return what `textbook.forward` does, (n, fan_out) for each layer."""
        return [z[self.number] for z in self.snapshot.weighted_inputs(X)]

    def outputs(self, X: Array) -> Array:
        """Return z of the last layer, (n, n_outputs)."""
        own: Array = self.snapshot.outputs(X)[self.number]
        return own

    def gradient_sizes(self, X: Array, Y: Array) -> list[float]:
        """Return the root mean square of ∂C/∂W of each layer."""
        sizes: list[float] = self.snapshot.gradient_sizes(X, Y)[self.number].tolist()
        return sizes


class Snapshot:
    """Networks of the `settings` of one trainer, each with its `parameters`.

    It remembers the arrays that it has seen, which must not change while it lives: one forward pass
    serves all measures of a mark. All raise ValueError for an impossible X or Y.
    """

    def __init__(self, settings: Sequence[Settings], parameters: Sequence[Parameters]) -> None:
        self._settings, self._parameters = settings, parameters
        self._first = np.hstack([own.weights[0] for own in parameters])  # one product does all K
        layers = zip(*(zip(*own, strict=True) for own in parameters), strict=True)
        self._layers = [[np.stack(arrays) for arrays in zip(*own, strict=True)] for own in layers]
        self._seen: dict[Place, tuple[Array, list[Array]]] = {}  # with X, so that it stays there
        self._sizes: dict[Place, tuple[Array, Array, Array]] = {}

    @property
    def members(self) -> list[Member]:
        """The networks one by one."""
        found = []
        for number, own in enumerate(self._parameters):
            member = Member(*own)
            member.snapshot, member.number = self, number
            found.append(member)
        return found

    def weighted_inputs(self, X: Array) -> list[Array]:
        """Return z of every layer, each (K, n, fan_out), for X (n, n_inputs), floats or pixels.

        As `textbook.forward` without masks. The first rows of what was seen need no pass.
        """
        return self._recall(X, every=True)

    def outputs(self, X: Array) -> Array:
        """Return z of the last layer alone, which takes less time and memory."""
        return self._recall(X, every=False)[-1]

    def _recall(self, X: Array, *, every: bool) -> list[Array]:
        n_layers = len(self._layers) if every else 1
        longest, zs = self._seen.get(_place(X), (X[:0], []))
        if len(X) > len(longest) or n_layers > len(zs):
            check_inputs(X, len(self._first))
            zs = self._pass(X, every=every)
            self._seen[_place(X)] = X, zs
        return [z[:, : len(X)] for z in zs]

    def scores(self, X: Array, Y: Array, n_training: int) -> list[Score]:
        """Return the Score of each network on X (n, n_inputs) and Y (n, n_outputs)."""
        first, z = self._settings[0], self.outputs(X)
        check_targets(Y, z.shape[1:], first.cost)
        if first.softmax_c != 1:
            z = first.softmax_c * z
        value, y = COSTS[first.cost].value, np.asfortranarray(Y)
        costs = [float(value(own, y).mean()) for own in z]  # one by one: they stay in the cache
        right = (_winners(z) if Y.shape[1] > 1 else read(first, z)) == classify(Y)
        shares = costs, self.penalties(n_training).tolist(), right.mean(axis=-1).tolist()
        return [Score(c, p, a, own) for c, p, a, own in zip(*shares, right, strict=True)]

    def gradient_sizes(self, X: Array, Y: Array) -> Array:
        """Return the root mean square of ∂C/∂W of the data cost, (K, layers), first layer first.

        As `textbook.gradient`, without dropout, for X (n, n_inputs), Y (n, n_outputs).
        """
        place = *_place(X), *_place(Y), len(X), len(Y)
        if place in self._sizes:
            return self._sizes[place][-1]
        first, K = self._settings[0], len(self._settings)
        f, c, n = ACTIVATIONS[first.activation], first.softmax_c, len(X)
        *hidden, z = self.weighted_inputs(X)
        check_targets(Y, z.shape[1:], first.cost)
        delta = c * COSTS[first.cost].delta(c * z, Y)
        sizes = []
        for z, (weights, _) in zip(hidden[::-1], self._layers[:0:-1], strict=True):
            a = f.value(z)
            sizes.append(_size(a.swapaxes(-1, -2) @ delta, (1, 2)))
            delta = (delta @ weights.swapaxes(-1, -2)) * f.slope(a)
        x, _ = lit_part(X)
        slopes = as_float(x).T @ delta.swapaxes(0, 1).reshape(n, -1)
        share = x.shape[1] / X.shape[1]  # what is left out is 0
        sizes.append(_size(slopes.reshape(len(slopes), K, -1), (0, 2)) * np.sqrt(share))
        self._sizes[place] = X, Y, np.array(sizes[::-1]).T / n
        return self._sizes[place][-1]

    def penalties(self, n_training: int) -> Array:
        """Return what the penalties of each network add to its cost, (K,)."""
        total = np.zeros(len(self._settings))
        for name, value in (("l2", l2_value), ("l1", l1_value)):
            strengths = np.array([getattr(s, name) for s in self._settings]) / n_training
            if strengths.any():
                for weights, _ in self._layers:
                    total += value(weights, strengths)
        return total

    def _pass(self, X: Array, *, every: bool) -> list[Array]:
        settings, K, n = self._settings, len(self._settings), len(X)
        value = ACTIVATIONS[settings[0].activation].value
        scales = np.array([1 - s.dropout if s.dropout_scaling == "test" else 1 for s in settings])
        (_, first_bias), *others = self._layers
        x, lit = lit_part(X) if self._first.size >= WORTH else (X, None)
        first = self._first if lit is None else self._first[lit]
        dtype, h = first.dtype, first_bias.shape[1]
        rows = max(1, min(n, NUMBERS // first.shape[1]))
        store = np.empty((n if every or not others else rows, K, h), dtype)
        spare = np.empty((rows, K, h), dtype)
        # An output lies in one piece for all examples: to sum over few numbers is slow.
        zs = [np.empty((K, b.shape[1], n), dtype) for _, b in others]
        for start in range(0, n, rows):
            part = slice(start, min(start + rows, n))
            z = store[part] if len(store) == n else store[: part.stop - start]
            np.matmul(as_float(x[part]), first, out=z.reshape(len(z), -1))
            z += first_bias
            a = value(z, spare[: len(z)]).transpose(1, 2, 0) if others else z
            for number, (weights, bias) in enumerate(others):
                if (scales != 1).any():
                    a = a * scales[:, None, None].astype(dtype)
                z = zs[number][..., part]
                np.matmul(weights.swapaxes(1, 2), a, out=z)
                z += bias[..., None]
                a = value(z) if number < len(others) - 1 else z
        if every or not others:
            zs.insert(0, store.transpose(1, 2, 0) if others else store.transpose(1, 2, 0).copy())
        return [z.swapaxes(1, 2) for z in (zs if every else zs[-1:])]


def _winners(z: Array) -> Array:
    """Return z.argmax(axis=-1), in half the time where each output lies in one piece."""
    best, winners = z[..., 0].copy(), np.zeros(z.shape[:-1], np.intp)
    for number in range(1, z.shape[-1]):
        np.putmask(winners, z[..., number] > best, number)
        np.maximum(best, z[..., number], out=best)
    return winners


def _size(array: Array, axes: tuple[int, int]) -> Array:
    # float64, for a network that is about to diverge has slopes whose squares float32 cannot hold
    return np.asarray(np.sqrt(np.square(array, dtype=float).mean(axis=axes)))


def _place(array: Array) -> Place:
    """Return where the first row lies: what begins there and is no longer holds the same rows."""
    if not isinstance(array, np.ndarray):
        return ()  # what is no array is never seen: it is refused
    return array.__array_interface__["data"][0], array.strides, array.dtype, array.shape[1:]
