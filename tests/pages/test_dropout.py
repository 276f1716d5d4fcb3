import numpy as np
import pytest

from core.labs.dropout.thinned_networks import answers, spread, thin
from pages.common.prose import written
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
    moved,
    news,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "dropout"
SHORT = {"epochs": "20", "n_training": "100"}  # what does not depend on the result runs so
FORGOT = {"dropout_scaling": "none"}
NETWORK, ACCURACY, CURVE, BATCH = range(4)  # the charts


def trainer(reader):
    return bench(reader, NAME).experiment.trainers["dropout"]


def percent(share):
    """Return a share as the page writes it."""
    return written(share, ".1%")


@pytest.fixture(scope="module")
def default():
    return finished(open_page(NAME), NAME)


def titles(reader):
    """Return the titles of the small pictures."""
    return [b.label for b in reader.button if (b.key or "").startswith("enlarge_")]


def test_an_answer_sets_the_scene_and_one_run_settles_it():
    reader = answered(open_page(NAME, **SHORT), "fewer")
    assert (scene(reader)["n_training"], scene(reader)["epochs"]) == (300, 100)
    reader = finished(reader, NAME)
    (claim,) = verdicts(reader)
    assert claim.startswith("You said **fewer**; it is **more**. ")
    (claim,) = verdicts(answered(reader, "more"))
    assert claim.startswith("You said **more**, and so it is. ")
    (claim,) = verdicts(finished(moved(reader, epochs=20), NAME))
    assert "You said" not in claim


def test_the_verdict_and_the_titles_state_the_medians_of_five_networks(default):
    (claim,) = verdicts(default)
    ends = found(default)
    arms = {"dropout": ends.dropout, "L2": ends.l2, "neither": ends.neither}
    assert all(percent(own.accuracy) in claim for own in arms.values())
    assert f"**{judged(ends.over_neither)}** points ahead of *neither*" in claim
    assert "more than chance" in claim
    assert titles(default)[0].startswith(f"Dropout reads {percent(ends.dropout.accuracy)}, L2 ")
    drawn = dataset(default, ACCURACY).query("epoch == 100").set_index("series")
    for arm, own in arms.items():
        assert drawn["accuracy"][arm] == pytest.approx(own.accuracy)


def test_the_fifty_their_mean_and_the_full_network_are_drawn_and_told(default):
    own, settings = trainer(default).parameters[0], trainer(default).settings[0]
    X, Y = bench(default, NAME).experiment.sets["validation"]
    x = X[Y[:, 4] == 1][0]
    said = answers(settings, own, x, thin(settings, 50, np.random.default_rng(0)))
    curve = dataset(default, CURVE).groupby("series")
    miss = spread(settings, own, x)[4] / np.sqrt(50)
    names = {"thinned": "thinned", "their mean": "mean", "full, rescaled": "rescaled"}
    for series, name in names.items():
        z, a = said[name]
        np.testing.assert_allclose(curve.get_group(series)["z"], np.ravel(z[..., 4]), rtol=1e-5)
        np.testing.assert_allclose(curve.get_group(series)["a"], np.ravel(a[..., 4]), rtol=1e-5)
    mean, full = said["mean"][0][4], said["rescaled"][0][4]
    assert f"z for 4: mean {mean:.2f} ± {miss:.2f}, full {full:.2f}" in titles(default)


def test_each_step_draws_another_mask_and_the_picture_shows_the_one_of_the_trainer():
    reader, seen = open_page(NAME), []
    for _ in range(5):
        reader = click(reader, "step")
        kept = dataset(reader, NETWORK)["kept"].tolist()
        (mask,) = trainer(reader).masks
        assert kept == (mask[0, 0, :20] > 0).tolist()
        assert f"{(mask[0, 0] == 0).sum()} of 100 hidden neurons are left out" in words(reader)
        seen.append(tuple(kept))
    assert len(set(seen)) == 5


@pytest.mark.parametrize(("mask", "different"), [("batch", 1), ("example", 10)])
@pytest.mark.parametrize("steps", [0, 2])
def test_the_mini_batch_shares_a_mask_or_each_example_has_its_own(mask, different, steps):
    reader = open_page(NAME, dropout_mask=mask)
    for _ in range(steps):
        reader = click(reader, "step")
    table = dataset(reader, BATCH).pivot(index="example", columns="neuron", values="kept")
    assert table.shape == (10, 20)
    assert len(np.unique(table, axis=0)) == different


def test_without_dropout_nobody_is_left_out_and_all_say_the_same():
    reader = finished(open_page(NAME, dropout="0", **SHORT), NAME)
    assert dataset(reader, NETWORK)["kept"].all()
    assert "left out 0 of 100" in words(reader)
    assert np.ptp(dataset(reader, CURVE)["z"]) == pytest.approx(0, abs=1e-5)
    assert "**0.0 ± 0.0** points" in verdicts(reader)[0]


def test_the_forgotten_rescale_is_told_beside_the_same_networks_rescaled(default):
    forgot = finished(open_page(NAME, **FORGOT), NAME)
    (claim,) = verdicts(forgot)
    ends, right = found(forgot), found(default)
    assert f"**{ends.used.size / right.used.size:.2f}** times as large" in claim
    assert (
        f"**{percent(ends.dropout.accuracy)}** instead of {percent(right.dropout.accuracy)}"
        in claim
    )
    assert f"a fall of **{judged(ends.fall)}** points" in claim

    table, others = dataset(forgot, CURVE), dataset(default, CURVE)
    assert set(table["series"]) - set(others["series"]) == {"full, not rescaled"}
    for name in ("full, rescaled", "their mean"):  # the training was the same
        one, other = (t[t["series"] == name]["z"].tolist() for t in (table, others))
        assert one == pytest.approx(other)
    z = table.set_index("series")["z"]["full, not rescaled"]
    assert any(f"full {z:.2f}" in title for title in titles(forgot))


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(
    ("link", "says"),
    [
        ({"dropout": "0"}, {"en": "shows no gain", "zh": "看不出好处"}),
        ({"dropout": "0.8"}, {"en": "dropped too much", "zh": "去掉得太多"}),
        (FORGOT | {"dropout": "0.1"}, {"en": "few neurons were missing", "zh": "缺席的神经元很少"}),
        (FORGOT, {"en": "another output can become", "zh": "另一个输出可能成为"}),
    ],
)
def test_every_verdict_follows_from_its_run(link, says, language):
    (claim,) = verdicts(finished(open_page(NAME, language, **SHORT, **link), NAME))
    assert says[language] in claim


@pytest.mark.parametrize(
    ("link", "leads", "won"),
    [
        ({}, False, False),
        ({"dropout": "0.6"}, True, True),
        ({"n_training": "100", "epochs": "50", "label_noise": "10"}, True, False),
    ],
)
def test_the_challenge_is_met_by_a_clear_lead_over_l2_on_noisy_labels(link, leads, won):
    reader = open_page(NAME, **link)
    assert "Finish a run" in words(reader)
    reader = finished(reader, NAME)
    assert met(reader) == won
    assert f"Dropout is **{judged(found(reader).over_l2)}** points ahead of L2" in news(reader)
    assert (found(reader).over_l2.value >= 0.04) == leads


def test_the_digit_that_is_shown_leaves_the_run_as_it_is():
    reader = click(open_page(NAME), "step")
    records = list(bench(reader, NAME).experiment.records)
    before = dataset(reader, CURVE)["a"].tolist()
    reader = moved(reader, digit=7)
    assert dataset(reader, CURVE)["a"].tolist() != before
    assert bench(reader, NAME).experiment.records == records
    assert bench(reader, NAME).before == []
