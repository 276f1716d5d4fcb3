"""What the page about letting the machine choose says, on its digits, over five seeds."""

from statistics import median

import numpy as np
import pytest
from scipy.linalg import solve_discrete_lyapunov

from core.data import handwriting
from core.labs.search import lab
from core.labs.search.grid_vs_random import SEEDS, SIDE
from core.network.trainer import Trainer

EPOCHS = 30
SCENE = {"learning_rate": 1, "epochs": EPOCHS, "random_state": 0}


def error(share):
    """Return one standard error of a validation accuracy."""
    return (share * (1 - share) / 397) ** 0.5


@pytest.fixture(scope="module", params=[0.2, 0.0], ids=["wrong labels", "clean labels"])
def scheduled(request):
    """Return the share of wrong labels, the run of the schedules, and its findings."""
    run = lab.schedule(n_training=500, label_noise=request.param, patience=2, **SCENE)
    run.advance(np.inf)
    return request.param, run, lab.schedule_findings(run)


def test_lowering_eta_gains_accuracy_where_labels_are_wrong_and_nothing_where_they_are_clean(
    scheduled,
):
    noise, run, found = scheduled
    lowered = [found[name] for name in run.trainers if name != "constant"]
    assert found["gain"] == pytest.approx(median(lowered) - found["constant"])
    assert found["noise"] == pytest.approx(error(found["constant"]))
    if noise:
        assert found["answer"] == "gains"
        assert found["gain"] < 0.04
        assert min(lowered) > found["constant"]
    else:
        assert found["answer"] == "level"


def test_by_training_cost_the_constant_eta_looks_best_either_way(scheduled):
    _, run, found = scheduled
    costs = {name: found[f"training_{name}"] for name in run.trainers}
    assert min(costs, key=costs.get) == "constant"
    assert max(costs, key=costs.get) == "halving"


def test_the_constant_eta_never_comes_to_rest_and_moves_most_where_labels_are_wrong(scheduled):
    noise, _, found = scheduled
    assert found["moved_constant"] > 3 * found["moved_stairs"] > 10 * found["moved_cosine"]
    assert found["moved_constant"] == pytest.approx(0.039 if noise else 0.013, rel=0.15)


def test_halving_comes_to_its_end_before_the_run_does(scheduled):
    _, run, found = scheduled
    halving = run.trainers["halving"]
    assert (halving.trainer.learning_rate == 0).all()
    assert (halving.moved == 0).all()
    assert found["end"] < EPOCHS


@pytest.fixture(scope="module")
def raced():
    """Return by first η what the sizes come to on 1000 clean digits."""
    found = {}
    for eta in (0.2, 0.5, 1):
        scene = SCENE | {"learning_rate": eta}
        run = lab.mini_batch(n_training=1000, label_noise=0.0, scale=10, **scene)
        run.advance(np.inf)
        assert list(run.trainers) == ["m = 1", "m = 10", "m = 100", "scaled_eta"]
        found[eta] = lab.mini_batch_findings(run)
    return found


def test_by_the_epoch_the_smallest_mini_batch_is_first_and_the_largest_last(raced):
    one, ten, hundred, scaled = (raced[0.5][f"epoch{k}"] for k in range(4))
    assert one < ten < scaled < hundred
    assert raced[0.5]["first_epoch"] == ["m = 1"]


def test_at_the_same_eta_ten_times_the_examples_are_not_ten_times_the_way(raced):
    assert raced[0.5]["epoch2"] * 1000 / 100 > raced[0.5]["epoch1"] * 1000 / 10 / 2  # updates


def test_linear_scaling_works_at_eta_02_and_breaks_at_eta_1(raced):
    assert raced[0.2]["read3"] == pytest.approx(raced[0.2]["read1"], abs=0.015)
    assert raced[1]["read1"] > 0.95
    assert raced[1]["read3"] < 0.5
    assert np.isnan(raced[1]["epoch3"])


def hopeful(candidate):
    """Return whether a candidate can be the best: the others cost time and read less than 90 %."""
    return 0.05 < candidate["learning_rate"] < 8 and candidate["l2"] < 3


def test_the_ends_of_the_good_candidates_and_the_best_of_a_few_are_those_of_a_search():
    run = lab.search(n_training=100, label_noise=0.0, candidates=6, **SCENE | {"epochs": 5})
    run.advance(np.inf)
    found, rows = lab.search_findings(run), run.results()
    top = max(row["median"] for row in rows)
    for name in ("learning_rate", "l2"):
        good = [row[name] for row in rows if row["median"] >= top - 0.02]
        assert [found[f"{name}_low"], found[f"{name}_high"]] == [min(good), max(good)]
    drawn = sorted(row["median"] for row in rows[25:])
    assert found["random"] == drawn[-1]
    assert found["few"] == pytest.approx((5 * drawn[-1] + drawn[-2]) / 6)  # best of 5 of the 6


@pytest.fixture(scope="module")
def duels():
    """Return the duel of each of five seeds: the median accuracy of candidates by number."""
    validation, found = handwriting.load("digits", 500, size=8).validation, []
    for seed in range(5):
        scene = SCENE | {"random_state": seed}
        whole = lab.search(n_training=500, label_noise=0.0, candidates=25, **scene)
        numbers = [k for k, one in enumerate(whole.candidates) if seed == 0 or hopeful(one)]
        together = whole.trainers["search"]
        several = [together.settings[SEEDS * k + seed] for k in numbers for seed in range(SEEDS)]
        trainer = Trainer(several, together.X, together.Y)
        trainer.run_epochs(EPOCHS)
        shares = [score.accuracy for score in trainer.evaluate(validation.X, validation.Y)]
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
