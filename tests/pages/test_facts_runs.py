"""What facts says of two hundred runs: each published number on its histogram, and the cards."""

import json
import re

import pytest

from core.reproduce.distribution import distributed
from core.reproduce.paired import compared
from core.reproduce.table import reproduced
from pages.common.prose import Words
from pages.facts import histograms
from tests.pages.reader import LOCALES, PAGES, checked, dataset, open_page, sections, words

TABLE = {(r.experiment, r.series, r.statistic, r.published): r for r in reproduced()}
SPREAD = {one[:3]: one for one in distributed()}
PAIRED = {(row.question, row.statistic): row for row in compared()}
BEST = ("accuracy test", "highest")
END = ("accuracy test", "at the end")
LAST_TEN = "mean of the last ten"


def best(experiment):
    return SPREAD[experiment, *BEST]


def below(experiment, published, place=BEST):
    return TABLE[experiment, *place, published].below


@pytest.mark.parametrize("language", LOCALES)
def test_every_published_number_with_many_runs_is_a_line_on_their_histogram(language):
    reader = open_page("facts", language)
    few = len(reader.get("vega_lite_chart"))
    reader.session_state["others"] = True
    charts = checked(reader.run()).get("vega_lite_chart")
    assert 6 <= few < len(charts) == len(list(histograms.histograms()))
    drawn, text = [], words(reader)
    for number, chart in enumerate(charts):
        told = json.loads(chart.proto.spec)["description"]
        lines = dataset(reader, number, "rules")
        drawn += list(lines["x"])
        assert all(f"{value:g}" in told for value in lines["x"])
        assert all(f"**{line}**" in text for line in re.split("; |；", told)[: len(lines)])
        assert sum(dataset(reader, number)["runs"]) >= 50
    rows = [row for row in reproduced() if row.below is not None and row.by != "formula"]
    assert sorted(drawn) == sorted(
        {(r[0], *r[3:5], r.published): r.published for r in rows}.values()
    )


def test_a_line_lies_where_its_percentile_says():
    for shown in histograms.histograms():
        tables = histograms.picture(shown).tables
        bars = tables["d"]
        for row in shown.published:
            lower = bars.loc[bars["right"] <= row.published, "runs"].sum()
            upper = bars.loc[bars["left"] <= row.published, "runs"].sum()
            assert lower - 0.5 <= row.below * shown.ours.n / 100 <= upper + 0.5


@pytest.mark.parametrize(
    ("share", "english", "chinese"),
    [
        (0, "lower than all 200 of our runs", "低于我们全部 200 次运行"),
        (100, "higher than all 200 of our runs", "高于我们全部 200 次运行"),
        (0.25, "higher than 1 of 100 of our runs", "高于我们每 100 次运行中的 1 次"),
        (99.75, "higher than 99 of 100 of our runs", "高于我们每 100 次运行中的 99 次"),
        (77.25, "higher than 77 of 100 of our runs", "高于我们每 100 次运行中的 77 次"),
    ],
)
def test_a_percentile_in_words(share, english, chinese):
    row = TABLE["cross_entropy_30", *BEST, 95.49]._replace(below=share, seeds=200)
    for language, told in (("en", english), ("zh", chinese)):
        say = Words("pages/facts.py")
        say.path = say.path.with_suffix("").with_suffix(f".{language}.md")
        assert histograms.standing(say, row) == told


@pytest.mark.parametrize("name", [name for name in PAGES if name != "facts"])
def test_a_page_that_states_such_a_number_links_to_where_it_lies(name):
    numbers = {
        row.published
        for row in reproduced()
        if row.published is not None
        and row.unit == "%"
        and row.seeds > 1
        and row.by != "note (about)"
    }
    for language in LOCALES:
        for text in sections(name, language).values():
            for sentence in re.split(r"\n\n", text):
                stated = {float(n) for n in re.findall(r"\d\d\.\d\d(?=\u00a0% )", sentence)}
                if stated & numbers:
                    assert f"(facts?lang={language}#" in sentence, (name, language, sentence)


def test_links_to_facts_lead_to_places_that_are_there():
    anchors = {place.anchor for place in open_page("facts").subheader}
    found = set()
    for name in PAGES:
        for language in LOCALES:
            for text in sections(name, language).values():
                found |= set(re.findall(rf"\(facts\?lang={language}#(\w+)\)", text))
    assert found
    assert found <= anchors


def test_the_books_run_without_l2_is_a_good_one_and_nothing_unusual():
    assert 60 < below("cross_entropy_30", 95.49) < 95


def test_a_third_of_the_rate_costs_less_than_one_run_differs_from_the_next():
    slower = PAIRED["rate", "highest"]
    assert slower.sure
    assert 0 < slower.difference < best("note_cross_entropy").sd
    assert 5 < below("note_cross_entropy", 94.99) < 40


def test_l2_helps_from_the_old_start_and_the_books_run_is_among_the_best():
    gain = PAIRED["l2", "highest"]
    assert gain.sure
    assert gain.difference > 0.5
    assert gain.higher > 95
    assert below("full_l2", 96.49) > 90


def test_most_of_what_l2_gains_is_a_repair_of_the_start():
    gain, left = (PAIRED[question, LAST_TEN].difference for question in ("l2", "l2_scaled"))
    assert left < gain / 2


def test_the_best_of_all_epochs_flatters_the_rougher_curve():
    best_epoch, last_ten = PAIRED["l2_scaled", "highest"], PAIRED["l2_scaled", LAST_TEN]
    assert best_epoch.sure
    assert best_epoch.difference > 1.5 * last_ten.difference > 0


def test_the_costs_differ_from_the_old_start_and_nearly_tie_from_the_scaled_one():
    old, scaled = PAIRED["cost", "highest"], PAIRED["cost_scaled", "highest"]
    assert old.sure
    assert old.difference > 0
    assert abs(scaled.difference) < old.difference
    assert abs(scaled.difference) < 0.1


def test_with_100_hidden_neurons_most_quadratic_runs_never_learn_some_digit():
    unlearned = SPREAD["quadratic_100", "unlearned test", "at the end"]
    assert unlearned.first == 0
    assert unlearned.counts[0] < unlearned.n / 2
    assert below("quadratic_100", 96.59) > 75
    assert best("quadratic_100").q50 < 90


def test_the_first_hundred_images_are_an_unlucky_set():
    place = ("accuracy validation", "at the end")
    assert below("drawn_100", 69.09, place) < 10
    ours = TABLE["size_100", *place, 69.09].median
    assert ours < SPREAD["drawn_100", *place].q25


def test_thirty_networks_together_read_more_than_each_alone():
    together = TABLE["committee", *END, None]
    alone = TABLE["committee", "accuracy test alone", "at the end", None]
    assert together.low - alone.high > 1
