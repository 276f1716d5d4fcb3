import re

import numpy as np
import pytest
from scipy.special import rel_entr
from scipy.stats import entropy

from core.labs.kl_divergence import learned_distribution
from tests.pages.reader import (
    LOCALES,
    bench,
    click,
    dataset,
    finished,
    met,
    moved,
    news,
    open_page,
    verdicts,
    words,
)

NAME = "kl_divergence"
CODE, VALLEY, _COST = range(3)  # the charts
PRESETS = {  # p, q; H, CE, KL and the reverse KL in nats, worked out by hand to four digits
    "preset_0": ((0.9, 0.1), (0.2, 0.8), "0.3251", "1.4708", "1.1457", "1.3627"),
    "preset_1": ((1, 0), (0.7, 0.3), "0.0000", "0.3567", "0.3567", "∞"),
    "preset_2": ((0.7, 0.2, 0.1), (0, 0.6, 0.4), "0.8018", "∞", "∞", "1.2137"),
    "preset_3": ((0.7, 0.2, 0.1), (0.5, 0.3, 0.2), "0.8018", "0.8869", "0.0851", "0.0920"),
    "preset_4": ((0.5, 0.3, 0.2), (0.7, 0.2, 0.1), "1.0297", "1.1217", "0.0920", "0.0851"),
}
NUMBER = r"(\d+\.\d{4}|∞)"


def shown(reader):
    """Return the texts of CE, H(p) and KL(p‖q) in the title of the code words."""
    sums = (re.search(f"{NUMBER} = {NUMBER} \\+ {NUMBER}", text.value) for text in reader.markdown)
    return next(found.groups() for found in sums if found)


def ends_of(reader, series):
    """Return the ends of the bars of a series, by their row."""
    table = dataset(reader, CODE)
    return table[table["series"] == series].set_index("row")["end"]


@pytest.mark.parametrize("language", LOCALES)
def test_each_preset_shows_the_numbers_worked_out_for_it(language):
    reader = open_page(NAME, language)
    for preset, (p, q, h, ce, kl, reverse) in PRESETS.items():
        reader = click(reader, preset)
        assert shown(reader) == (ce, h, kl)
        assert f"KL(q‖p) = {reverse}" in words(reader)
        for share in (*p, *q):
            assert f"{share:.3g}" in words(reader)


def test_a_run_starts_where_the_reader_put_q_but_a_zero_at_a_thousandth():
    reader = open_page(NAME)
    for preset, q in {"preset_3": (0.5, 0.3, 0.2), "preset_2": (1e-3, 0.5994, 0.3996)}.items():
        reader = click(reader, preset)
        assert bench(reader, NAME).experiment.records[0]["q"] == pytest.approx(q)


def test_in_bits_every_number_is_larger_by_one_factor_and_the_run_is_the_same():
    reader = click(click(open_page(NAME), "preset_1"), "step")
    records = bench(reader, NAME).experiment.records
    reader = moved(click(reader, "reset"), unit="bits")
    assert shown(reader) == ("0.5146", "0.0000", "0.5146")
    reader = moved(click(reader, "step"), unit="nats")
    assert bench(reader, NAME).experiment.records == records
    assert bench(reader, NAME).before == []


def test_the_bars_are_the_code_words_and_their_means_and_follow_the_learning_q():
    reader = open_page(NAME)
    p = (0.9, 0.1)
    for _ in range(3):
        q = bench(reader, NAME).experiment.records[-1]["q"]
        right, wrong = (ends_of(reader, name) for name in ("right code: p", "wrong code: q"))
        assert right.tolist() == pytest.approx([*-np.log(p), entropy(p)])
        assert wrong.tolist() == pytest.approx([*-np.log(q), entropy(p)])
        (cost,) = ends_of(reader, "extra: KL")
        assert cost - entropy(p) == pytest.approx(float(rel_entr(p, q).sum()))
        valley = dataset(reader, VALLEY)
        assert valley.loc[valley["latest"] == True, "q1"].tolist() == [q[0]]  # noqa: E712
        reader = click(reader, "step")


@pytest.mark.parametrize("language", LOCALES)
def test_a_zero_in_q_is_shown_as_infinite_with_its_reason(language):
    reader = click(open_page(NAME, language), "preset_2")
    reason = {"en": "q gives 0 to something that happens", "zh": "q 给会发生的事分配了 0"}[language]
    assert reason in words(reader)
    assert np.isfinite(dataset(reader, CODE)["end"]).all()
    assert {"∞", "CE ∞"} <= set(dataset(reader, CODE)["text"])
    reader = finished(reader, NAME)
    assert "∞" not in shown(reader)


def test_what_never_happens_is_said_to_cost_nothing():
    assert "0·ln 0 = 0" in words(click(open_page(NAME), "preset_1"))
    assert "0·ln 0 = 0" not in words(open_page(NAME))


def test_with_both_shares_of_the_rest_at_1_there_are_two_outcomes_and_else_three():
    reader = open_page(NAME)
    assert dataset(reader, CODE)["row"].nunique() == 3  # the last is their mean
    reader = moved(reader, q2="9/10")
    assert dataset(reader, CODE)["row"].nunique() == 4
    assert "three outcomes" in words(reader)


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_where_the_run_ended_and_when_it_was_close(language):
    reader = finished(open_page(NAME, language), NAME)
    (claim,) = verdicts(reader)
    end = bench(reader, NAME).experiment.records[-1]
    assert f"**{end['cross_entropy']:.4f}**" in claim
    assert "**0.3251**" in claim
    assert f"**{end['kl']:.4f}**" in claim
    assert "**63**" in claim
    assert end["kl"] < learned_distribution.CLOSE


def test_a_run_that_never_gets_close_is_told_so():
    reader = finished(moved(click(open_page(NAME), "preset_3"), learning_rate=10), NAME)
    assert "never below" in verdicts(reader)[0]
    reader = finished(moved(open_page(NAME), learning_rate=0.05, steps=30), NAME)
    assert "never below" in verdicts(reader)[0]


def test_the_challenge_wants_a_large_cross_entropy_without_kl():
    reader = open_page(NAME)
    for p1, p2, q1, q2, won in (
        (0.9, "1", 0.2, "1", False),
        (0.33, "1/2", 0.33, "1/2", True),
        (0.9, "1", 0.9, "1", False),  # no KL, but a small entropy
        (0.33, "1/2", 0.2, "1/2", False),  # a large cross-entropy, but some KL
    ):
        reader = moved(reader, p1=p1, p2=p2, q1=q1, q2=q2)
        assert met(reader) == won
        assert ("p itself is uncertain" in news(reader)) == won


def test_the_challenge_can_also_be_met_by_a_run():
    assert met(finished(open_page(NAME, p1="0.33", p2="1/2"), NAME))
