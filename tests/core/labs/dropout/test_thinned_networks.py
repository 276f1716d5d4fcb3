from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from core.labs.dropout.thinned_networks import answers, median_outputs, spread, thin
from core.network.settings import Settings
from core.network.textbook import forward, initialize, predict
from core.network.trainer import Trainer
from tests.core.network.small import X as EXAMPLES
from tests.core.network.small import Y as TARGETS

H = 7
SCALINGS = ["inverted", "test", "none"]
PROBABILITIES = st.sampled_from([0.1, 0.2, 0.5, 0.8])
SETTINGS = Settings(hidden_layer_sizes=(H,), dropout=0.5, dropout_scaling="test")


def network(seed, n_inputs=4):
    """Return the parameters of a network with weights as large as after training, and one input."""
    rng = np.random.default_rng(seed)
    parameters = initialize(replace(SETTINGS, weight_init="standard"), n_inputs, 3, rng)
    return parameters, rng.random(n_inputs)


@pytest.mark.parametrize("scaling", SCALINGS)
@given(p=PROBABILITIES, seed=st.integers(0, 99))
def test_z_over_all_thinned_networks_has_the_mean_of_the_rescaled_full_one_and_this_spread(
    scaling, p, seed
):
    settings = replace(SETTINGS, dropout=p, dropout_scaling=scaling)
    parameters, x = network(seed)
    kept = np.array(list(product([0.0, 1.0], repeat=H)))  # all 2^H masks
    likely = np.prod(np.where(kept, 1 - p, p), axis=1)
    scale = 1 / (1 - p) if scaling == "inverted" else 1
    said = answers(settings, parameters, x, [scale * kept])
    z, mean = said["thinned"][0], said["rescaled"][0]
    np.testing.assert_allclose(likely @ z, mean, rtol=0, atol=1e-12)
    deviation = np.sqrt(likely @ np.square(z - mean))
    np.testing.assert_allclose(spread(settings, parameters, x), deviation, rtol=1e-9)


def test_a_thinned_network_is_the_network_without_its_dropped_neurons():
    parameters, x = network(3)
    masks = thin(SETTINGS, 50, np.random.default_rng(0))
    z, a = answers(SETTINGS, parameters, x, masks)["thinned"]
    np.testing.assert_allclose(a, expit(z), rtol=1e-12)
    for row, mask in zip(z, masks[0], strict=True):
        kept = mask > 0
        W, V = parameters.weights[0][:, kept], parameters.weights[1][kept]
        hidden = expit(x @ W + parameters.biases[0][kept])
        np.testing.assert_allclose(row, hidden @ V + parameters.biases[1], rtol=1e-9)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_the_mean_is_of_these_networks_and_the_last_answer_is_of_the_network_in_use(scaling):
    settings = replace(SETTINGS, dropout_scaling=scaling)
    parameters, x = network(4)
    said = answers(settings, parameters, x, thin(settings, 50, np.random.default_rng(0)))
    for thinned, mean in zip(said["thinned"], said["mean"], strict=True):
        np.testing.assert_allclose(mean, thinned.mean(axis=0), rtol=1e-12)
    assert list(said)[-1] == ("forgotten" if scaling == "none" else "rescaled")
    z, a = list(said.values())[-1]
    np.testing.assert_array_equal(z, forward(settings, parameters, x[None])[-1][0])
    np.testing.assert_array_equal(a, predict(settings, parameters, x[None])[0])


@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.8])
def test_thinned_networks_keep_the_share_that_they_should_and_each_its_own(p):
    settings = replace(SETTINGS, hidden_layer_sizes=(100,), dropout=p)
    (masks,) = thin(settings, 50, np.random.default_rng(1))
    assert masks.shape == (50, 100)
    assert abs(masks.mean() - (1 - p)) < 4 * np.sqrt(p * (1 - p) / masks.size) + 1e-12
    assert len(np.unique(masks, axis=0)) == (50 if p else 1)


def test_the_outputs_are_medians_of_the_size_of_z_and_of_the_share_at_either_end():
    networks = [network(seed, n_inputs=7)[0] for seed in range(3)]
    sizes, shares = [], []
    for parameters in networks:
        parameters.weights[1][...] *= 20
        z = forward(SETTINGS, parameters, EXAMPLES)[-1]
        ends = (expit(z) < 0.01, expit(z) > 0.99)
        assert all(0 < end.mean() < 1 for end in ends)
        sizes.append(np.linalg.norm(z) / np.sqrt(z.size))
        shares.append(np.mean(ends[0] | ends[1]))
    found = median_outputs(SETTINGS, networks, EXAMPLES)
    assert found == pytest.approx((np.median(sizes), np.median(shares)))
    assert np.isnan(median_outputs(SETTINGS, [], EXAMPLES)).all()


@pytest.mark.parametrize(("mask", "rows"), [("batch", 1), ("example", 10)])
@pytest.mark.parametrize("networks", [1, 2])
def test_a_trainer_shows_the_masks_of_its_newest_step_and_they_differ(mask, rows, networks):
    several = [
        Settings(hidden_layer_sizes=(30,), dropout=0.5, dropout_mask=mask, random_state=seed)
        for seed in range(networks)
    ]
    trainer = Trainer(several if networks > 1 else several[0], EXAMPLES, TARGETS)
    seen = []
    assert trainer.masks == []
    for _ in range(20):
        trainer.run(1)
        (newest,) = trainer.masks
        assert newest.shape == (networks, rows, 30)
        seen.append(newest.copy())
    drawn = np.array(seen).reshape(-1, 30)
    assert len(np.unique(drawn, axis=0)) == len(drawn)
