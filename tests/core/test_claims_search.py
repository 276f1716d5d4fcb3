"""What the page about letting the machine choose says, on its digits, over five seeds."""

from statistics import median

import numpy as np
import pytest
from scipy.linalg import solve_discrete_lyapunov

from core.data import digits
from core.duel import SEEDS, SIDE, Duel
from core.experiment import Experiment
from core.mini_batches import first_at, measure, mini_batches, moments
from core.schedules import schedules
from core.settings import Settings
from core.training import Trainer

EPOCHS = 30
SCENE = Settings(learning_rate=1, epochs=EPOCHS, random_state=0)


def examples(n, noise=0.0):
    split = digits(size=8, n_training=n, label_noise=noise)
    return (split.training.X, split.training.Y), (split.validation.X, split.validation.Y)


def error(share):
    """Return one standard error of a validation accuracy."""
    return (share * (1 - share) / 397) ** 0.5


@pytest.fixture(scope="module", params=[0.2, 0.0], ids=["wrong labels", "clean labels"])
def scheduled(request):
    """Return the share of wrong labels, and the schedules after 30 epochs: medians of five."""
    training, validation = examples(500, request.param)
    trainers, reads, costs = schedules(SCENE, 2, training, validation), {}, {}
    for name, one in trainers.items():
        one.run(EPOCHS)
        scores = one.trainer.evaluate(*validation)
        reads[name] = median(score.accuracy for score in scores)
        costs[name] = median(score.cost for score in one.trainer.evaluate(*training))
    return request.param, trainers, reads, costs


def test_lowering_eta_gains_accuracy_where_labels_are_wrong_and_nothing_where_they_are_clean(
    scheduled,
):
    noise, _, reads, _ = scheduled
    lowered = median(share for name, share in reads.items() if name != "constant")
    gain = lowered - reads["constant"]
    if noise:
        assert error(reads["constant"]) < gain < 0.04
        assert all(
            share > reads["constant"] for share in reads.values() if share != reads["constant"]
        )
    else:
        assert abs(gain) < error(reads["constant"])


def test_by_training_cost_the_constant_eta_looks_best_either_way(scheduled):
    *_, costs = scheduled
    assert min(costs, key=costs.get) == "constant"
    assert max(costs, key=costs.get) == "halving"


def test_the_constant_eta_never_comes_to_rest_and_moves_most_where_labels_are_wrong(scheduled):
    noise, trainers, _, _ = scheduled
    moved = {name: median(one.moved) for name, one in trainers.items()}
    assert moved["constant"] > 3 * moved["stairs"] > 10 * moved["cosine"]
    assert moved["constant"] == pytest.approx(0.039 if noise else 0.013, rel=0.15)


def test_halving_comes_to_its_end_before_the_run_does(scheduled):
    _, trainers, _, _ = scheduled
    assert (trainers["halving"].trainer.learning_rate == 0).all()
    assert (trainers["halving"].moved == 0).all()


@pytest.fixture(scope="module")
def raced():
    """Return by first η the sizes' records of an experiment on 1000 clean digits."""
    training, validation = examples(1000)

    def race(eta, *names):
        every = mini_batches(
            Settings(learning_rate=eta, epochs=EPOCHS, random_state=0), 10, training
        )
        chosen = {name: every[name] for name in names or every}
        sets = {"validation": validation}
        race = Experiment(chosen, lambda one: measure(one, sets), moments(1000, EPOCHS))
        race.advance(np.inf)
        return race.records

    return {
        0.5: race(0.5),
        1: race(1, "m = 10", "scaled_eta"),
        0.2: race(0.2, "m = 10", "scaled_eta"),
    }


def last(records, name):
    """Return the median accuracy at the end."""
    return median(
        r["accuracy validation"] for r in records if r["name"] == name and r["epoch"] == EPOCHS
    )


def test_by_the_epoch_the_smallest_mini_batch_is_first_and_the_largest_last(raced):
    epochs = {name: record["epoch"] for name, record in first_at(raced[0.5], 0.9).items()}
    assert epochs["m = 1"] < epochs["m = 10"] < epochs["scaled_eta"] < epochs["m = 100"]


def test_at_the_same_eta_ten_times_the_examples_are_not_ten_times_the_way(raced):
    updates = {name: record["updates"] for name, record in first_at(raced[0.5], 0.9).items()}
    assert updates["m = 100"] > updates["m = 10"] / 2


def test_linear_scaling_works_at_eta_02_and_breaks_at_eta_1(raced):
    assert last(raced[0.2], "scaled_eta") == pytest.approx(last(raced[0.2], "m = 10"), abs=0.015)
    assert last(raced[1], "m = 10") > 0.95
    assert last(raced[1], "scaled_eta") < 0.5
    assert "scaled_eta" not in first_at(raced[1], 0.9)


def hopeful(candidate):
    """Return whether a candidate can be the best: the others cost time and read less than 90 %."""
    return 0.05 < candidate["learning_rate"] < 8 and candidate["l2"] < 3


@pytest.fixture(scope="module")
def duels():
    """Return the duel of each of five seeds: the median accuracy of candidates by number."""
    training, validation = examples(500)
    found = []
    for seed in range(5):
        whole = Duel(Settings(epochs=EPOCHS, random_state=seed), 1, 0.1, 25, training, validation)
        numbers = [k for k, one in enumerate(whole.candidates) if seed == 0 or hopeful(one)]
        every = whole.trainers["search"].settings
        several = [every[SEEDS * number + k] for number in numbers for k in range(SEEDS)]
        trainer = Trainer(several, *training)
        trainer.run_epochs(EPOCHS)
        shares = [score.accuracy for score in trainer.evaluate(*validation)]
        medians = np.median(np.reshape(shares, (-1, SEEDS)), axis=1)
        found.append((whole.candidates, dict(zip(numbers, medians, strict=True))))
    return found


def best(duel, first, last):
    """Return the greatest median of the candidates `first` to `last`."""
    _, medians = duel
    return max(share for number, share in medians.items() if first <= number < last)


def test_only_candidates_of_a_good_eta_and_no_great_lambda_can_be_the_best(duels):
    candidates, medians = duels[0]
    others = [k for k, one in enumerate(candidates) if not hopeful(one)]
    assert len(others) > 25
    assert max(medians[k] for k in others) < 0.9


def test_as_many_candidates_at_random_are_a_draw_with_the_grid(duels):
    for duel in duels:
        grid, drawn = best(duel, 0, SIDE**2), best(duel, SIDE**2, 50)
        assert abs(drawn - grid) < error(grid)


def test_half_the_candidates_at_random_beat_the_grid_with_some_seeds_and_not_with_others(duels):
    won = [best(one, SIDE**2, SIDE**2 + 12) >= best(one, 0, SIDE**2) for one in duels]
    assert 0 < sum(won) < 5


def test_the_shaking_of_a_weight_in_a_bowl_is_the_stated_variance():
    eta, h, s, m = 0.3, 1.7, 0.8, 4
    exact = solve_discrete_lyapunov([[1 - eta * h]], [[(eta * s) ** 2 / m]])[0, 0]
    assert eta * s**2 / (m * h * (2 - eta * h)) == pytest.approx(exact)
    rng, w, places = np.random.default_rng(0), np.zeros(2000), []
    for _ in range(60):
        gradient = h * w + rng.normal(0, s, (m, 2000)).mean(axis=0)
        w = w - eta * gradient
        places.append(w)
    assert np.var(places[30:]) == pytest.approx(exact, rel=0.05)
    small = 1e-3
    assert small * s**2 / (m * h * (2 - small * h)) == pytest.approx(
        small / m * s**2 / (2 * h), rel=1e-3
    )


@pytest.mark.parametrize(("k", "stated"), [(12, 0.72), (25, 0.93)])
def test_the_chance_that_the_best_of_k_draws_is_in_the_best_tenth(k, stated):
    assert 1 - 0.9**k == pytest.approx(stated, abs=0.005)
    ranks = np.random.default_rng(0).random((20_000, k))
    assert (ranks.max(axis=1) > 0.9).mean() == pytest.approx(stated, abs=0.015)
