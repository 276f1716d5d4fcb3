"""What the page about other neurons says of learning, on the data that it shows by default."""

from functools import lru_cache

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from core.labs.activations import lab

CHANCE = 0.2


@lru_cache(maxsize=64)
def ran(activation, start, eta, depth=1, bias_sd=0.0):
    """Return the finished run of five networks, with those of one activation alone."""
    with threadpool_limits(1):
        run = lab.experiment(
            data="digits",
            n_training=500,
            learning_rates={activation: eta},
            hidden_layer_sizes=(30,) * depth,
            weight_init=start,
            bias_sd=bias_sd,
            epochs=20,
            random_state=0,
        )
        run.advance(float("inf"))
    return run


def found(*scene):
    """Return the medians of a scene."""
    return lab.findings(ran(*scene), scene[0])


def networks(measure, *scene, mark=-1):
    """Return a measure of each network at a mark, one of 41."""
    records = ran(*scene).records
    step = sorted({record["step"] for record in records})[mark]
    return np.array([record[measure] for record in records if record["step"] == step])


def lost(*scene):
    """Return how many of the five networks ran away."""
    (trainer,) = ran(*scene).trainers.values()
    return sum(end is not None for end in trainer.diverged)


def right(*scene, when="right"):
    """Return the median accuracy on new digits, in %."""
    return 100 * found(*scene)[when]


def test_in_one_layer_tanh_and_relu_lead_early_and_at_the_end_all_are_close():
    early = [right(f, "he", 0.05, when="early") for f in ("tanh", "relu", "sigmoid")]
    np.testing.assert_allclose(early, [88, 77, 55], atol=1)
    ends = [right(f, "he", 0.05) for f in ("tanh", "relu", "sigmoid")]
    assert np.ptp(ends) < 3


def test_in_one_layer_sigmoids_with_ten_times_the_rate_end_ahead_of_relus():
    assert right("sigmoid", "he", 0.5) == pytest.approx(95, abs=0.5)
    assert right("relu", "he", 0.05) == pytest.approx(93, abs=0.5)


def test_before_the_first_step_the_gradient_fades_over_five_layers_of_sigmoids_alone():
    fades = [found(f, "he", 0.05, 5)["fade"] for f in ("sigmoid", "relu", "tanh")]
    assert fades[0] == pytest.approx(880, rel=0.01)
    assert fades[1] == pytest.approx(1.5, abs=0.05)
    assert fades[2] == pytest.approx(1.6, abs=0.05)


@pytest.mark.parametrize("eta", [0.05, 0.5, 2])
def test_five_layers_of_sigmoids_stay_at_chance(eta):
    assert max(networks("accuracy validation", "sigmoid", "he", eta, 5)) < CHANCE


def test_five_layers_of_tanh_or_relu_learn():
    assert right("tanh", "he", 0.05, 5) == pytest.approx(95, abs=0.6)
    assert right("relu", "he", 0.05, 5) == pytest.approx(91, abs=0.6)


def test_from_larger_weights_five_layers_of_sigmoids_learn_and_some_are_saturated():
    scene = ("sigmoid", "standard", 0.5, 5)
    assert right(*scene) == pytest.approx(90, abs=0.6)
    assert found(*scene)["start"] == pytest.approx(0.26, abs=0.005)


@pytest.mark.parametrize("eta", [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2])
def test_from_larger_weights_five_layers_of_relus_run_away(eta):
    assert lost("relu", "standard", eta, 5) == 5


@pytest.mark.parametrize("start", ["standard", "he"])
def test_at_a_rate_of_2_all_30_relus_die_in_every_network(start):
    assert min(networks("dead", "relu", start, 2)) == 1


def test_a_small_rate_and_hes_start_keep_most_relus_alive_and_read_well():
    assert found("relu", "he", 0.01)["dead"] <= 6
    assert right("relu", "he", 0.01) > 91
    assert right("relu", "standard", 0.01) < 90


def test_biases_as_wide_as_the_books_kill_relus_before_the_first_step():
    born = [found("relu", "he", 0.05, 1, sd)["born"] for sd in (0.0, 1.0)]
    assert born == [3, 11]


def test_in_later_layers_dead_relus_come_back():
    scene = ("relu", "he", 0.05, 5, 1.0)
    assert (networks("dead", *scene) < 0.5 * networks("dead", *scene, mark=0)).all()
    assert [found(*scene)[when] for when in ("born", "dead")] == [57, 23]


def test_leaky_relus_do_not_die_but_at_a_rate_of_2_three_of_five_networks_run_away():
    scene = ("leaky_relu", "he", 2)
    assert lost(*scene) == 3
    assert max(networks("dead", *scene, mark=4)) == 0
    with pytest.raises(ValueError, match="'leaky_relu' has no medians"):
        found(*scene)


def test_from_larger_weights_tanh_is_more_saturated_than_sigma_and_reads_less():
    starts = [found(f, "standard", 0.1)["start"] for f in ("tanh", "sigmoid")]
    np.testing.assert_allclose(starts, [0.82, 0.66], atol=0.005)
    assert min(networks("saturated", "tanh", "standard", 0.1)) > 0.85
    ends = [right(f, "standard", 0.1) for f in ("tanh", "sigmoid")]
    np.testing.assert_allclose(ends, [84, 87], atol=0.6)


def test_from_hes_start_hardly_a_tanh_is_saturated_and_it_reads_well():
    assert max(networks("saturated", "tanh", "he", 0.1, mark=0)) < 0.005
    assert right("tanh", "he", 0.1) == pytest.approx(95, abs=0.5)
