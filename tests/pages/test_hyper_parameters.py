"""The page about choosing hyper-parameters: its log, its diagnoses, its test set.

Long because the log, the verdicts and the test set are one story of tries.
"""

import re

import numpy as np
import pytest

from core.data import handwriting
from core.labs.hyper_parameters import diagnosis
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs import statistics
from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    answered,
    bench,
    checked,
    click,
    dataset,
    finished,
    met,
    moved,
    news,
    open_page,
    scene,
    sections,
    verdicts,
    words,
)

NAME = "hyper_parameters"
CHOSEN = {"learning_rate": 0.5, "lambda": 0.1, "hidden": 30}  # a single network of 95.7 %
GOOD = {key: str(value) for key, value in CHOSEN.items()}


def log(reader):
    """Return the lines of the log as lists of cells; none where there is no log."""
    tables = [text.value for text in reader.markdown if "\n|---|" in text.value]
    lines = tables[0].split("|---|\n")[1].splitlines() if tables else []
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def factor(reader):
    """Return the line that states the factor of the weights at each step."""
    (line,) = [text.value for text in reader.markdown if "eta\\lambda/n$: " in text.value]
    return line


def test_the_first_scene_is_the_broken_network_and_does_not_give_its_factor_away():
    reader = open_page(NAME)
    broken = {"learning_rate": 10, "lambda": 1000, "n_training": 1000}
    assert broken.items() <= scene(reader).items()
    assert "-9" not in words(reader).replace("−", "-")
    assert "**−9**" in factor(answered(reader, "shrink to 0"))


def test_the_factor_follows_the_sliders():
    reader = moved(open_page(NAME), **{"lambda": 20})
    assert "**0.8**" in factor(reader)
    reader = moved(reader, n_training=100)
    assert "**−1**" in factor(reader)
    for experiment in ("decades", "eta_race"):
        reader = moved(reader, experiment=experiment)
        assert "**0.8 · −1 · −19**" in factor(reader)


@pytest.mark.parametrize("language", LOCALES)
def test_the_run_settles_the_prediction_and_its_verdict_is_the_diagnosis_in_the_log(language):
    reader = open_page(NAME, language)
    grow = {"en": "grow without end", "zh": "越来越大"}[language]
    reader = finished(answered(reader, grow), NAME)
    (claim,) = [element.value for element in reader.success]
    ((*settings, read, why),) = log(reader)
    assert settings == ["1", "10", "1000", "0", "1000"]
    assert read == "0.0\u00a0%"
    assert f"**{why}**" in claim
    assert "−9" in why
    assert not reader.warning  # the reason stands in the verdict and in the log


def test_the_first_ten_steps_are_those_that_l2_alone_predicts():
    reader = finished(open_page(NAME), NAME)
    points = dataset(reader, 3, "points")
    assert points["step"].tolist() == list(range(11))
    np.testing.assert_allclose(points["size"], points["size"][0] * 9.0 ** np.arange(11))
    seen = dataset(reader, 3, "d").query("run == 'now'")["size"].tolist()
    assert len(seen) > 5
    assert seen[-1] / seen[-2] == pytest.approx(9, rel=0.01)
    assert len(dataset(open_page(NAME), 3, "points")) == 1


def test_before_the_run_guessing_is_a_line_in_accuracy_and_in_cost():
    reader = open_page(NAME)
    for chart, column, level in ((1, "accuracy validation", 0.1), (2, "cost", diagnosis.GUESSING)):
        line_of = dataset(reader, chart, "d").query("series == 'guessing'")
        assert line_of["epoch"].tolist() == [0, 20]
        assert line_of[column].tolist() == [level, level]


def test_a_finished_run_is_logged_once_with_its_numbers():
    reader = finished(open_page(NAME, learning_rate="0.5", **{"lambda": "0.1"}), NAME)
    trainer = bench(reader, NAME).experiment.trainers["this_network"]
    split = handwriting.digits(n_training=1000)
    (score,) = trainer.evaluate(split.validation.X, split.validation.Y)
    ((*settings, read, why),) = log(reader)
    assert settings == ["1", "0.5", "0.1", "0", "1000"]
    assert read == written(score.accuracy, ".1%")
    assert "signal" in why
    assert log(checked(reader.run())) == log(reader)
    assert len(log(finished(reader, NAME))) == 2  # the same again is another try


def test_a_race_is_three_tries_and_each_has_its_own_diagnosis():
    reader = finished(click(open_page(NAME), "preset_4"), NAME)
    lines = log(reader)
    assert [cells[1] for cells in lines] == ["0.025", "0.25", "2.5"]
    signs = ["still falls", "a signal", "up and down"]
    assert all(sign in cells[-1] for sign, cells in zip(signs, lines, strict=True))
    (claim,) = verdicts(reader)
    frame = bench(reader, NAME).frame.query("latest")
    costs = (frame["cost training"] + frame["penalty"]).groupby(frame["name"]).median()
    for name, cost in costs.items():
        assert f"{name}: {written(cost, '.3g')}" in claim
    assert f"**{costs.idxmin()}**" in claim


def test_lambda_by_decades_names_all_that_are_not_clearly_worse_than_the_best():
    reader = finished(click(open_page(NAME), "preset_5"), NAME)
    run = bench(reader, NAME).experiment
    right = {k: statistics.right(t, *run.sets["validation"]) for k, t in run.trainers.items()}
    best = max(right, key=lambda name: np.median(right[name].mean(axis=1)))
    tied = [name for name in right if not statistics.paired(right[best], right[name]).clear]
    (claim,) = verdicts(reader)
    assert f"**{' · '.join(tied)}**" in claim
    for name, own in right.items():
        assert f"{name}: {written(np.median(own.mean(axis=1)), '.1%')}" in claim


def test_where_every_arm_diverges_the_verdicts_name_none():
    for experiment in ("eta_race", "decades"):
        reader = open_page(NAME, experiment=experiment, learning_rate="100", n_training="50")
        (claim,) = verdicts(finished(reader, NAME))
        assert "**none of them**" in claim
        assert claim.count("diverged") == 3


def test_the_map_rings_what_runs_and_keeps_each_try_with_its_accuracy_and_its_areas_named():
    reader = open_page(NAME)
    assert dataset(reader, 0, "here")[["learning_rate", "l2"]].to_numpy().tolist() == [[10, 1000]]
    assert not dataset(reader, 0, "words")["text"].any()  # it would answer the prediction
    reader = click(click(reader, "preset_3"), "step")
    (read,) = dataset(reader, 0, "here")["accuracy"]
    newest = bench(reader, NAME).frame.query("latest")
    assert [read] == newest["accuracy validation"].tolist()
    reader = finished(moved(finished(reader, NAME), learning_rate=5), NAME)
    tries = dataset(reader, 0)
    assert tries[["learning_rate", "l2"]].to_numpy().tolist() == [[0.5, 0.1], [5, 0.1]]
    assert [written(read, ".1%") for read in tries["accuracy"]] == [row[5] for row in log(reader)]
    assert dataset(reader, 0, "here")["accuracy"].isna().all()
    assert len(dataset(finished(reader, NAME), 0)) == 2  # the newest of a place
    assert "an epoch forgets" in dataset(reader, 0, "words")["text"].tolist()


@pytest.mark.parametrize("link", [{"lambda": "0"}, {"n_training": "50", "batch_size": "50"}])
def test_the_areas_of_the_map_lie_between_the_borders_of_the_diagnosis(link):
    shown = dataset(open_page(NAME, **link), 0, "areas").set_index("area")
    size, n = int(link.get("batch_size", 10)), int(link.get("n_training", 1000))
    borders = diagnosis.borders(n, size)
    for area, (low, high) in {
        "forgets": ("forgets", "flips"),
        "flips": ("flips", "runs_away"),
    }.items():
        own = shown.loc[area]
        np.testing.assert_allclose(own["eta"] * own["low"], borders[low])
        np.testing.assert_allclose(own["eta"] * own["high"], borders[high])


def test_the_log_can_be_cleared_and_shows_the_twelve_newest():
    reader = open_page(NAME, epochs="5", n_training="50")
    for _ in range(14):
        reader = finished(reader, NAME)
    assert [cells[0] for cells in log(reader)] == [str(k) for k in range(3, 15)]
    reader = click(reader, "clear_log")
    assert log(reader) == []
    assert bench(reader, NAME).done
    assert len(verdicts(reader)) == 1
    assert log(finished(reader, NAME))[0][0] == "1"


def test_another_language_translates_the_log_and_keeps_it():
    reader = click(finished(open_page(NAME), NAME), "pin")
    (language,) = [group for group in reader.get("button_group") if group.key == "lang"]
    before = log(reader)
    after = log(checked(language.set_value("zh").run()))
    assert [cells[:-1] for cells in after] == [cells[:-1] for cells in before]
    assert after[0][-1] != before[0][-1]


def test_the_test_set_judges_the_best_of_the_log_and_its_openings_are_counted():
    reader = open_page(NAME)
    assert reader.button(key="open_test").disabled
    assert finished(reader, NAME).button(key="open_test").disabled  # it diverged
    reader = finished(finished(open_page(NAME, **GOOD), NAME), NAME)
    assert "Openings of the test set: **0**" in words(reader)
    reader = click(reader, "open_test")
    split = handwriting.digits(n_training=1000)
    settings = Settings(learning_rate=0.5, l2=0.1, epochs=20, random_state=0)
    again = Trainer(settings, split.training.X, split.training.Y)
    again.run_epochs(20)
    (score,) = again.evaluate(split.test.X, split.test.Y)
    (note,) = [c.value for c in reader.caption if "on the test set" in c.value]
    assert f"**{written(score.accuracy, '.1%')}** on the test set" in note
    assert "Try 1 " in note
    assert "Openings of the test set: **1**" in words(reader)
    reader = click(reader, "open_test")
    assert "Openings of the test set: **2**" in words(reader)


def test_the_challenge_is_met_by_a_good_network_and_one_look_at_the_test_set_after_it():
    reader = finished(open_page(NAME, **GOOD), NAME)
    assert not met(reader)
    (best,) = re.findall(r"\*\*([\d.]+)\s%\*\*", news(reader))
    assert float(best) >= 95.5
    reader = click(reader, "open_test")
    assert met(reader)
    assert not met(click(reader, "open_test"))


def test_the_challenge_is_not_met_where_the_test_set_was_opened_too_soon():
    reader = click(finished(open_page(NAME, **{"lambda": "20"}), NAME), "open_test")
    assert not met(reader)
    reader = finished(moved(reader, **CHOSEN), NAME)
    assert f"**{written(0.957, '.1%')}**" in news(reader)
    assert not met(reader)


def test_the_challenge_is_not_met_by_the_ninth_try():
    reader = open_page(NAME, epochs="5", n_training="50")
    for _ in range(8):
        reader = finished(reader, NAME)
    reader = finished(moved(reader, **CHOSEN, epochs=20, n_training=1000), NAME)
    assert log(reader)[-1][5] == written(0.957, ".1%")
    assert not met(click(reader, "open_test"))


@pytest.mark.parametrize("name", diagnosis.DIAGNOSES)
def test_every_diagnosis_has_its_words_and_what_to_do_next(name):
    assert {f"diagnosis.{name}", f"next.{name}"} <= sections(NAME, "en").keys()
