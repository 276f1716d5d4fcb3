from dataclasses import replace

import pandas as pd
import pytest

from core.data import handwriting
from core.labs.search.grid_vs_random import expected_best
from pages.common import data_choice
from pages.common.prose import written
from pages.search import charts
from tests.pages.reader import (
    LOCALES,
    answered,
    bench,
    click,
    controls,
    drawn,
    ends,
    finished,
    found,
    judged,
    met,
    moved,
    news,
    open_page,
    verdicts,
    words,
)

NAME = "search"
QUICK = {"n_training": "100", "epochs": "10", "label_noise": "0"}
SEARCH = QUICK | {"experiment": "search", "candidates": "12"}
RACE = {"experiment": "mini_batch", "label_noise": "0", "epochs": "10"}
DIALS = {"schedule": "patience", "mini_batch": "scale", "search": "candidates"}


def test_the_verdict_on_schedules_states_what_they_read_and_the_lead_judges_the_prediction():
    reader = finished(answered(open_page(NAME), "it gains accuracy"), NAME)
    (claim,) = verdicts(reader)
    assert claim.startswith("You said **it gains accuracy**, and so it is. ")
    assert f"**{judged(found(reader).lead, '+.2p')}**" in claim
    assert all(f"**{written(arm.accuracy, '.1%')}**" in claim for arm in found(reader)[:4])
    assert f"epoch {found(reader).end:g}" in claim
    (claim,) = verdicts(answered(reader, "it costs accuracy"))
    assert claim.startswith("You said **it costs accuracy**; it is **it gains accuracy**. ")


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_when_each_mini_batch_was_there_by_both_clocks(language):
    reader = finished(open_page(NAME, language, **RACE), NAME)
    (claim,) = verdicts(reader)
    for arm in (found(reader).one, found(reader).ten):
        assert f"{arm.epoch:g}" in claim
        assert f"{arm.milliseconds:.1f} " in claim
    (soonest,), (quickest,) = found(reader).by_epoch, found(reader).by_clock
    assert [f"**{soonest}**" in claim, f"**{quickest}**" in claim] == [True, True]
    assert {"en": "larger η: **never**", "zh": "η 更大：**没有到**"}[language] in claim
    assert f"**{written(found(reader).scaled.accuracy, '.1%')}**" in claim


def test_who_was_first_by_the_clock_judges_the_prediction():
    reader = answered(open_page(NAME, experiment="mini_batch", epochs="10"), "m = 10")
    reader = finished(reader, NAME)
    (quickest,) = found(reader).by_clock
    (claim,) = verdicts(answered(reader, quickest))
    assert claim.startswith(f"You said **{quickest}**, and so it is. ")


@pytest.mark.parametrize(
    ("language", "never", "nobody"),
    [("en", "not in this run", "**nobody**"), ("zh", "这次没有停下", "**没有**")],
)
def test_what_does_not_come_to_its_end_or_to_its_goal_says_so(language, never, nobody):
    slow = {"learning_rate": "0.05", "patience": "10"}
    reader = finished(open_page(NAME, language, **QUICK | slow), NAME)
    assert never in verdicts(reader)[0]
    reader = finished(moved(reader, experiment="mini_batch", label_noise=40), NAME)
    assert verdicts(reader)[0].count(nobody) == 2


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_best_of_both_searches_and_counts_who_diverged(language):
    reader = finished(open_page(NAME, language, **SEARCH, random_state="1"), NAME)
    (claim,) = verdicts(reader)
    for best in (found(reader).grid, found(reader).random):
        assert f"**{written(best.accuracy, '.1%')}**" in claim
        assert f"η\u00a0=\u00a0{written(best.learning_rate, '.2g')}" in claim
        assert f"λ\u00a0=\u00a0{written(best.l2, '.2g')}" in claim
    assert f"**{judged(found(reader).lead, '+.1p')}**" in claim
    assert found(reader).diverged > 0
    assert f"**{found(reader).diverged}** " in claim
    assert not reader.warning


@pytest.mark.parametrize(
    ("change", "won"),
    [
        ({"random_state": "1"}, True),
        ({"random_state": "0"}, False),  # the grid is better
        ({"random_state": "1", "candidates": "25"}, False),  # too many candidates
    ],
)
def test_the_challenge_is_met_by_at_most_12_candidates_as_good_as_the_grid(change, won):
    reader = finished(open_page(NAME, **SEARCH | change), NAME)
    assert met(reader) == won
    best, drawn = found(reader).grid.accuracy, found(reader).random.accuracy
    assert (drawn >= best) == (won or "candidates" in change)
    assert all(f"**{written(share, '.1%')}**" in news(reader) for share in (best, drawn))


def test_elsewhere_the_challenge_says_where_it_is_and_counts_the_networks_of_this_visit():
    reader = click(open_page(NAME, **SEARCH), "step")
    assert "so far: **111**" in news(reader)
    assert "so far: **111**" in news(finished(reader, NAME))
    reader = click(moved(reader, candidates=6), "step")
    assert "so far: **204**" in news(reader)
    reader = click(reader, "preset_0")
    assert not met(reader)
    assert "Choose *search*" in news(reader)
    assert "so far: **204**" in news(reader)


@pytest.mark.parametrize("which", DIALS)
def test_each_experiment_has_a_dial_of_its_own_and_python_that_makes_its_run_again(which):
    reader = open_page(NAME, **QUICK, experiment=which)
    assert [key for key in DIALS.values() if not controls(reader)[key].disabled] == [DIALS[which]]
    charts_of_it = len(drawn(reader))
    for end in (1, 0):
        before = bench(reader, NAME).experiment
        reader = moved(reader, **{DIALS[which]: ends(controls(reader)[DIALS[which]])[end]})
        assert bench(reader, NAME).experiment is not before
        assert len(drawn(reader)) == charts_of_it
    reader, made = finished(reader, NAME), {}
    (program,) = [code.value for code in reader.code if "run.advance" in code.value]
    exec(program, made)
    runs = (made["run"].records, bench(reader, NAME).experiment.records)
    again, shown = (pd.DataFrame(run).drop(columns="milliseconds", errors="ignore") for run in runs)
    pd.testing.assert_frame_equal(again, shown)


def test_where_mnist_is_chosen_the_page_says_that_it_stays_with_the_small_digits(monkeypatch):
    assert "MNIST is chosen" not in words(open_page(NAME))
    monkeypatch.setattr(data_choice, "source", lambda: "mnist")
    reader = open_page(NAME)
    assert "MNIST is chosen" in words(reader)
    trainer = bench(reader, NAME).experiment.trainers["constant"].trainer
    assert trainer.X.shape == (500, 64)


def test_runs_of_other_experiments_do_not_come_into_the_pictures():
    reader = click(click(open_page(NAME, **QUICK), "step"), "pin")
    reader = moved(reader, experiment="search")
    assert drawn(reader) == drawn(open_page(NAME, **SEARCH | {"candidates": "25"}))
    reader = click(click(reader, "step"), "pin")
    once = drawn(reader)
    again = drawn(click(reader, "pin"))  # one more line in the picture of the best of k
    assert [more > less for more, less in zip(again, once, strict=True)].count(True) == 1
    reader = moved(reader, experiment="mini_batch")
    assert drawn(reader) == drawn(open_page(NAME, **QUICK, experiment="mini_batch"))


def test_the_page_never_opens_the_test_set(monkeypatch):
    class Sealed:
        def __getattr__(self, name):
            raise AssertionError(name)

    whole = handwriting.digits
    monkeypatch.setattr(handwriting, "digits", lambda *given: replace(whole(*given), test=Sealed()))
    for which in DIALS:
        finished(open_page(NAME, **QUICK, experiment=which), NAME)


@pytest.mark.parametrize("done", [True, False])
def test_the_map_has_a_cell_a_decade_wide_around_each_value_of_the_grid_and_a_point_each_draw(done):
    places = [(0.1, 1.0, 0.5), (1.0, 1.0, 0.9), (0.1, 10.0, 1.0), (1.0, 10.0, 0.2)]
    rows = [{"learning_rate": eta, "l2": l2, "median": share} for eta, l2, share in places]
    runs = {"now": {"grid": expected_best([0.1, 0.3]), "random": expected_best([1])}}
    names, middles = {"grid": "cells", "random": "drawn"}, (1.0, 1.0)
    arms = {"grid": rows, "random": rows[:3]}
    pictures = charts.candidates(arms, runs, names, middles, "k", done=done)
    cells, points = pictures["tried"].tables["d"], pictures["tried"].tables["points"]
    assert (cells["x"] * 10**0.5).tolist() == pytest.approx([0.1, 1, 0.1, 1])
    assert (cells["x2"] / cells["x"]).tolist() == pytest.approx([10] * 4)
    assert (cells["y2"] / cells["y"]).tolist() == pytest.approx([10] * 4)
    assert points[["x", "y"]].to_numpy().tolist() == [[0.1, 1.0], [1.0, 1.0], [0.1, 10.0]]
    assert cells["missed"].tolist() == pytest.approx([0.5, 0.1, 0.001, 0.8])
    assert (cells["best"].sum(), points["best"].tolist()) == (done, [False, False, done])
    best = pictures["best"].tables["d"].groupby("series")[["k", "missed"]]
    assert best.get_group("cells").to_numpy().tolist() == [[1, 0.8], [2, 0.7]]
    assert best.get_group("drawn").to_numpy().tolist() == [[1, 0.001]]
