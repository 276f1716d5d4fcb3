import pytest

from core.labs.shrinkage import single_weight
from pages.common.prose import written
from pages.shrinkage.beads import SIZES
from tests.pages.reader import (
    LOCALES,
    answered,
    bench,
    click,
    dataset,
    finished,
    found,
    judged,
    met,
    news,
    open_page,
    scene,
    verdicts,
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
    assert f"**{percent(arms['l1_sgn'].near)}**" in claim


def test_an_answer_sets_the_scene_and_one_run_settles_it():
    reader = finished(answered(open_page(NAME, **SHORT), "about half"), NAME)
    assert scene(reader)["n_training"] == 100
    (claim,) = verdicts(reader)
    assert claim.startswith("You said **about half**; it is **0\u00a0%**. ")
    (claim,) = verdicts(answered(reader, "0\u00a0%"))
    assert claim.startswith("You said **0\u00a0%**, and so it is. ")


def test_a_bead_is_the_weight_of_the_network_and_the_others_follow_the_formula():
    reader = finished(open_page(NAME, **SHORT), NAME)
    drawn, records = dataset(reader, 0), bench(reader, NAME).experiment.records
    names = {"l2": "L2", "l1_sgn": "L1 sgn", "l1_proximal": "L1 prox"}
    for name, series in names.items():
        beads = drawn[drawn["series"] == series]
        own = beads[beads["own"]].set_index("step")["weight"]
        went = {r["step"]: r["weight"] for r in records if (r["name"], r["network"]) == (name, 0)}
        assert own.to_dict() == went
        assert (beads["place"] * 0.002).to_numpy() == pytest.approx(beads["weight"].to_numpy())
        (last,) = beads[beads["latest"] & beads["own"]]["step"]
        ends = beads[beads["step"] == last].sort_values("weight")["weight"].to_numpy()
        wanted = sorted(
            float(single_weight.after(name, size * went[0], 0.002, last)) for size in SIZES
        )
        assert ends == pytest.approx(wanted, abs=1e-4)


def test_the_same_neurons_of_every_network_are_shown_as_pictures():
    reader = open_page(NAME, **SHORT)
    tiles = dataset(reader, 1)
    assert tiles["row"].tolist() == ["none", "L2", "L1 sgn", "L1 prox"]
    assert tiles["url"].str.startswith("data:image/png;base64,").all()
    assert tiles["url"].nunique() == 1  # they share their start
    assert dataset(finished(reader, NAME), 1)["url"].nunique() == 4


def test_two_presets_pull_as_hard_for_as_many_steps_and_the_last_one_much_harder():
    reader, seen = open_page(NAME), []
    for preset in ("preset_2", "preset_3", "preset_4"):
        reader = click(reader, preset)
        (pull,) = [text.value for text in reader.caption if text.value.startswith("ηλ/n")]
        seen.append((bench(reader, NAME).experiment.steps, pull))
    assert seen[0] == seen[1]
    assert "0.99995," in seen[0][1]
    assert "−9," in seen[2][1]


def test_a_factor_below_minus_1_leaves_the_page_alive_with_the_reason():
    wild = {"lambda": "100", "learning_rate": "10"}
    reader = finished(open_page(NAME, **wild, **SHORT), NAME)
    (warning,) = reader.warning
    assert "1 − ηλ/n = −19" in warning.value
    assert len(verdicts(reader)) == 1
    assert bench(reader, NAME).experiment.diverged == ["l2"]


def test_a_step_that_is_longer_than_any_weight_makes_l1_jump():
    reader = finished(open_page(NAME, **{"lambda": "100000"}, **SHORT), NAME)
    (claim,) = verdicts(reader)
    assert "**1000**" in claim
    assert found(reader).arms["l1_proximal"].zeros == 1


def test_without_a_pull_nothing_moves():
    reader = finished(open_page(NAME, **{"lambda": "0"}, **SHORT), NAME)
    drawn = dataset(reader, 0)
    assert drawn.groupby("series")["weight"].nunique().tolist() == [4, 4, 4, 4]
    assert drawn["place"].max() == 200


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
