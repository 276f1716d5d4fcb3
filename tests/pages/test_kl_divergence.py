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
SHARES, STACK, CODE, VALLEY = range(4)  # the charts
PRESETS = {  # p, q; H, CE, KL and the reverse KL in nats, worked out by hand to four digits
    "preset_0": ((0.9, 0.1), (0.2, 0.8), "0.3251", "1.4708", "1.1457", "1.3627"),
    "preset_1": ((1, 0), (0.7, 0.3), "0.0000", "0.3567", "0.3567", "∞"),
    "preset_2": ((0.7, 0.2, 0.1), (0, 0.6, 0.4), "0.8018", "∞", "∞", "1.2137"),
    "preset_3": ((0.7, 0.2, 0.1), (0.5, 0.3, 0.2), "0.8018", "0.8869", "0.0851", "0.0920"),
    "preset_4": ((0.5, 0.3, 0.2), (0.7, 0.2, 0.1), "1.0297", "1.1217", "0.0920", "0.0851"),
}
SUM = {
    "en": r"Cross-entropy \*\*(.+?)\*\* = entropy \*\*(.+?)\*\* \+ KL \*\*(.+?)\*\* .*= (.+?)\.$",
    "zh": r"交叉熵 \*\*(.+?)\*\* = 熵 \*\*(.+?)\*\* \+ KL \*\*(.+?)\*\*.*= (.+?)。$",
}


def shown(reader, language="en"):
    """Return the texts of CE, H(p), KL(p‖q) and KL(q‖p) above the charts."""
    (found,) = [m for text in reader.markdown if (m := re.match(SUM[language], text.value))]
    return found.groups()


@pytest.mark.parametrize("language", LOCALES)
def test_each_preset_shows_the_numbers_worked_out_for_it(language):
    reader = open_page(NAME, language)
    for preset, (p, q, h, ce, kl, reverse) in PRESETS.items():
        reader = click(reader, preset)
        assert shown(reader, language) == (ce, h, kl, reverse)
        assert dataset(reader, SHARES)["probability"].tolist() == pytest.approx([*p, *q])


def test_a_run_starts_where_the_reader_put_q_but_a_zero_at_a_thousandth():
    reader = open_page(NAME)
    for preset, q in {"preset_3": (0.5, 0.3, 0.2), "preset_2": (1e-3, 0.5994, 0.3996)}.items():
        reader = click(reader, preset)
        assert bench(reader, NAME).experiment.records[0]["q"] == pytest.approx(q)


def test_in_bits_every_number_is_larger_by_one_factor_and_the_run_is_the_same():
    reader = click(click(open_page(NAME), "preset_1"), "step")
    records = bench(reader, NAME).experiment.records
    reader = moved(click(reader, "reset"), unit="bits")
    assert shown(reader)[:3] == ("0.5146", "0.0000", "0.5146")
    reader = moved(click(reader, "step"), unit="nats")
    assert bench(reader, NAME).experiment.records == records
    assert bench(reader, NAME).before == []


def test_the_stack_is_the_entropy_and_kl_on_each_other_and_follows_the_learning_q():
    reader = open_page(NAME)
    for _ in range(3):
        q = bench(reader, NAME).experiment.records[-1]["q"]
        sizes = dataset(reader, STACK).set_index(["stack", "series"])["size"]
        h, kl = entropy((0.9, 0.1)), float(rel_entr((0.9, 0.1), q).sum())
        stacked, alone = sizes["CE(p, q)", "KL(p‖q)"], sizes["KL(p‖q)", "KL(p‖q)"]
        assert sizes["CE(p, q)", "H(p)"] == pytest.approx(h, abs=5e-5)  # as it is written
        assert stacked == alone == pytest.approx(kl, abs=5e-5)
        assert dataset(reader, SHARES)["probability"].tolist() == pytest.approx([0.9, 0.1, *q])
        valley = dataset(reader, VALLEY)
        assert valley.loc[valley["latest"] == True, "q1"].tolist() == [q[0]]  # noqa: E712
        reader = click(reader, "step")


def test_the_coloured_area_of_the_code_is_the_cross_entropy():
    reader = click(open_page(NAME), "preset_3")
    table = dataset(reader, CODE)
    table["area"] = (table["right"] - table["left"]) * table["height"]
    areas = table.groupby("series", sort=False)["area"].sum()
    assert areas.tolist() == pytest.approx([0.8869, 0.8018], abs=5e-5)


@pytest.mark.parametrize("language", LOCALES)
def test_a_zero_in_q_is_shown_as_infinite_with_its_reason(language):
    reader = click(open_page(NAME, language), "preset_2")
    reason = {"en": "q gives 0 to something that happens", "zh": "q 给会发生的事分配了 0"}[language]
    assert reason in words(reader)
    assert np.isfinite(dataset(reader, STACK)["size"]).all()
    assert "∞" in dataset(reader, STACK)["text"].tolist()
    reader = finished(reader, NAME)
    assert "∞" not in shown(reader, language)


def test_what_never_happens_is_said_to_cost_nothing():
    assert "0·ln 0 = 0" in words(click(open_page(NAME), "preset_1"))
    assert "0·ln 0 = 0" not in words(open_page(NAME))


def test_with_both_shares_of_the_rest_at_1_there_are_two_outcomes_and_else_three():
    reader = open_page(NAME)
    assert set(dataset(reader, SHARES)["outcome"]) == {"1", "2"}
    reader = moved(reader, q2="9/10")
    assert set(dataset(reader, SHARES)["outcome"]) == {"1", "2", "3"}
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
