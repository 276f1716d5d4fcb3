import pytest

from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    bench,
    click,
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

NAME = "shrinkage"
SHORT = {"epochs": "20", "n_training": "50"}


def percent(share):
    """Return a share as the page writes it."""
    return written(share, ".1%")


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_zeros_and_accuracies_of_the_run(language):
    reader = finished(open_page(NAME, language, **SHORT), NAME)
    (claim,) = verdicts(reader)
    arms = found(reader).arms
    for arm in (arms["l1_sgn"], arms["l1_proximal"]):
        assert f"**{percent(arm.zeros)}**" in claim
        assert percent(arm.accuracy) in claim
    assert f"**{percent(arms['l1_sgn'].near)}**" in claim
    assert judged(found(reader).gains["l1_proximal"]) in claim


def test_the_two_steps_of_l1_run_side_by_side_so_that_a_change_of_view_starts_nothing_anew():
    reader = finished(open_page(NAME, **SHORT), NAME)
    records = list(bench(reader, NAME).experiment.records)
    reader = moved(reader, penalty="l1_sgn")
    assert bench(reader, NAME).experiment.records == records
    assert f"**{percent(found(reader).arms['l1_sgn'].alive)}**" in news(reader)


@pytest.mark.parametrize(
    ("link", "says"), [({}, "is a repair"), ({"lambda": "0"}, "cannot tell them apart")]
)
def test_the_gains_from_both_starts_stand_side_by_side_once_both_are_run(link, says):
    reader, claim = open_page(NAME, penalty="l2", n_training="100", epochs="50", **link), ""
    for start in ("standard", "scaled"):
        assert says not in claim
        reader = finished(moved(reader, weight_init=start), NAME)
        (claim,) = verdicts(reader)
        assert f"**{judged(found(reader).gains['l2'])}**" in claim
    assert says in claim


def test_two_presets_pull_as_hard_for_as_many_steps_and_the_last_one_much_harder():
    reader, seen = open_page(NAME), []
    for preset in ("preset_3", "preset_4", "preset_5"):
        reader = click(reader, preset)
        (pull,) = [m.value for m in reader.markdown if m.value.startswith("**ηλ/n")]
        seen.append((bench(reader, NAME).experiment.steps, pull))
    assert seen[0] == seen[1]
    assert "0.99995," in seen[0][1]
    assert "−9," in seen[2][1]


@pytest.mark.parametrize(
    ("language", "says"), [("en", "all five networks diverged"), ("zh", "发散")]
)
def test_a_factor_below_minus_1_leaves_the_page_alive_with_the_reason(language, says):
    wild = {"penalty": "l2", "lambda": "100", "learning_rate": "10"}
    reader = finished(open_page(NAME, language, **wild, **SHORT), NAME)
    (warning,) = reader.warning
    assert "1 − ηλ/n = −19" in warning.value
    (claim,) = verdicts(reader)
    assert says in claim
    assert not met(reader)
    assert bench(reader, NAME).experiment.diverged == ["l2"]


def test_a_step_that_is_longer_than_any_weight_makes_l1_jump():
    reader = finished(open_page(NAME, **{"lambda": "100000"}, **SHORT), NAME)
    (claim,) = verdicts(reader)
    assert "**1000**" in claim
    assert found(reader).arms["l1_proximal"].zeros == 1


def test_without_a_penalty_nothing_is_paid_for_weights():
    reader = finished(open_page(NAME, penalty="no_penalty", **SHORT), NAME)
    (claim,) = verdicts(reader)
    assert f"**{percent(found(reader).arms['no_penalty'].accuracy)}**" in claim
    assert found(reader).arms["no_penalty"].paid == 0
    assert "nothing gathers at 0" in words(reader)


@pytest.mark.parametrize(
    ("link", "won"),
    [
        ({"lambda": "0.5", "learning_rate": "0.2", "batch_size": "20", "epochs": "500"}, True),
        ({}, False),  # too many weights are left
        ({"lambda": "5", **SHORT}, False),  # few are left, and little is read
    ],
)
def test_the_challenge_is_met_by_few_weights_that_read_as_well_as_all(link, won):
    reader = finished(open_page(NAME, **link), NAME)
    assert met(reader) == won
    chosen = found(reader).arms["l1_proximal"]
    assert f"**{percent(chosen.alive)}**" in news(reader)
    assert f"**{judged(found(reader).gains['l1_proximal'])}**" in news(reader)
    assert (chosen.alive <= 0.4) == (link != {})
