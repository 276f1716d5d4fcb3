"""All networks of a search learn at once, each as it would alone, and are compared fairly."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.model_selection import ParameterGrid

from core.data.handwriting import digits
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs.experiment import marks
from core.runs.search import MAY_SEARCH, Search

BASE = Settings(hidden_layer_sizes=(10,), epochs=3)
SEEDS = (4, 0, 7)
GRID = ParameterGrid({"learning_rate": [0.1, 1.0], "l2": [0.0, 5.0], "momentum": [0.0, 0.5]})


def examples(part, n=150):
    """Return X and Y in float64, so that two ways to add the same numbers hardly differ."""
    return part.X[:n].astype(np.float64), part.Y[:n].astype(np.float64)


TRAINING, VALIDATION = (
    examples(getattr(digits(size=8), part)) for part in ("training", "validation")
)


def whole_search(candidates=GRID, seeds=SEEDS, base=BASE):
    return Search(base, candidates, seeds, TRAINING, VALIDATION, most=5).finish()


def test_a_search_is_the_same_as_its_networks_one_after_another():
    search, expected = whole_search(), []
    for candidate in GRID:
        for seed in SEEDS:
            trainer, records = Trainer(replace(BASE, **candidate, random_state=seed), *TRAINING), []
            for mark in marks(BASE.epochs * trainer.steps_per_epoch, most=5):
                trainer.run(mark - trainer.step)
                score = trainer.evaluate(*VALIDATION)[0]
                records.append((mark, score.cost, score.accuracy))
            expected.append(records)
    names = ("step", "cost validation", "accuracy validation")
    for network, records in enumerate(expected):
        ours = [[r[name] for name in names] for r in search.records if r["network"] == network]
        np.testing.assert_allclose(ours, records, rtol=0, atol=1e-6)


def test_a_record_tells_the_settings_of_its_network():
    search = Search(BASE, GRID, SEEDS, TRAINING, VALIDATION)
    for record, settings in zip(search.records, search.trainers["search"].settings, strict=True):
        own = {name: record[name] for name in ("learning_rate", "l2", "momentum", "random_state")}
        assert replace(BASE, **own) == settings


CANDIDATES = {
    "learning_rate": [0.1, 2.0],
    "l1": [0.0, 1.0],
    "l2": [0.0, 5.0],
    "momentum": [0.0, 0.9],
    "dropout": [0.0, 0.5],
    "weight_init": ["standard", "he"],
    "bias_sd": [0.0, 1.0],
}


@pytest.mark.parametrize("name", sorted(MAY_SEARCH))
def test_whatever_may_differ_may_be_searched(name):
    search = whole_search(ParameterGrid({name: CANDIDATES[name]}), seeds=[1])
    assert [row[name] for row in search.results()] == CANDIDATES[name]
    costs = [r["cost validation"] for r in search.records if r["step"] == search.step]
    assert len(set(costs)) == 2


def test_results_are_a_row_for_each_candidate_over_its_seeds():
    search = whole_search()
    last = [r["accuracy validation"] for r in search.records if r["step"] == search.steps]
    by_candidate = np.reshape(last, (len(GRID), len(SEEDS)))
    rows = search.results()
    assert [{name: row[name] for name in GRID[0]} for row in rows] == list(GRID)
    for name, summary in (("median", np.median), ("least", np.min), ("greatest", np.max)):
        np.testing.assert_allclose([row[name] for row in rows], summary(by_candidate, axis=1))
    assert {row["diverged"] for row in rows} == {0}


def test_results_are_there_before_training_and_follow_each_measurement():
    search, seen = Search(BASE, GRID, SEEDS, TRAINING, VALIDATION, most=5), []
    while True:
        seen.append(max(row["median"] for row in search.results()))
        if search.done:
            break
        search.advance_to_mark()
    assert len(seen) == 6
    assert seen[-1] > seen[0] + 0.2


def test_networks_that_run_away_are_marked_and_count_as_0_and_the_others_go_on():
    wild = {"learning_rate": 10.0, "l2": 1000.0}
    base = replace(BASE, epochs=10)
    sound, search = whole_search([*GRID], base=base), whole_search([wild, *GRID], base=base)
    first, *others = search.results()
    assert first == wild | {"median": 0, "least": 0, "greatest": 0, "diverged": len(SEEDS)}
    assert others == sound.results()
    assert search.diverged == ["search"]


def test_a_search_ends_when_every_network_has_run_away():
    wild = ParameterGrid({"learning_rate": [10.0, 20.0], "l2": [1000.0]})
    search = whole_search(wild, base=replace(BASE, epochs=50))
    assert search.done
    assert search.step < search.steps
    assert [(row["diverged"], row["greatest"]) for row in search.results()] == [(len(SEEDS), 0)] * 2


def test_where_some_seeds_run_away_each_counts_as_0():
    edge = replace(BASE, hidden_layer_sizes=(), cost="linear_quadratic", epochs=20)
    search = whole_search([{"learning_rate": 0.18}], range(9), edge)
    trainer = search.trainers["search"]
    sound = [end is None for end in trainer.diverged]
    counted = [s.accuracy * ok for s, ok in zip(trainer.evaluate(*VALIDATION), sound, strict=True)]
    (row,) = search.results()
    assert row["diverged"] == 9 - sum(sound)
    assert 0 < row["diverged"] < 5
    assert [row["median"], row["least"], row["greatest"]] == [np.median(counted), 0, max(counted)]


@pytest.mark.parametrize(
    ("candidates", "seeds", "message"),
    [
        ([], SEEDS, "candidates = .* at least one"),
        (GRID, [], "seeds = .* at least one"),
        (GRID, 3, "seeds = 3 is not possible"),
        ([{"batch_size": 5}], SEEDS, "batch_size .* choose from bias_sd, dropout, l1"),
        ([{"hidden_layer_sizes": (5,)}], SEEDS, "hidden_layer_sizes .* choose from"),
        ([{"random_state": 5}], SEEDS, "random_state .* choose from"),
        ([{"learning_rat": 5}], SEEDS, "learning_rat .* choose from"),
        ([{"learning_rate": 0.1}, {"learning_rate": -1}], SEEDS, "learning_rate = -1"),
        (GRID, [-1], "random_state = -1"),
    ],
)
def test_an_impossible_search_is_refused(candidates, seeds, message):
    with pytest.raises(ValueError, match=message):
        whole_search(candidates, seeds)
