from dataclasses import replace

import pandas as pd
import pytest

from core.data import handwriting
from core.labs.search import grid_vs_random, minibatch_race
from pages.common import data_choice
from pages.common.charts.lines import lines
from pages.common.prose import written
from pages.search import candidates
from tests.pages.reader import (
    LOCALES,
    bench,
    checked,
    click,
    controls,
    drawn,
    ends,
    finished,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "search"
QUICK = {"n_training": "100", "epochs": "10", "label_noise": "0"}
SEARCH = QUICK | {"experiment": "search", "candidates": "12"}
DIALS = {"schedule": "patience", "mini_batch": "scale", "search": "candidates"}


def newest(reader, column):
    """Return the newest median of a column by trainer."""
    frame = bench(reader, NAME).frame.query("latest")
    return frame.groupby("name")[column].median()


def news(reader):
    """Return what stands under the challenge: whether it is met, and the text."""
    (text,) = [m.value for m in reader.markdown if m.value.startswith(":material/")]
    return text.startswith(":material/check_circle:"), text


def test_the_presets_are_the_scenes_that_their_names_state():
    reader = open_page(NAME)
    wanted = {
        "preset_0": {"experiment": "schedule", "label_noise": 20},
        "preset_1": {"experiment": "schedule", "label_noise": 0},
        "preset_2": {"experiment": "mini_batch", "learning_rate": 0.5, "scale": 10},
        "preset_3": {"experiment": "mini_batch", "learning_rate": 1, "scale": 10},
        "preset_4": {"experiment": "search", "candidates": 25},
    }
    for preset, values in wanted.items():
        reader = click(reader, preset)
        assert scene(reader).items() >= values.items()


def test_the_verdict_states_what_the_schedules_read_and_when_halving_stopped():
    reader = finished(open_page(NAME), NAME)
    (claim,) = verdicts(reader)
    reads = newest(reader, "accuracy validation")
    gain = reads.drop("constant").median() - reads["constant"]
    assert f"**{written(gain, '+.2p')}**" in claim
    assert all(f"**{written(read, '.1%')}**" in claim for read in reads)
    halved = bench(reader, NAME).frame.query("name == 'halving'").groupby("epoch")["rate"].median()
    assert halved[halved == 0].index[0] < 30
    assert f"{halved[halved == 0].index[0]:g}" in claim


def test_the_prediction_about_schedules_is_right_with_wrong_labels_and_another_with_clean_ones():
    reader = open_page(NAME)
    (question,) = reader.radio
    reader = finished(question.set_value("it gains accuracy").run(), NAME)
    assert reader.success[0].value.startswith("You said it gains accuracy: right. ")
    reader = finished(click(reader, "preset_1"), NAME)
    assert reader.info[0].value.startswith("You said it gains accuracy. ")
    reader = checked(reader.radio[0].set_value("nothing beyond the noise").run())
    assert reader.success[0].value.startswith("You said nothing beyond the noise: right. ")


@pytest.mark.parametrize(("language", "text"), [("en", "not in this run"), ("zh", "这次没有停下")])
def test_halving_that_does_not_come_to_its_end_says_so(language, text):
    reader = finished(open_page(NAME, language, **QUICK, patience="10"), NAME)
    assert text in verdicts(reader)[0]


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_when_each_mini_batch_was_there_by_both_clocks(language):
    link = {"experiment": "mini_batch", "label_noise": "0", "epochs": "10"}
    reader = finished(open_page(NAME, language, **link), NAME)
    (claim,) = verdicts(reader)
    there = minibatch_race.first_at(bench(reader, NAME).experiment.records, 0.9)
    assert {"m = 10"} <= there.keys() < set(minibatch_race.SIZES)
    for record in there.values():
        assert f"{record['epoch']:g}" in claim
        assert f"{record['milliseconds']:.1f} " in claim
    quickest = min(there, key=lambda name: there[name]["milliseconds"])
    soonest = min(there, key=lambda name: there[name]["epoch"])
    assert [f"**{soonest}**" in claim, f"**{quickest}**" in claim] == [True, True]
    assert {"en": "larger η: **never**", "zh": "η 更大：**没有到**"}[language] in claim
    assert f"**{written(newest(reader, 'accuracy validation')['scaled_eta'], '.1%')}**" in claim


def test_the_prediction_about_mini_batches_is_judged_by_the_clock_of_this_run():
    link = {"experiment": "mini_batch", "label_noise": "0", "epochs": "10"}
    reader = finished(open_page(NAME, **link), NAME)
    there = minibatch_race.first_at(bench(reader, NAME).experiment.records, 0.9)
    quickest = min(there, key=lambda name: there[name]["milliseconds"])
    reader = checked(reader.radio[0].set_value(quickest).run())
    assert reader.success[0].value.startswith(f"You said {quickest}: right. ")
    reader = checked(reader.radio[0].set_value("m = 100, larger η").run())
    assert reader.info[0].value.startswith("You said m = 100, larger η. ")


@pytest.mark.parametrize(("language", "nobody"), [("en", "nobody"), ("zh", "没有")])
def test_where_no_mini_batch_reaches_the_goal_nobody_is_first(language, nobody):
    link = QUICK | {"experiment": "mini_batch", "label_noise": "40", "learning_rate": "0.05"}
    reader = finished(open_page(NAME, language, **link), NAME)
    assert verdicts(reader)[0].count(f"**{nobody}**") == 2


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_best_of_the_grid_and_of_the_random_search(language):
    reader = finished(open_page(NAME, language, **SEARCH), NAME)
    (claim,) = verdicts(reader)
    best = {}
    for arm, rows in bench(reader, NAME).experiment.arms.items():
        best[arm] = max(rows, key=lambda row: row["median"])
        assert f"**{written(best[arm]['median'], '.1%')}**" in claim
        assert f"η\u00a0=\u00a0{written(best[arm]['learning_rate'], '.2g')}" in claim
        assert f"λ\u00a0=\u00a0{written(best[arm]['l2'], '.2g')}" in claim
    lead = best["random"]["median"] - best["grid"]["median"]
    assert f"**{written(lead, '+.1p')}**" in claim


@pytest.mark.parametrize(
    ("change", "met"),
    [
        ({"random_state": "1"}, True),
        ({"random_state": "0"}, False),  # the grid is better
        ({"random_state": "1", "candidates": "25"}, False),  # too many candidates
    ],
)
def test_the_challenge_is_met_by_at_most_12_candidates_as_good_as_the_grid(change, met):
    reader = finished(open_page(NAME, **SEARCH | change), NAME)
    won, text = news(reader)
    assert won == met
    rows = bench(reader, NAME).experiment.arms
    best = {arm: max(row["median"] for row in found) for arm, found in rows.items()}
    assert (best["random"] >= best["grid"]) == (met or "candidates" in change)
    assert all(f"**{written(share, '.1%')}**" in text for share in best.values())


def test_elsewhere_the_challenge_says_where_it_is_and_counts_the_networks_of_this_visit():
    reader = click(open_page(NAME, **SEARCH), "step")
    assert "so far: **111**" in news(reader)[1]
    reader = finished(reader, NAME)
    assert "so far: **111**" in news(reader)[1]
    reader = click(checked(controls(reader)["candidates"].set_value(6).run()), "step")
    assert "so far: **204**" in news(reader)[1]
    reader = click(reader, "preset_0")
    assert news(reader) == (False, news(reader)[1])
    assert "Choose *search*" in news(reader)[1]
    assert "so far: **204**" in news(reader)[1]


@pytest.mark.parametrize("which", DIALS)
def test_each_experiment_has_a_slider_of_its_own_that_begins_it_again(which):
    reader = open_page(NAME, **QUICK, experiment=which)
    assert [key for key in DIALS.values() if not controls(reader)[key].disabled] == [DIALS[which]]
    before, charts_of_it = bench(reader, NAME).experiment, len(drawn(reader))
    for end in (0, 1):
        wanted = ends(controls(reader)[DIALS[which]])[end]
        reader = checked(controls(reader)[DIALS[which]].set_value(wanted).run())
        assert bench(reader, NAME).experiment is not before
        assert len(drawn(reader)) == charts_of_it
    assert len(verdicts(finished(reader, NAME))) == 1


@pytest.mark.parametrize("which", DIALS)
def test_a_link_carries_the_slider_of_its_experiment(which):
    reader = open_page(NAME, experiment=which, **{DIALS[which]: "10" if which != "search" else "6"})
    assert scene(reader)[DIALS[which]] == (10 if which != "search" else 6)


@pytest.mark.parametrize("which", DIALS)
def test_the_python_of_each_experiment_makes_its_run_again_but_for_the_clock(which):
    reader = finished(open_page(NAME, **QUICK, experiment=which, candidates="6"), NAME)
    (program,) = [code.value for code in reader.code if "run.advance" in code.value]
    made = {}
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


def test_eta_is_the_middle_of_the_grid():
    reader = open_page(NAME, **SEARCH, learning_rate="0.2")
    rows = bench(reader, NAME).experiment.arms["grid"]
    assert sorted({row["learning_rate"] for row in rows})[2] == 0.2


def test_runs_of_other_experiments_do_not_come_into_the_pictures():
    reader = click(click(open_page(NAME, **QUICK), "step"), "pin")
    reader = checked(controls(reader)["experiment"].set_value("search").run())
    alone = [drawn(open_page(NAME, **SEARCH | {"candidates": "25"}))]
    assert [drawn(reader)] == alone
    reader = click(click(reader, "step"), "pin")
    reader = checked(controls(reader)["experiment"].set_value("mini_batch").run())
    assert drawn(reader) == drawn(open_page(NAME, **QUICK, experiment="mini_batch"))


def test_pinned_searches_stay_in_the_picture_of_the_best_of_k():
    reader = click(click(open_page(NAME, **SEARCH), "step"), "pin")
    once = drawn(reader)
    reader = click(reader, "pin")
    assert [more > less for more, less in zip(drawn(reader), once, strict=True)].count(True) == 1


def test_networks_that_run_away_in_a_search_are_counted_in_the_verdict_alone():
    reader = finished(open_page(NAME, **SEARCH, random_state="1"), NAME)
    (trainer,) = bench(reader, NAME).experiment.trainers.values()
    away = sum(step is not None for step in trainer.diverged)
    assert away > 0
    assert f"Of the 111 networks **{away}** ran away" in verdicts(reader)[0]
    assert not reader.warning


def test_the_page_never_opens_the_test_set(monkeypatch):
    class Sealed:
        def __getattr__(self, name):
            raise AssertionError(name)

    whole = handwriting.digits
    monkeypatch.setattr(handwriting, "digits", lambda *given: replace(whole(*given), test=Sealed()))
    for which in DIALS:
        finished(open_page(NAME, **QUICK, experiment=which), NAME)


ROWS = [
    {"learning_rate": eta, "l2": l2, "median": share}
    for eta, l2, share in [(0.1, 1.0, 0.5), (1.0, 1.0, 0.9), (0.1, 10.0, 1.0), (1.0, 10.0, 0.2)]
]
ETA, LAMBDA = ("η", (0.03, 3.0), (0.1, 1.0)), ("λ", (0.3, 30.0), (1.0, 10.0))


def test_the_map_has_a_cell_a_decade_wide_around_each_value_of_the_grid_and_a_point_each_draw():
    tables = candidates.tried(ROWS, ROWS[:3], ETA, LAMBDA, done=True).tables
    cells, points = tables["d"], tables["points"]
    assert (cells["x"] * 10**0.5).tolist() == pytest.approx([0.1, 1, 0.1, 1])
    assert (cells["x2"] / cells["x"]).tolist() == pytest.approx([10] * 4)
    assert (cells["y2"] / cells["y"]).tolist() == pytest.approx([10] * 4)
    assert points[["x", "y"]].to_numpy().tolist() == [[0.1, 1.0], [1.0, 1.0], [0.1, 10.0]]
    assert cells["missed"].tolist() == pytest.approx([0.5, 0.1, 0.001, 0.8])
    assert (cells["best"].sum(), points["best"].tolist()) == (1, [False, False, True])


def test_nothing_on_the_map_is_best_before_the_end():
    tables = candidates.tried(ROWS, ROWS[:3], ETA, LAMBDA, done=False).tables
    assert not any(table["best"].any() for table in tables.values())


def test_the_picture_of_the_best_of_k_has_a_line_for_each_search_of_each_run():
    runs = {
        "now": {
            "grid": grid_vs_random.expected_best([0.1, 0.3]),
            "drawn": grid_vs_random.expected_best([1]),
        }
    }
    table = candidates.best_of(runs, ("grid", "drawn"), 25, "k").tables["d"]
    grid = table[table["series"] == "grid"]
    assert grid[["k", "missed"]].to_numpy().tolist() == [[1, 0.8], [2, 0.7]]
    assert table[table["series"] == "drawn"]["missed"].tolist() == [0.001]


def test_on_an_axis_of_accuracy_nothing_misread_stands_at_its_top():
    frame = pd.DataFrame({"x": [1, 2], "y": [0.0, 0.5], "series": "a"})
    axes = {"x_title": "", "y_title": "", "x_domain": (1, 2), "y_domain": (1, 0.01)}
    picture = lines(frame, "x", "y", ("a",), y_scale="accuracy", **axes)
    assert picture.tables["d"]["y"].tolist() == [0.01, 0.5]
