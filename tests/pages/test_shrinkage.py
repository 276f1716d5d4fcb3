from statistics import median

import numpy as np
import pytest

from core.labs.shrinkage.single_weight import after
from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    bench,
    click,
    controls,
    finished,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "shrinkage"
SHORT = {"epochs": "20", "n_training": "50"}


def latest(reader, name, measure):
    """Return a measure of the five networks of an arm, at the newest mark."""
    experiment = bench(reader, NAME).experiment
    rows = [r for r in experiment.records if r["name"] == name and r["step"] == experiment.step]
    return [row[measure] for row in rows]


def percent(reader, name, measure):
    """Return the median share of an arm as the page writes it."""
    return written(median(latest(reader, name, measure)), ".1%")


def alive(reader, name):
    """Return the share of live weights that are not 0, as the page writes it."""
    return written(1 - round(median(latest(reader, name, "exact")), 3), ".1%")


def news(reader):
    """Return what the page says about the challenge."""
    return next(m.value for m in reversed(reader.markdown) if m.value.startswith(":material/"))


def titles(reader):
    return [m.value for m in reader.markdown if m.value.startswith("**ηλ/n")]


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_zeros_and_accuracies_of_the_run(language):
    reader = finished(open_page(NAME, language, **SHORT), NAME)
    (claim,) = verdicts(reader)
    for name in ("l1_sgn", "l1_proximal"):
        assert f"**{percent(reader, name, 'exact')}**" in claim
        assert f"{percent(reader, name, 'accuracy validation')}" in claim
    assert f"**{percent(reader, 'l1_sgn', 'near')}**" in claim


def test_the_verdict_answers_the_prediction():
    reader = open_page(NAME, **SHORT)
    reader = finished(reader.radio[0].set_value("0 %").run(), NAME)
    assert [element.value[:18] for element in reader.success] == ["You said 0 %: righ"]
    reader = reader.radio[0].set_value("about half").run()
    assert reader.info[0].value.startswith("You said about half. ")


@pytest.mark.parametrize("penalty", ["no_penalty", "l2", "l1_sgn"])
def test_the_weight_that_the_page_follows_keeps_to_the_formula_to_the_end(penalty):
    reader = finished(open_page(NAME, penalty=penalty, w="0.1", **SHORT), NAME)
    rows = [r for r in bench(reader, NAME).experiment.records if r["network"] == 0]
    for name in {row["name"] for row in rows}:
        way = [(row["step"], row["weight"]) for row in rows if row["name"] == name]
        steps, weights = np.array(way).T
        np.testing.assert_allclose(weights, after(name, weights[0], 0.002, steps), atol=1e-5)


def test_the_two_steps_of_l1_run_side_by_side_so_that_a_change_of_view_starts_nothing_anew():
    reader = finished(open_page(NAME, **SHORT), NAME)
    records = list(bench(reader, NAME).experiment.records)
    reader = controls(reader)["penalty"].set_value("l1_sgn").run()
    assert bench(reader, NAME).experiment.records == records
    assert f"**{alive(reader, 'l1_sgn')}**" in news(reader)


def test_the_gains_from_both_starts_stand_side_by_side_once_both_are_run():
    reader, gains = open_page(NAME, penalty="l2", **SHORT), []
    for start in ("standard", "scaled"):
        reader = finished(controls(reader)["weight_init"].set_value(start).run(), NAME)
        gain = bench(reader, NAME).found.gains["l2"]
        gains.append(f"**{written(gain.value, '.1p')} ± {written(gain.error, '.1p')}**")
        (claim,) = verdicts(reader)
        assert gains[-1] in claim
    assert all(gain in claim for gain in gains)


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


def test_a_factor_below_minus_1_leaves_the_page_alive_with_the_reason():
    reader = finished(click(open_page(NAME), "preset_5"), NAME)
    (warning,) = reader.warning
    assert "1 − ηλ/n = −9" in warning.value
    (claim,) = verdicts(reader)
    assert "all networks diverged" in claim
    assert news(reader).startswith(":material/flag:")
    assert bench(reader, NAME).experiment.diverged == ["l2"]


def test_the_largest_strength_sends_l2_away_and_makes_l1_jump_and_the_page_says_why():
    reader = finished(open_page(NAME, **{"lambda": "100000"}, **SHORT), NAME)
    (claim,) = verdicts(reader)
    assert "**1000**" in claim
    assert set(latest(reader, "l1_proximal", "exact")) == {1.0}
    reader = finished(controls(reader)["penalty"].set_value("l2").run(), NAME)
    assert "1 − ηλ/n = −999" in reader.warning[0].value


def test_without_a_penalty_nothing_is_paid_for_weights():
    reader = finished(open_page(NAME, penalty="no_penalty", **SHORT), NAME)
    (claim,) = verdicts(reader)
    assert f"**{percent(reader, 'no_penalty', 'accuracy validation')}**" in claim
    assert set(latest(reader, "no_penalty", "penalty")) == {0.0}
    assert "nothing gathers at 0" in words(reader)


@pytest.mark.parametrize(
    ("link", "met"),
    [
        ({"lambda": "0.5", "learning_rate": "0.2", "batch_size": "20", "epochs": "500"}, True),
        (SHORT, False),  # too many weights are left
        ({"lambda": "5", **SHORT}, False),  # few are left, and little is read
        ({"lambda": "5", "learning_rate": "0.02", **SHORT}, False),
    ],
)
def test_the_challenge_is_met_by_few_weights_that_read_as_well_as_all(link, met):
    reader = finished(open_page(NAME, **link), NAME)
    assert news(reader).startswith(":material/check_circle:") == met
    assert f"**{alive(reader, 'l1_proximal')}**" in news(reader)
