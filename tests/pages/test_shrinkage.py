import pytest

from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    bench,
    click,
    finished,
    moved,
    news,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "shrinkage"
SHORT = {"epochs": "20", "n_training": "50"}
FLAG, MET = ":material/flag:", ":material/check_circle:"


def found(reader):
    return bench(reader, NAME).found


def percent(share):
    """Return a share as the page writes it."""
    return written(share, ".1%")


def judged(gain):
    """Return a gain with its error as the page writes it."""
    return f"{written(gain.value, '.1p')} ± {written(gain.error, '.1p')}"


def titles(reader):
    return [m.value for m in reader.markdown if m.value.startswith("**ηλ/n")]


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


def test_the_verdict_answers_the_prediction():
    reader = open_page(NAME, **SHORT)
    reader = finished(reader.radio[0].set_value("0 %").run(), NAME)
    assert [element.value[:18] for element in reader.success] == ["You said 0 %: righ"]
    reader = reader.radio[0].set_value("about half").run()
    assert reader.info[0].value.startswith("You said about half. ")


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


def test_the_presets_are_the_scenes_that_their_names_state():
    reader = open_page(NAME)
    wanted = {
        "preset_0": {"penalty": "l1_proximal", "lambda": 0.2},
        "preset_1": {"penalty": "l2", "weight_init": "standard"},
        "preset_2": {"penalty": "l2", "weight_init": "scaled"},
        "preset_3": {"penalty": "l2", "lambda": 0.1, "n_training": 1000},
        "preset_4": {"penalty": "l2", "lambda": 0.01, "n_training": 100},
        "preset_5": {"penalty": "l2", "lambda": 1000, "n_training": 1000, "learning_rate": 10},
    }
    steps, pulls = {}, {}
    for preset, values in wanted.items():
        reader = click(reader, preset)
        assert scene(reader).items() >= values.items()
        steps[preset], pulls[preset] = bench(reader, NAME).experiment.steps, titles(reader)
    assert (steps["preset_3"], pulls["preset_3"]) == (steps["preset_4"], pulls["preset_4"])
    assert "0.99995," in pulls["preset_3"][0]
    assert "−9," in pulls["preset_5"][0]


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
    assert news(reader).startswith(FLAG)
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
    ("link", "met"),
    [
        ({"lambda": "0.5", "learning_rate": "0.2", "batch_size": "20", "epochs": "500"}, True),
        ({}, False),  # too many weights are left
        ({"lambda": "5", **SHORT}, False),  # few are left, and little is read
    ],
)
def test_the_challenge_is_met_by_few_weights_that_read_as_well_as_all(link, met):
    reader = finished(open_page(NAME, **link), NAME)
    assert news(reader).startswith(MET if met else FLAG)
    chosen = found(reader).arms["l1_proximal"]
    assert f"**{percent(chosen.alive)}**" in news(reader)
    assert f"**{judged(found(reader).gains['l1_proximal'])}**" in news(reader)
    assert (chosen.alive <= 0.4) == (link != {})
