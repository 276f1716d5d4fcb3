from dataclasses import replace

import numpy as np
import pytest

from core.labs.momentum.optimisers import OPTIMISERS, RUNAWAY, Walker, measure, newton
from core.labs.momentum.surfaces import surface
from core.network.settings import Settings
from core.network.textbook import Parameters
from core.network.trainer import Trainer

BOWL = surface("bowl", 20)


def walked(name, ground=BOWL, eta=0.3, mu=0.8, steps=40, **more):
    walker = Walker(name, ground, eta, mu, **more)
    walker.run(steps)
    return walker


def test_momentum_is_the_momentum_of_the_trainer():
    # A neuron that copies z = w + b to answer 0 has the cost ½(w + b)²: from w = b it is a bowl of
    # curvature 2, so its η is half of ours.
    neuron = {"hidden_layer_sizes": (), "cost": "linear_quadratic", "random_state": 0}
    settings = Settings(**neuron, learning_rate=0.15, momentum=0.8)
    start = BOWL.start[1]
    parameters = Parameters([np.array([[start]])], [np.array([start])])
    trainer = Trainer(settings, np.array([[1.0]]), np.array([[0.0]]), parameters)
    trainer.run(25)
    ours = walked("heavy_ball", eta=0.3, mu=0.8, steps=25).path[-1][0, 1]
    assert trainer.parameters[0].weights[0][0, 0] == pytest.approx(ours)


@pytest.mark.parametrize("name", ["gradient_descent", "heavy_ball", "nesterov"])
def test_all_but_newton_leave_the_saddle_for_a_lowest_place(name):
    ended = walked(name, surface("saddle", 5), 0.5, 0.8, steps=200).path[-1][0]
    np.testing.assert_allclose(ended, [2.4, 0], atol=1e-4)


def test_where_the_hessian_has_no_inverse_newton_leaves_the_flat_direction_alone():
    w, steady = np.array([[1.0, 1.0]]), np.array([[3.0, 4.0]])
    plane = replace(BOWL, gradient=lambda w: steady, hessian=lambda w: np.zeros((1, 2, 2)))
    flat, _ = newton(plane, w, w, 1.0, 0.0, np.zeros((1, 2)))
    np.testing.assert_array_equal(flat, w)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_a_walk_is_the_same_however_it_is_sliced(name):
    whole = walked(name, surface("valley", 50), noise=0.3, seeds=(3, 4))
    sliced = Walker(name, surface("valley", 50), 0.3, 0.8, noise=0.3, seeds=(3, 4))
    while sliced.step < 40:
        assert sliced.run(40 - sliced.step, seconds=0) == 1
    np.testing.assert_array_equal(sliced.path, whole.path)
    assert sliced.step == whole.step == 40


def test_each_seed_has_its_own_noise():
    several = walked("heavy_ball", noise=0.3, seeds=(0, 1, 2)).path[-1]
    assert len(np.unique(several, axis=0)) == 3
    alone = walked("heavy_ball", noise=0.3, seeds=(1,)).path[-1]
    np.testing.assert_array_equal(several[1:2], alone)


def test_a_walk_that_diverges_stays_where_it_last_was_sound_and_the_others_go_on():
    walker = Walker("gradient_descent", BOWL, 3.0, 0.0, noise=100.0, seeds=range(20))
    walker.run(8)
    ended = [end for end in walker.diverged if end is not None]
    assert ended
    assert len(ended) < 20
    walker.run(300)
    assert walker.stopped
    assert walker.run(10) == 0
    assert np.abs(walker.path).max() < RUNAWAY
    for k, end in enumerate(walker.diverged):
        np.testing.assert_array_equal(walker.path[-1][k], walker.path[end][k])


def test_settled_is_the_step_from_which_the_cost_stays_near():
    costs = walked("heavy_ball", eta=0.3, mu=0.9, steps=300).costs()[:, 0]
    at = walked("heavy_ball", eta=0.3, mu=0.9, steps=300).settled(1e-2)
    assert (costs[at:] <= 1e-2 * costs[0]).all()
    assert costs[at - 1] > 1e-2 * costs[0]
    first = int(np.flatnonzero(costs <= 1e-2 * costs[0])[0])
    assert first < at  # the ball passes the bottom and comes back
    assert walked("gradient_descent", eta=0.01).settled(1e-3) is None
    assert walked("gradient_descent", eta=3.0, steps=4).settled(1e-3) is None


def test_a_record_tells_where_a_walk_is_and_what_share_of_its_cost_is_left():
    walker = walked("nesterov", noise=0.1, seeds=(0, 1))
    for k, record in enumerate(measure(walker)):
        x, y = walker.path[-1][k]
        share = (x**2 / 20 + y**2) / (3.5**2 / 20 + 0.6**2)
        assert record == {"x": x, "y": y, "relative": pytest.approx(share)}
    assert walker.mean_cost(40) == pytest.approx(walker.costs()[40].mean())


def test_the_impossible_is_refused_by_name():
    for field in ("eta", "mu", "noise"):
        for value in (-0.1, np.nan, np.inf):
            numbers = {"eta": 0.1, "mu": 0.9, "noise": 0.0} | {field: value}
            with pytest.raises(ValueError, match=rf"{field} = .* is not possible"):
                Walker("heavy_ball", BOWL, **numbers)
    with pytest.raises(ValueError, match=r"'adam' is not possible: .*heavy_ball, nesterov"):
        Walker("adam", BOWL, 0.1, 0.9)
