from dataclasses import replace
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.network.settings import Settings
from core.network.textbook import Parameters, evaluate, initialize
from core.network.trainer import Trainer
from core.runs import metrics
from tests.core.network.small import BASE, X, Y

WIDE = replace(BASE, hidden_layer_sizes=(4, 2))


def parameters(*biases):
    """Return a network that ignores its inputs: every z is the bias of its layer."""
    sizes = (7, 4, 2, 3)
    weights = [np.zeros(pair) for pair in pairwise(sizes)]
    return Parameters(weights, [np.full(n, b) for n, b in zip(sizes[1:], biases, strict=True)])


def test_a_sigmoid_is_saturated_from_a_hundredth_before_its_ends():
    for a, flat in ((0.0101, 0.0), (0.0099, 1.0), (0.9899, 0.0), (0.9901, 1.0)):
        z = np.log(a / (1 - a))
        assert metrics.saturated(WIDE, parameters(z, z, 0.0), X) == flat


@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy", "linear_quadratic"])
def test_stuck_is_the_share_of_outputs_at_the_wrong_end_and_a_linear_output_has_none(cost):
    far = np.log(0.991 / 0.009)  # σ = 0.991, and −far gives 0.009
    near = np.log(0.989 / 0.011)
    ones = Y.mean()
    for z, share in ((far, 1 - ones), (-far, ones), (near, 0), (-near, 0)):
        found = metrics.saturated_wrong(replace(WIDE, cost=cost), parameters(0, 0, z), X, Y)
        assert found == pytest.approx(0 if cost == "linear_quadratic" else share)


def test_the_size_of_the_weights_is_their_root_mean_square_without_biases():
    rng = np.random.default_rng(0)
    several = [rng.normal(size=shape) for shape in ((7, 4), (4, 3))]
    every = np.concatenate([w.ravel() for w in several])
    size = metrics.weight_size(BASE, Parameters(several, [np.full(4, 99.0), np.full(3, 99.0)]))
    assert size**2 == pytest.approx(np.var(every) + np.mean(every) ** 2)


SETTINGS = Settings(hidden_layer_sizes=(6,), random_state=1)
START = initialize(SETTINGS, X.shape[1], Y.shape[1], np.random.default_rng(1))


def test_the_spread_of_z_is_over_examples_and_neurons_of_the_first_layer():
    z = X @ START.weights[0] + START.biases[0]
    assert metrics.z_spread(SETTINGS, START, X) == pytest.approx(z.std())
    pixels = (255 * X).astype(np.uint8)
    assert metrics.z_spread(SETTINGS, START, pixels) == pytest.approx(z.std(), rel=0.01)


def test_the_size_of_input_weights_is_their_root_mean_square_on_the_chosen_inputs():
    parameters = Parameters([np.array([[3.0, -4.0], [0.0, 0.0], [1.0, 1.0]])], [np.zeros(2)])
    sizes = [
        metrics.input_weight_size(SETTINGS, parameters, np.array(inputs))
        for inputs in ([True, False, False], [False, True, False], [False, False, True])
    ]
    assert sizes == pytest.approx([12.5**0.5, 0, 1])


@given(kinds=st.lists(st.integers(-9, 9), min_size=1, max_size=12), seed=st.integers(0, 99))
def test_neurons_are_as_many_kinds_as_they_differ_in_whatever_their_order(kinds, seed):
    order = np.random.default_rng(seed).permutation(len(kinds))
    W = np.ones((4, 1)) * np.array(kinds, dtype=float)[order]
    alike = Parameters([W], [np.zeros(len(kinds))])
    assert metrics.distinct_neurons(alike, tolerance=0.05) == len(set(kinds))


def test_a_bias_tells_two_neurons_apart_and_a_trace_of_rounding_does_not():
    W = np.array([[1.0, 1.0, 1.000001]])
    assert metrics.distinct_neurons(Parameters([W], [np.zeros(3)])) == 1
    assert metrics.distinct_neurons(Parameters([W], [np.array([0.0, 0.5, 0.0])])) == 2
    assert metrics.distinct_neurons(Parameters([np.zeros((1, 3))], [np.zeros(3)])) == 1


COPY = Settings(hidden_layer_sizes=(), random_state=0)  # three inputs, each wired to its output
WIRES = Parameters([np.eye(3)], [np.zeros(3)])
IMAGES = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]], dtype=float)


def test_a_network_reads_the_class_whose_output_is_greatest():
    assert metrics.predictions(COPY, WIRES, IMAGES).tolist() == [1, 0, 2, 1]
    assert metrics.predictions(COPY, WIRES, (255 * IMAGES).astype(np.uint8)).tolist() == [
        1,
        0,
        2,
        1,
    ]


@pytest.mark.parametrize(
    ("told", "share"), [([1, 0, 2, 1], 1.0), ([1, 1, 1, 0], 0.25), ([0, 1, 0, 0], 0.0)]
)
def test_learned_by_heart_is_what_is_read_as_it_was_told(told, share):
    assert metrics.memorised(COPY, WIRES, IMAGES, np.array(told)) == share


def test_where_no_label_is_wrong_nothing_is_learned_by_heart():
    assert metrics.memorised(COPY, WIRES, IMAGES[:0], np.array([], dtype=int)) == 0


def test_read_as_is_the_share_of_images_that_are_read_so():
    network = initialize(BASE, 7, 3, np.random.default_rng(0))
    read = metrics.predictions(BASE, network, X)
    shares = [metrics.read_as(BASE, network, X, label) for label in range(3)]
    assert shares == [np.mean(read == label) for label in range(3)]
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"activation": "relu", "hidden_layer_sizes": (5, 4), "cost": "log_likelihood"},
        {"dropout": 0.5, "dropout_scaling": "test"},
        {"hidden_layer_sizes": (), "cost": "log_likelihood", "softmax_c": -2.0},
    ],
    ids=str,
)
def test_what_a_mark_measures_at_once_is_what_each_network_shows_alone(changes):
    several = [replace(BASE, l2=1.0, random_state=seed, **changes) for seed in range(3)]
    trainer = Trainer(several, X, Y)
    trainer.run(20)
    measures = {
        "wrong": partial(metrics.saturated_wrong, X=X, Y=Y),
        "sure": partial(metrics.confidence, X=X[:9]),
        "read": partial(metrics.read_as, X=X[3:], label=1),
        "z": partial(metrics.z_spread, X=X),
        "gradient": partial(metrics.gradient_sizes, X=X[:9], Y=Y[:9]),
    }
    if several[0].hidden_layer_sizes:
        measures |= {name: partial(getattr(metrics, name), X=X) for name in ("dead", "saturated")}
    records = metrics.learning(trainer, {"all": (X, Y), "some": (X[:9], Y[:9])}, **measures)
    for settings, own, record in zip(several, trainer.parameters, records, strict=True):
        for name, n in (("all", 53), ("some", 9)):
            score = evaluate(settings, own, X[:n], Y[:n], n_training=53)
            found = [record[f"cost {name}"], record["penalty"], record[f"accuracy {name}"]]
            assert found == pytest.approx(score[:3])
        for name, f in measures.items():
            assert record[name] == pytest.approx(f(settings, own))
