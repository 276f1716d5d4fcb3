"""What the page about other neurons says of learning, on the data that it shows by default."""

import numpy as np
import pytest

from core.labs.activations import lab
from core.labs.activations.measured import ran

CHANCE = 0.2


@pytest.fixture(autouse=True, scope="module")
def forget():
    """Forget the runs at the end: they are many."""
    yield
    ran.cache_clear()


def found(*scene):
    """Return what the five networks of a scene showed."""
    return lab.arm(ran(*scene), scene[0])


def networks(measure, *scene, mark=-1):
    """Return a measure of each network at a mark, one of 41."""
    records = ran(*scene).records
    step = sorted({record["step"] for record in records})[mark]
    return np.array([record[measure] for record in records if record["step"] == step])


def test_in_one_layer_tanh_relu_and_sigmoid_end_close_together():
    ends = [found(f, "he", 0.05).accuracy for f in ("tanh", "relu", "sigmoid")]
    assert np.ptp(ends) < 0.03


@pytest.mark.parametrize("eta", [0.05, 0.5, 2])
def test_five_layers_of_sigmoids_stay_at_chance(eta):
    assert max(networks("accuracy validation", "sigmoid", "he", eta, 5)) < CHANCE


@pytest.mark.parametrize("eta", [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2])
def test_from_larger_weights_five_layers_of_relus_diverge(eta):
    assert found("relu", "standard", eta, 5).diverged == 5


@pytest.mark.parametrize("start", ["standard", "he"])
def test_at_a_rate_of_2_all_30_relus_die_in_every_network(start):
    assert min(networks("dead", "relu", start, 2)) == 1


def test_a_small_rate_and_hes_start_keep_most_relus_alive_and_read_well():
    assert found("relu", "he", 0.01).dead <= 6
    assert found("relu", "he", 0.01).accuracy > 0.91
    assert found("relu", "standard", 0.01).accuracy < 0.90


def test_in_later_layers_dead_relus_come_back():
    scene = ("relu", "he", 0.05, 5, 1.0)
    assert (networks("dead", *scene) < 0.5 * networks("dead", *scene, mark=0)).all()
    assert found(*scene).dead < 0.5 * found(*scene).born


def test_leaky_relus_do_not_die_but_at_a_rate_of_2_two_or_three_of_five_networks_diverge():
    arm = found("leaky_relu", "he", 2)
    assert arm.diverged in (2, 3)
    assert arm.dead == 0


def test_tanh_is_saturated_from_larger_weights_and_hardly_ever_from_hes_start():
    assert min(networks("saturated", "tanh", "standard", 0.1)) > 0.85
    assert max(networks("saturated", "tanh", "he", 0.1, mark=0)) < 0.005
