import numpy as np
import pytest

from core.labs.weight_init.weighted_input import quantiles
from pages.weight_init import cloud, weighted_input

SDS = [0.0, 0.1, 1.2247, 22.383, 44.8]
RNG = np.random.default_rng(0)


def bell(sd):
    return weighted_input.bell(quantiles(sd), sd * RNG.standard_normal(500))


def test_the_picture_of_the_spread_fills_its_height_and_goes_no_higher_on_the_same_axes():
    for sd in SDS:
        heights = bell(sd).tables["d"][["theory", "sample"]].to_numpy()
        assert heights.max() == 1
        assert heights.min() >= 0
        assert bell(sd).spec == bell(0.0).spec


def test_the_theory_of_z_is_the_bell():
    table = bell(22.383).tables["d"]
    shape = np.exp(-0.5 * (table["middle"] / 22.383) ** 2)
    found = table["theory"] / table["theory"].max()
    np.testing.assert_allclose(found, shape / shape.max(), atol=0.01)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_a_cloud_falls_from_z_to_the_output_and_stays_within_the_axes(activation):
    z = np.array([-1000.0, -3, 0, 0.5, 3, 1000])
    table = cloud.cloud(activation, z, ("z", "a", "slope")).tables["d"]
    low, high = cloud.OUTPUTS[activation]
    outside = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
        "relu": lambda z: np.maximum(z, 0),
    }[activation]
    np.testing.assert_allclose(table["a"], outside(z.clip(*cloud.Z)), atol=1e-9)
    assert table["z"].tolist() == z.clip(*cloud.Z).tolist()
    assert table["a"].between(low, high).all()
    assert (table["below"] < low).all()
    assert (table["beside"] < cloud.Z[0]).all()
    assert table["slope"].iloc[0] == pytest.approx(0)
