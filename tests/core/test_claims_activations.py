"""What the page about other neurons says of learning, on the data that it shows by default."""

from functools import lru_cache, partial

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from core import measures, monitoring
from core.data import digits
from core.experiment import compare
from core.settings import Settings

SPLIT = digits(n_training=500)
X, Y = SPLIT.training.X, SPLIT.training.Y
CHANCE = 0.2


@lru_cache(maxsize=64)
def ran(activation, start, eta, depth=1, bias_sd=0.0):
    """Return what five networks are: each measure as (start, epoch 2, end) by five networks.

    "lost" is how many of them ran away.
    """
    settings = Settings(
        hidden_layer_sizes=(30,) * depth,
        activation=activation,
        cost="log_likelihood",
        weight_init=start,
        bias_sd=bias_sd,
        learning_rate=eta,
        epochs=20,
        random_state=0,
    )
    measure = partial(
        monitoring.learning,
        sets={"new": (SPLIT.validation.X, SPLIT.validation.Y)},
        dead=partial(measures.dead, X=X),
        saturated=partial(measures.saturated, X=X),
        gradient=partial(measures.gradient_sizes, X=X[:200], Y=Y[:200]),
    )
    with threadpool_limits(1):
        run = compare({activation: settings}, X, Y, measure, most=1, also=(100,))
        while not run.done:
            run.advance_to_mark()
    steps = (0, 100, 1000)
    table = {
        name: [[r[name] for r in run.records if r["step"] == step] for step in steps]
        for name in ("accuracy new", "dead", "saturated", "gradient")
    }
    ends = run.trainers[activation].diverged
    return table | {"lost": sum(end is not None for end in ends)}


def accuracy(*scene, when=-1):
    """Return the median accuracy on new digits, in %."""
    return 100 * np.median(ran(*scene)["accuracy new"][when])


def reach(activation):
    """Return how many times the first layer's gradient the last one's is, before the first step."""
    first, *_, last = np.median(ran(activation, "he", 0.05, 5)["gradient"][0], axis=0)
    return last / first


def test_in_one_layer_tanh_and_relu_lead_early_and_at_the_end_all_are_close():
    early = [accuracy(f, "he", 0.05, when=1) for f in ("tanh", "relu", "sigmoid")]
    np.testing.assert_allclose(early, [88, 77, 55], atol=1)
    ends = [accuracy(f, "he", 0.05) for f in ("tanh", "relu", "sigmoid")]
    assert np.ptp(ends) < 3


def test_in_one_layer_sigmoids_with_ten_times_the_rate_end_ahead_of_relus():
    assert accuracy("sigmoid", "he", 0.5) == pytest.approx(95, abs=0.5)
    assert accuracy("relu", "he", 0.05) == pytest.approx(93, abs=0.5)


def test_before_the_first_step_the_gradient_fades_over_five_layers_of_sigmoids_alone():
    assert reach("sigmoid") == pytest.approx(880, rel=0.01)
    assert reach("relu") == pytest.approx(1.5, abs=0.05)
    assert reach("tanh") == pytest.approx(1.6, abs=0.05)


@pytest.mark.parametrize("eta", [0.05, 0.5, 2])
def test_five_layers_of_sigmoids_stay_at_chance(eta):
    assert max(ran("sigmoid", "he", eta, 5)["accuracy new"][-1]) < CHANCE


def test_five_layers_of_tanh_or_relu_learn():
    assert accuracy("tanh", "he", 0.05, 5) == pytest.approx(95, abs=0.6)
    assert accuracy("relu", "he", 0.05, 5) == pytest.approx(91, abs=0.6)


def test_from_larger_weights_five_layers_of_sigmoids_learn_and_some_are_saturated():
    scene = ("sigmoid", "standard", 0.5, 5)
    assert accuracy(*scene) == pytest.approx(90, abs=0.6)
    assert np.median(ran(*scene)["saturated"][0]) == pytest.approx(0.26, abs=0.005)


@pytest.mark.parametrize("eta", [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2])
def test_from_larger_weights_five_layers_of_relus_run_away(eta):
    assert ran("relu", "standard", eta, 5)["lost"] == 5


@pytest.mark.parametrize("start", ["standard", "he"])
def test_at_a_rate_of_2_all_30_relus_die_in_every_network(start):
    assert min(ran("relu", start, 2)["dead"][-1]) == 1


def test_a_small_rate_and_hes_start_keep_most_relus_alive_and_read_well():
    assert 30 * np.median(ran("relu", "he", 0.01)["dead"][-1]) <= 6
    assert accuracy("relu", "he", 0.01) > 91
    assert accuracy("relu", "standard", 0.01) < 90


def test_biases_as_wide_as_the_books_kill_relus_before_the_first_step():
    born = [30 * np.median(ran("relu", "he", 0.05, 1, sd)["dead"][0]) for sd in (0.0, 1.0)]
    assert born == [3, 11]


def test_in_later_layers_dead_relus_come_back():
    begun, _, ended = 150 * np.array(ran("relu", "he", 0.05, 5, 1.0)["dead"])
    assert (ended < 0.5 * begun).all()
    assert [np.median(begun), np.median(ended)] == [57, 23]


def test_leaky_relus_do_not_die_but_at_a_rate_of_2_three_of_five_networks_run_away():
    found = ran("leaky_relu", "he", 2)
    assert found["lost"] == 3
    assert np.max(found["dead"][1]) == 0


def test_from_larger_weights_tanh_is_more_saturated_than_sigma_and_reads_less():
    tanh, sigma = (ran(f, "standard", 0.1)["saturated"] for f in ("tanh", "sigmoid"))
    assert np.median(tanh[0]) == pytest.approx(0.82, abs=0.005)
    assert np.median(sigma[0]) == pytest.approx(0.66, abs=0.005)
    assert min(tanh[-1]) > 0.85
    ends = [accuracy(f, "standard", 0.1) for f in ("tanh", "sigmoid")]
    np.testing.assert_allclose(ends, [84, 87], atol=0.6)


def test_from_hes_start_hardly_a_tanh_is_saturated_and_it_reads_well():
    assert np.max(ran("tanh", "he", 0.1)["saturated"][0]) < 0.005
    assert accuracy("tanh", "he", 0.1) == pytest.approx(95, abs=0.5)
