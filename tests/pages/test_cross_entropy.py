import pytest

from core.data.handwriting import digits
from pages.common import labels
from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    answered,
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
)

NAME = "cross_entropy"
SHORT = {"n_training": "100", "epochs": "5"}  # a tenth of a second


@pytest.mark.parametrize("language", LOCALES)
def test_one_run_states_both_accuracies_and_asks_for_the_other_start(language):
    reader = finished(open_page(NAME, language, **SHORT), NAME)
    (claim,) = verdicts(reader)
    for arm in (found(reader).rival, found(reader).cross_entropy):
        assert f"**{written(arm.accuracy, '.1%')}**" in claim
    assert f"**{judged(found(reader).lead)}**" in claim
    other = labels.LABELS["scaled"][list(LOCALES).index(language)]
    assert other in claim
    reader = finished(moved(open_page(NAME, language, **SHORT), weight_init="scaled"), NAME)
    assert other not in verdicts(reader)[0]


def test_one_run_of_the_scene_that_the_question_sets_settles_it():
    reader = moved(open_page(NAME, learning_rate="3", weight_init="scaled"), epochs=10)
    reader = finished(answered(reader, "cross-entropy"), NAME)
    assert found(reader).lead.sign == 1
    assert verdicts(reader)[0].startswith("You said **cross-entropy**, and so it is. ")
    reader = answered(reader, "quadratic")
    assert verdicts(reader)[0].startswith("You said **quadratic**; it is **cross-entropy**. ")


@pytest.mark.parametrize("first", ["standard", "scaled"])
def test_both_starts_in_either_order_tell_how_much_of_the_lead_was_a_rescue(first):
    reader = finished(moved(open_page(NAME), weight_init=first), NAME)
    assert "how much of the lead is left?" in verdicts(reader)[0]
    leads = {first: found(reader).lead}
    (second,) = {"standard", "scaled"} - {first}
    reader = finished(moved(reader, weight_init=second), NAME)
    leads[second] = found(reader).lead
    (claim,) = verdicts(reader)
    for one in leads.values():
        assert f"**{written(one.size, '.1p')}**" in claim
    assert (leads["scaled"] - leads["standard"]).sign == -1
    assert "rescue" in claim


def test_a_lead_of_another_scene_is_not_set_beside_this_one():
    reader = finished(open_page(NAME, **SHORT), NAME)
    reader = finished(moved(reader, weight_init="scaled", hidden=10), NAME)
    assert "how much of the lead is left?" in verdicts(reader)[0]


def test_where_the_cross_entropy_loses_no_rescue_is_claimed_and_the_challenge_is_met():
    reader = open_page(NAME, learning_rate="3")
    claims = []
    for start in ("standard", "scaled"):
        reader = finished(moved(reader, weight_init=start), NAME)
        claims += verdicts(reader)
    assert found(reader).lead.value < 0
    assert found(reader).rival.accuracy > 0.8
    assert "rescue" not in claims[-1]
    assert f"**{judged(found(reader).lead)}** points behind" in news(reader)
    assert met(reader)


def test_two_leads_that_no_image_tells_apart_are_said_to_be_level():
    reader = finished(open_page(NAME, **SHORT, learning_rate="0.3"), NAME)
    first = found(reader).lead
    reader = finished(moved(reader, weight_init="scaled"), NAME)
    assert not (found(reader).lead - first).clear
    assert "cannot tell them apart" in verdicts(reader)[0]


def test_two_costs_that_both_fail_do_not_meet_the_challenge():
    wild = {"learning_rate": "5", "hidden": "10", "batch_size": "1", "epochs": "5"}
    reader = finished(open_page(NAME, n_training="200", weight_init="scaled", **wild), NAME)
    assert found(reader).cross_entropy.accuracy < 0.8
    assert found(reader).rival.accuracy < 0.8
    assert not met(reader)


def test_a_race_at_two_rates_does_not_meet_the_challenge():
    same = {"n_training": "200", "learning_rate": "3", "weight_init": "scaled"}
    reader = finished(open_page(NAME, **same, eta_mode="sixth"), NAME)
    assert "does not count" in news(reader)
    assert not met(reader)


def test_before_the_end_no_lead_is_told():
    reader = click(open_page(NAME, **SHORT), "step")
    assert "Finish a run" in news(reader)


@pytest.mark.parametrize("language", LOCALES)
def test_a_cost_whose_networks_all_ran_away_reads_nothing_and_the_page_says_why(language):
    wild = {"compare": "linear_quadratic", "learning_rate": "5"}
    reader = finished(open_page(NAME, language, **SHORT, **wild), NAME)
    (claim,) = verdicts(reader)
    assert f"**{written(0.0, '.1%')}**" in claim
    (warning,) = reader.warning
    assert {"en": "diverged, and count as 0 %", "zh": "发散"}[language] in warning.value


def test_at_a_sixth_the_cross_entropy_takes_steps_as_long_as_the_name_of_the_preset_says():
    trainers = bench(click(open_page(NAME), "preset_1"), NAME).experiment.trainers
    rates = {cost: trainer.settings[0].learning_rate for cost, trainer in trainers.items()}
    assert rates == {"quadratic": 3, "cross_entropy": 0.5}


def test_the_page_measures_on_all_validation_digits():
    X, _ = bench(open_page(NAME), NAME).experiment.sets["validation"]
    assert len(X) == len(digits().validation.X)
