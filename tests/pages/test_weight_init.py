import re

import numpy as np
import pandas as pd
import pytest

from core.labs.weight_init import lab
from core.labs.weight_init.measured import MEASURED
from pages.common.prose import written
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

NAME = "weight_init"
CLOUD = 0  # the place of the large picture
STARTS = ("standard", "scaled")


def medians(reader):
    """Return the medians of the run over its networks, by the name of the start and the epoch."""
    frame = pd.DataFrame(bench(reader, NAME).experiment.records)
    return frame.groupby(["name", "epoch"]).median(numeric_only=True)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(
    ("start", "facts"),
    [
        ("standard", ["= 22.38$", "0.0178", "83.74 %", "2,000 "]),
        ("scaled", ["= 1.225$", "0.3257", "0.02 %", "0.1928"]),
        ("zeros", ["= 0$", "∞", "0.00 %", "0.2500"]),
    ],
)
def test_the_numbers_of_each_start_stand_beside_their_picture(start, facts, language):
    text = words(open_page(NAME, language, weight_init=start)).replace("\u00a0", " ")
    assert not [fact for fact in facts if fact not in text]


def test_inputs_change_the_pictures_of_z_and_not_the_run():
    reader = click(open_page(NAME), "step")
    experiment, step = bench(reader, NAME).experiment, bench(reader, NAME).experiment.step
    reader = moved(reader, n_in=100, share_on=1.0)
    assert "= 10.05$" in words(reader)
    assert bench(reader, NAME).experiment is experiment
    assert experiment.step == step
    reader = moved(reader, bias_sd=0.0)
    assert "= 10$" in words(reader)
    assert bench(reader, NAME).experiment is not experiment


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_medians_of_the_run(language):
    reader = finished(open_page(NAME, language, epochs="5"), NAME)
    (claim,) = verdicts(reader)
    table = medians(reader)
    spreads = [written(table["z"][start, epoch], ".3g") for start in STARTS for epoch in (0, 5)]
    reads = [written(table["accuracy validation"][start, 5], ".1%") for start in STARTS]
    assert re.findall(r"\*\*(.+?)\*\*", claim) == [*spreads, *reads]


@pytest.mark.parametrize("start", ["standard", "scaled"])
def test_the_large_picture_shows_the_hidden_z_before_and_after_learning(start):
    reader = open_page(NAME, weight_init=start, epochs="5")
    for there in (reader, finished(reader, NAME)):
        z = lab.hidden_z(bench(there, NAME).experiment)
        np.testing.assert_allclose(dataset(there, CLOUD)["z"], z.clip(-25, 25))
        flat = np.mean(np.abs(z) > np.log(99))
        assert f"{written(flat, '.0%')} " in words(there)


def test_beside_the_old_start_runs_the_new_one_and_beside_any_other_the_old():
    reader = open_page(NAME)
    for start, beside in (("standard", "scaled"), ("he", "standard"), ("zeros", "standard")):
        reader = moved(reader, weight_init=start)
        assert list(bench(reader, NAME).experiment.trainers) == [start, beside]
    reader = moved(reader, **{"lambda": 1})
    trainers = bench(reader, NAME).experiment.trainers
    assert list(trainers) == ["zeros", "standard", "zeros+l2"]
    assert [t.settings[0].l2 for t in trainers.values()] == [0, 0, 1]


@pytest.mark.parametrize("l2", ["0", "1"])
def test_from_zeros_the_verdict_counts_the_kinds_of_neuron_for_l2_has_nothing_to_shrink(l2):
    reader = finished(open_page(NAME, weight_init="zeros", epochs="5", **{"lambda": l2}), NAME)
    (claim,) = verdicts(reader)
    assert claim.endswith("**1** of 30.")


def test_the_preset_about_l2_shows_the_decay_that_it_predicts():
    reader = finished(click(open_page(NAME), "preset_3"), NAME)
    (claim,) = verdicts(reader)
    table = medians(reader)
    blank = table.loc["standard+l2"]["blank"]
    assert blank.iloc[-1] / blank.iloc[0] == pytest.approx(MEASURED["kept"].value, abs=5e-4)
    assert claim.count(f"**{written(MEASURED['kept'].value, '.1%')}**") == 2
    assert f"**{written(table['accuracy validation']['standard', 100], '.1%')}**" in claim


@pytest.mark.parametrize(
    ("values", "won"),
    [
        ({"weight_init": "he", "share_on": 1.0, "bias_sd": 0.5}, True),
        ({"weight_init": "he", "share_on": 1.0, "bias_sd": 0.0, "n_in": 2000}, True),
        ({"weight_init": "he", "share_on": 1.0, "bias_sd": 0.6}, False),
        ({"weight_init": "he", "share_on": 0.5, "bias_sd": 0.5}, False),
        ({"weight_init": "he", "share_on": 1.0, "bias_sd": 0.5, "n_in": 900}, False),
        ({"weight_init": "scaled", "share_on": 1.0, "bias_sd": 0.5}, False),
    ],
)
def test_the_challenge_is_met_by_a_smaller_bias_and_no_other_way(values, won):
    reader = open_page(NAME, **{key: str(value) for key, value in values.items()})
    assert met(reader) == won
    assert "SD(z) =" in news(reader)
