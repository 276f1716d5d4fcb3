from dataclasses import replace

import pytest

from core.data import handwriting
from core.labs.search.lab import expected_best
from pages.common.prose import written
from pages.search import charts
from tests.pages.reader import (
    LOCALES,
    answered,
    click,
    finished,
    found,
    judged,
    met,
    moved,
    news,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "search"
SEARCH = {"n_training": "100", "epochs": "10", "candidates": "12"}


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_best_of_both_searches_and_counts_who_diverged(language):
    reader = finished(open_page(NAME, language, **SEARCH, random_state="1"), NAME)
    (claim,) = verdicts(reader)
    for best in (found(reader).grid, found(reader).random):
        assert f"**{written(best.accuracy, '.1%')}**" in claim
    assert f"λ = {written(found(reader).random.l2, '.2g')}" in words(reader)
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


def test_the_challenge_counts_the_networks_of_this_visit():
    reader = click(open_page(NAME, **SEARCH), "step")
    assert "so far: **111**" in news(reader)
    assert "so far: **111**" in news(finished(reader, NAME))
    reader = click(moved(reader, candidates=6), "step")
    assert "so far: **204**" in news(reader)


def test_the_lead_judges_the_prediction_and_a_draw_is_one():
    reader = answered(open_page(NAME, n_training="100", epochs="10"), "grid")
    assert scene(reader)["candidates"] == 25
    reader = finished(reader, NAME)
    right = {-1: "grid", 0: "a draw", 1: "at random"}[found(reader).lead.sign]
    for option in ("grid", "a draw", "at random"):
        (claim,) = verdicts(answered(reader, option))
        ending = ", and so it is. " if option == right else f"; it is **{right}**. "
        assert claim.startswith(f"You said **{option}**{ending}")


@pytest.mark.parametrize(
    ("experiment", "name"), [("schedule", "schedules"), ("mini_batch", "mini_batches")]
)
def test_an_old_link_leads_on_to_the_page_that_its_experiment_has_now(experiment, name):
    reader = open_page(NAME, experiment=experiment, learning_rate="2", n_training="100")
    assert reader.session_state["page"] == name
    assert (scene(reader)["learning_rate"], scene(reader)["n_training"]) == (2, 100)
    assert "not possible" not in words(reader)


def test_the_page_never_opens_the_test_set(monkeypatch):
    class Sealed:
        def __getattr__(self, name):
            raise AssertionError(name)

    whole = handwriting.digits
    monkeypatch.setattr(handwriting, "digits", lambda *given: replace(whole(*given), test=Sealed()))
    finished(open_page(NAME, **SEARCH), NAME)


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
    for alone in ("eta", "lambda"):  # what no image is missed by stands at the end of the axis
        assert pictures[alone].tables["d"]["missed"].min() == min(charts.BEST)
    best = pictures["best"].tables["d"].groupby("series")[["k", "missed"]]
    assert best.get_group("cells").to_numpy().tolist() == [[1, 0.8], [2, 0.7]]
    assert best.get_group("drawn").to_numpy().tolist() == [[1, 0.001]]
