"""The bench of every lab. Each `.run()` is one tick: AppTest has no timer of its own.

Long because every lab is tried at the same bench.
"""

from threading import Thread

import pytest

from core.labs.cross_entropy import lab
from core.runs import export
from pages.common import live
from pages.common.bench import Bench, Setup
from pages.common.live.fair_share import ROOM, FairShare
from tests.pages.reader import (
    LABS,
    LOCALES,
    bench,
    checked,
    click,
    controls,
    ends,
    finished,
    open_page,
    scene,
    ticked,
    verdicts,
    words,
)

RUNS_AWAY = {"hyper_parameters"}  # whose own scene is a network that the reader is to rescue


def rows(reader, name):
    return len(bench(reader, name).experiment.records)


def runs(reader, name):
    """Return which runs are in the pictures."""
    return set(bench(reader, name).frame["run"])


def begun(reader, name):
    """Press Run and return the page once its first mark is reached."""
    return ticked(click(reader, "run"), lambda reader: bench(reader, name).begun)


def another_scene(reader):
    """Move the learning rate to its slowest, or from it."""
    eta = controls(reader)["learning_rate"]
    low, high = ends(eta)
    return checked(eta.set_value(high if eta.value == low else low).run())


def tables(reader):
    """Return every dataset of every chart, as its bytes."""
    charts = reader.get("vega_lite_chart")
    return [one.data.data for chart in charts for one in chart.proto.datasets]


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", LABS)
def test_run_draws_more_at_every_tick_until_pause(name, language):
    reader = open_page(name, language)
    run = reader.button(key="run").label
    reader = click(reader, "run")
    assert reader.button(key="run").label != run
    for _change in range(2):  # a map of candidates changes, and does not grow
        drawn = tables(reader)
        reader = ticked(reader, lambda reader, drawn=drawn: tables(reader) != drawn)
    assert bench(reader, name).running

    reader = click(reader, "run")
    assert reader.button(key="run").label == run
    still = rows(reader, name)
    assert rows(checked(reader.run()), name) == still
    reader = click(reader, "run")
    assert rows(ticked(reader, lambda reader: rows(reader, name) > still), name) > still


@pytest.mark.parametrize("name", LABS)
def test_the_untrained_start_is_shown_without_a_verdict_and_step_goes_on_by_one_mark(name):
    reader = open_page(name)
    assert bench(reader, name).experiment.step == 0
    assert verdicts(reader) == []
    start = rows(reader, name)
    assert start > 0
    reader = click(reader, "step")
    first = bench(reader, name).experiment.step
    assert first > 0
    assert rows(reader, name) == 2 * start
    reader = click(reader, "step")
    assert rows(reader, name) == 3 * start
    assert bench(reader, name).experiment.step > first
    assert not bench(reader, name).running


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", LABS)
def test_finish_ends_in_what_the_run_showed_and_run_then_begins_again(name, language):
    reader = finished(open_page(name, language), name)
    experiment = bench(reader, name).experiment
    assert (experiment.step < experiment.steps) == (name in RUNS_AWAY)
    assert all(t.stopped for t in experiment.trainers.values()) == (name in RUNS_AWAY)
    assert len(verdicts(reader)) == 1
    assert reader.button(key="step").disabled
    pale = {"en": "Pale: the run before", "zh": "浅色：上一次运行"}[language]
    assert pale not in words(reader)
    reader = click(reader, "run")  # begins again, and the old curves stay
    assert runs(reader, name) == {"now", "before"}
    assert pale in words(reader)
    assert not bench(reader, name).done


@pytest.mark.parametrize("name", LABS)
def test_clicks_and_the_python_that_the_page_shows_come_to_the_same_records(name):
    reader = finished(click(open_page(name), "step"), name)
    (program,) = [code.value for code in reader.code if "run.advance" in code.value]
    assert len(program.splitlines()) == 5
    made = {}
    exec(program, made)
    again, shown = made["run"].records, bench(reader, name).experiment.records
    for record in (*again, *shown):
        record.pop("milliseconds", None)  # what the clock says is of each run
    assert export.csv(again) == export.csv(shown)


@pytest.mark.parametrize("name", LABS)
def test_reset_goes_back_to_the_start_and_forgets_the_other_curves(name):
    reader = click(click(click(open_page(name), "step"), "pin"), "run")
    assert runs(reader, name) == {"now", "A"}
    reader = click(reader, "reset")
    assert runs(reader, name) == {"now"}
    assert bench(reader, name).experiment.step == 0
    assert not bench(reader, name).running
    assert rows(checked(reader.run()), name) == rows(open_page(name), name)


@pytest.mark.parametrize("name", LABS)
def test_a_changed_slider_begins_again_and_keeps_the_old_curves_as_before(name):
    reader = begun(open_page(name), name)
    old = list(bench(reader, name).experiment.records)
    reader = another_scene(reader)
    assert bench(reader, name).before[: len(old)] == old
    assert runs(reader, name) == {"now", "before"}
    assert bench(reader, name).experiment.records[: len(old)] != old
    assert bench(reader, name).running


@pytest.mark.parametrize("name", LABS)
def test_four_runs_can_be_pinned_and_a_fifth_takes_the_place_of_the_first(name):
    reader = open_page(name)
    assert reader.button(key="pin").disabled
    reader = click(reader, "step")
    for _ in range(5):
        reader = click(reader, "pin")
    assert runs(reader, name) == {"now", *"ABCD"}


@pytest.mark.parametrize("name", LABS)
def test_another_language_in_the_middle_of_a_run_changes_the_words_and_not_the_run(name):
    reader = begun(open_page(name), name)
    before, title, choices = rows(reader, name), reader.markdown[0].value, scene(reader)
    (language,) = [group for group in reader.get("button_group") if group.key == "lang"]
    reader = checked(language.set_value("zh").run())
    assert reader.markdown[0].value != title
    assert scene(reader) == choices
    assert rows(reader, name) >= before
    assert bench(reader, name).running
    assert bench(reader, name).before == []


@pytest.mark.parametrize("name", LABS)
def test_a_look_at_the_first_page_and_back_keeps_the_scene_and_the_run(name):
    reader = click(another_scene(open_page(name)), "step")
    choices, before = scene(reader), rows(reader, name)
    checked(reader.switch_page("pages/home.py").run())
    reader = checked(reader.switch_page(f"pages/{name}.py").run())
    assert scene(reader) == choices
    assert rows(reader, name) == before


@pytest.fixture
def full_server(monkeypatch):
    share = FairShare()
    for visitor in range(ROOM):
        with share.slice(visitor):
            pass
    monkeypatch.setattr(live, "fair_share", lambda: share)
    return share


@pytest.mark.parametrize(("language", "words"), [("en", "few seconds"), ("zh", "几秒")])
def test_one_reader_too_many_is_told_to_try_again_and_can(full_server, language, words):
    reader = checked(click(open_page(LABS[0], language), "run").run())
    assert [warning for warning in reader.warning if words in warning.value]
    assert not bench(reader, LABS[0]).running
    full_server.leave(0)
    assert not begun(reader, LABS[0]).warning


def test_two_threads_that_step_one_bench_take_turns():
    choices = {"data": "digits", "n_training": 100, "learning_rates": {"cross_entropy": 0.5}}
    setup = Setup(lab, choices | {"epochs": 40, "random_state": 0})
    shared, alone = (Bench(setup, setup.start()) for _ in range(2))

    def step(bench, times):
        for _ in range(times):
            live._step(bench)

    threads = [Thread(target=step, args=(shared, 10), daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
        assert not thread.is_alive()
    step(alone, 40)
    assert shared.experiment.records == alone.experiment.records
