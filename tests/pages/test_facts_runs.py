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
        assert all(f"{value:g}\u00a0" in told for value in lines["x"])
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
