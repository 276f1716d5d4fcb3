import numpy as np
import pytest

from core.labs.weight_init.weighted_input import quantiles
from pages.weight_init import weighted_input

SDS = [0.0, 0.1, 1.2247, 22.383, 44.8]
RNG = np.random.default_rng(0)


def spread(sd, activation="sigmoid"):
    return weighted_input.spread(activation, quantiles(sd), sd * RNG.standard_normal(500))


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_pictures_of_the_spread_fill_their_height_and_go_no_higher(activation):
    for sd in SDS:
        for picture in spread(sd, activation).values():
            heights = picture.tables["d"][["theory", "sample"]].to_numpy()
            assert heights.max() == 1
            assert heights.min() >= 0


def test_the_axes_are_the_same_for_any_spread():
    first, *others = [{k: p.spec for k, p in spread(sd).items()} for sd in SDS]
    assert all(other == first for other in others)


def test_the_theory_of_z_is_the_bell():
    for view in ("far", "near"):
        table = spread(22.383)[view].tables["d"]
        bell = np.exp(-0.5 * (table["middle"] / 22.383) ** 2)
        found = table["theory"] / table["theory"].max()
        np.testing.assert_allclose(found, bell / bell.max(), atol=0.01)
