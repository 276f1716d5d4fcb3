"""K networks at once are what the textbook makes of each of them."""

from dataclasses import replace

import numpy as np
import pytest

from core import arrays
from core.network import dark_inputs, snapshot
from core.network.functions import ACTIVATIONS, COSTS
from core.network.snapshot import Snapshot
from core.network.textbook import evaluate, forward, gradient, initialize
from tests.core.network.small import BASE, DIM, LABELS, X, Y

CHANGES = [
    *({"activation": name} for name in ACTIVATIONS),
    *({"cost": name} for name in COSTS),
    *({"hidden_layer_sizes": sizes} for sizes in [(), (5, 4), (5, 4, 3)]),
    *({"dropout": 0.4, "dropout_scaling": scaling} for scaling in ("test", "none", "inverted")),
    *({"cost": "log_likelihood", "softmax_c": c} for c in (2.0, 0.0, -1.0)),
    {"l1": 2.0, "l2": 3.0},
]


def several(changes):
    """Return three settings and starts; the third has its penalties and dropout for itself."""
    settings = [replace(BASE, **changes) for _ in range(3)]
    settings[2] = replace(settings[2], l2=7.0, dropout=settings[2].dropout / 2)
    rngs = [np.random.default_rng(seed) for seed in range(3)]
    return settings, [initialize(s, 7, 3, r) for s, r in zip(settings, rngs, strict=True)]


@pytest.fixture(params=[(2**20, 0), (10, 2**20)], ids=["at once", "by blocks"])
def blocks(request, monkeypatch):
    """Let all examples pass at once, or a few at a time; leave dark inputs out, or not."""
    monkeypatch.setattr(snapshot, "NUMBERS", request.param[0])
    monkeypatch.setattr(snapshot, "WORTH", request.param[1])


@pytest.mark.usefixtures("blocks")
@pytest.mark.parametrize("examples", [X, DIM], ids=["lit", "some inputs dark"])
@pytest.mark.parametrize("changes", CHANGES, ids=str)
def test_weighted_inputs_and_scores_are_those_of_the_textbook(changes, examples):
    settings, networks = several(changes)
    ours = Snapshot(settings, networks)
    scores = ours.scores(examples, Y, 50)
    for k, (one, own) in enumerate(zip(settings, networks, strict=True)):
        zs = forward(one, own, examples)
        np.testing.assert_allclose(ours.outputs(examples)[k], zs[-1], atol=1e-12)
        for z, expected in zip(ours.weighted_inputs(examples), zs, strict=True):
            np.testing.assert_allclose(z[k], expected, atol=1e-12)
        expected = evaluate(one, own, examples, Y, n_training=50)
        np.testing.assert_allclose(scores[k][:3], expected[:3], atol=1e-12)
        np.testing.assert_array_equal(scores[k].right, expected.right)


@pytest.mark.parametrize("examples", [X, DIM], ids=["lit", "some inputs dark"])
@pytest.mark.parametrize("changes", [c for c in CHANGES if "dropout" not in c], ids=str)
def test_gradient_sizes_are_those_of_the_textbook(changes, examples):
    settings, networks = several(changes)
    ours = Snapshot(settings, networks).gradient_sizes(examples, Y)
    for k, (one, own) in enumerate(zip(settings, networks, strict=True)):
        slopes = gradient(one, own, examples, Y).weights
        expected = [np.sqrt(np.mean(slope**2)) for slope in slopes]
        np.testing.assert_allclose(ours[k], expected, atol=1e-12)


def test_pixels_pass_as_their_255th_parts():
    settings, networks = several({})
    pixels = (255 * DIM).round().astype(np.uint8)
    ours, theirs = (Snapshot(settings, networks).outputs(x) for x in (pixels, pixels / 255))
    np.testing.assert_allclose(ours, theirs, atol=1e-6)


@pytest.mark.parametrize("hidden", [(), (5,), (5, 4)])
def test_of_no_examples_there_are_no_outputs(hidden):
    ours = Snapshot(*several({"hidden_layer_sizes": hidden}))
    assert ours.outputs(X[:0]).shape == (3, 0, 3)
    assert [z.shape for z in ours.weighted_inputs(X[:0])][-1] == (3, 0, 3)


def test_what_was_seen_passes_once_and_so_do_its_first_rows(monkeypatch):
    settings, networks = several({})
    ours, passes = Snapshot(settings, networks), []
    one_pass = Snapshot._pass
    counted = lambda self, x, every: passes.append(len(x)) or one_pass(self, x, every=every)  # noqa: E731
    monkeypatch.setattr(Snapshot, "_pass", counted)
    ours.weighted_inputs(X)
    for x in (X, X[:20]):
        ours.scores(x, Y[: len(x)], 50)
        np.testing.assert_allclose(
            ours.outputs(x)[1], forward(settings[1], networks[1], x)[-1], atol=1e-12
        )
    assert passes == [53]
    ours.outputs(X[5:])
    ours.outputs(X[::2])
    ours.outputs(X[:, ::-1])
    assert passes == [53, 48, 27, 53]
    with pytest.raises(ValueError, match=r"X of shape \(53, 6\)"):  # though it begins there
        ours.outputs(X[:, :6])


def test_only_of_what_cannot_change_the_lit_part_is_remembered():
    frozen, lit_up, free = DIM.copy(), X.copy(), DIM.copy()
    for array in (frozen, lit_up):
        array.setflags(write=False)
        for _ in range(2):
            assert (dark_inputs.lit_part(array)[0] is array) == (array is lit_up)
    for x in (frozen, free):
        part, lit = dark_inputs.lit_part(x)
        assert lit.tolist() == [1, 4, 5]
        np.testing.assert_array_equal(part, x[:, lit])
    assert dark_inputs.lit_part(frozen)[0] is dark_inputs.lit_part(frozen)[0]
    free[...] = X
    assert dark_inputs.lit_part(free)[0] is free
    known = {id(frozen), id(lit_up)}
    del frozen, lit_up, array, x, part
    assert not known & {number for _, number in arrays._KNOWN}


def test_an_answer_is_read_from_z_where_outputs_round_to_1():
    settings = replace(BASE, hidden_layer_sizes=())
    (network,) = [initialize(settings, 7, 3, np.random.default_rng(0))]
    network.weights[0][...] = 0
    network.biases[0][...] = [100.0, 200.0, 0.0]
    (score,) = Snapshot([settings], [network]).scores(X, Y, 53)
    np.testing.assert_array_equal(score.right, LABELS == 1)
