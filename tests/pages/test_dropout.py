"""What is said of dropout.

Long because two finished runs of the page serve all of its tests.
"""

import numpy as np
import pytest
from scipy.special import expit
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from core.data.handwriting import digits
from core.labs.dropout.thinned_networks import spread
from core.network.textbook import dropout_mask, evaluate, forward
from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    bench,
    checked,
    click,
    controls,
    finished,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "dropout"
SHORT = {"epochs": "20", "n_training": "100"}  # what does not depend on the result runs so
STAYS = "z grows, accuracy hardly moves"


def drawn(reader, chart):
    """Return the main table of a chart.

    0 network, 1 accuracy, 2 mini-batch, 3 cost, 4 answers, 5 curve.
    """
    datasets = reader.get("vega_lite_chart")[chart].proto.datasets
    (data,) = [d.data.data for d in datasets if d.name == "d"]
    return convert_arrow_bytes_to_pandas_df(data)


def trainer(reader):
    return bench(reader, NAME).experiment.trainers["dropout"]


def validation():
    return digits(size=8, n_training=300).validation


def medians(reader):
    """Return the median accuracy, of 0.1 %, and cost of each arm, measured anew."""
    new, found = validation(), {}
    for name, own in bench(reader, NAME).experiment.trainers.items():
        scores = own.evaluate(new.X, new.Y)
        found[name] = [np.median([getattr(s, k) for s in scores]) for k in ("accuracy", "cost")]
    return {name: (round(accuracy, 3), f"{cost:.2f}") for name, (accuracy, cost) in found.items()}


def percent(share):
    """Return a share as the page writes it."""
    return written(share, ".1%")


def points(share):
    """Return a difference of shares as the page writes it."""
    return written(share, ".1p")


@pytest.fixture(scope="module")
def default():
    return finished(open_page(NAME), NAME)


@pytest.fixture(scope="module")
def forgot():
    reader = checked(open_page(NAME).radio[0].set_value(STAYS).run())
    return finished(click(reader, "preset_1"), NAME)


def test_the_verdict_and_the_titles_state_the_medians_of_five_networks(default):
    (claim,) = verdicts(default)
    found, text = medians(default), words(default)
    (dropout, cost), (l2, l2_cost), (neither, other) = (
        found[arm] for arm in ("dropout", "l2", "neither")
    )
    arms = {"dropout": dropout, "L2": l2, "neither": neither}
    assert ", ".join(f"{arm} **{percent(share)}**" for arm, share in arms.items()) in claim
    gain = bench(default, NAME).found.over_neither
    assert f"gains **{points(gain.value)} ± {points(gain.error)}** points" in claim
    assert "more than chance" in claim
    assert f"Dropout reads {percent(dropout)}, L2 {points(l2)}, neither {points(neither)}" in text
    assert f"Cost: dropout {cost}, L2 {l2_cost}, neither {other}" in text


def test_the_curves_hold_the_medians_and_ranges_of_every_arm(default):
    table = drawn(default, 1)
    ends = table[table["epoch"] == 100].set_index("series")["accuracy validation"]
    found = medians(default)
    names = {"dropout": "dropout", "l2": "L2", "neither": "neither"}
    for arm, name in names.items():
        assert round(ends[name], 3) == found[arm][0]


def test_the_fifty_and_the_full_network_are_what_forward_says(default):
    own, settings = trainer(default).parameters[0], trainer(default).settings[0]
    new = validation()
    x = new.X[new.labels == 4][:1]
    full = forward(settings, own, x)[-1][0]
    table, curve = drawn(default, 4), drawn(default, 5)
    thinned = table[table["series"] == "thinned"].pivot(
        index="network", columns="digit", values="a"
    )
    assert thinned.shape == (50, 10)
    mask = dropout_mask(settings, (50, 100), np.random.default_rng(0))
    expected = [expit(forward(settings, own, x, [row])[-1][0]) for row in mask]
    np.testing.assert_allclose(thinned, expected, rtol=1e-5)
    for name, a in (("full, rescaled", expit(full)), ("their mean", np.mean(expected, axis=0))):
        np.testing.assert_allclose(table[table["series"] == name]["a"], a, rtol=1e-5)

    z = curve.groupby("series")["z"].mean()
    assert z["full, rescaled"] == pytest.approx(full[4], rel=1e-5)
    assert z["thinned"] == pytest.approx(z["their mean"], rel=1e-5)
    miss = spread(settings, own, x[0])[4] / np.sqrt(50)
    text = words(default)
    assert f"z for 4: mean {z['their mean']:.2f} ± {miss:.2f}, full {full[4]:.2f}" in text
    a = curve.groupby("series")["a"].mean()
    assert f"a for 4: mean {a['their mean']:.2f}, full {a['full, rescaled']:.2f}" in text


def test_each_step_draws_another_mask_and_the_picture_shows_the_one_of_the_trainer():
    reader, seen = open_page(NAME), []
    for step in range(1, 6):
        reader = click(reader, "step")
        assert trainer(reader).step == step
        kept = drawn(reader, 0)["kept"].tolist()
        (mask,) = trainer(reader).masks
        assert kept == (mask[0, 0, :20] > 0).tolist()
        assert f"{(mask[0, 0] == 0).sum()} of 100 are left out" in words(reader)
        seen.append(tuple(kept))
    assert len(set(seen)) == 5


@pytest.mark.parametrize(("mask", "different"), [("batch", 1), ("example", 10)])
@pytest.mark.parametrize("steps", [0, 2])
def test_the_mini_batch_shares_a_mask_or_each_example_has_its_own(mask, different, steps):
    reader = open_page(NAME, dropout_mask=mask)
    for _ in range(steps):
        reader = click(reader, "step")
    table = drawn(reader, 2).pivot(index="example", columns="neuron", values="kept")
    assert table.shape == (10, 20)
    assert len(np.unique(table, axis=0)) == different


def test_without_dropout_nobody_is_left_out_and_all_say_the_same():
    reader = finished(open_page(NAME, dropout="0", **SHORT), NAME)
    assert drawn(reader, 0)["kept"].all()
    assert "left out 0 of 100" in words(reader)
    table = drawn(reader, 5)
    assert np.ptp(table["z"]) == pytest.approx(0, abs=1e-5)
    assert "**0.0 ± 0.0** points apart" in verdicts(reader)[0]


def test_the_forgotten_rescale_settles_the_prediction_by_the_same_networks(forgot, default):
    (claim,) = [element.value for element in forgot.success]
    assert claim.startswith(f"You said {STAYS}: right. ")
    new, five = validation(), trainer(forgot).parameters
    size, ends = {}, {}
    for scaling, reader in (("none", forgot), ("test", default)):
        settings = trainer(reader).settings[0]
        assert settings.dropout_scaling == scaling
        z = [forward(settings, own, new.X)[-1] for own in five]
        size[scaling] = np.median([np.sqrt(np.square(row).mean()) for row in z])
        ends[scaling] = np.median([((expit(r) < 0.01) | (expit(r) > 0.99)).mean() for r in z])
    assert f"**{size['none'] / size['test']:.2f}** times as large" in claim
    assert f"**{percent(ends['none'])}** of all outputs" in claim
    assert f"instead of {percent(ends['test'])}" in claim
    settings = trainer(default).settings[0]
    right = np.median([evaluate(settings, own, new.X, new.Y).accuracy for own in five])
    used = medians(forgot)["dropout"][0]
    assert f"**{percent(used)}** instead of {percent(right)}" in claim


def test_a_network_that_is_not_rescaled_stands_beside_the_rescaled_one(forgot, default):
    table, right = drawn(forgot, 5), drawn(default, 5)
    assert set(table["series"]) - set(right["series"]) == {"full, not rescaled"}
    for name in ("full, rescaled", "their mean"):  # the training was the same
        one, other = (t[t["series"] == name]["z"].tolist() for t in (table, right))
        assert one == pytest.approx(other)
    z = table.groupby("series")["z"].mean()
    assert f"full {z['full, not rescaled']:.2f}" in words(forgot)


def test_at_another_p_the_prediction_is_not_settled():
    link = {"dropout": "0.8", "dropout_scaling": "none"} | SHORT
    reader = checked(open_page(NAME, **link).radio[0].set_value(STAYS).run())
    assert not finished(reader, NAME).success
    assert "You said" not in verdicts(reader)[0]


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(
    ("link", "says"),
    [
        ({"dropout": "0"} | SHORT, {"en": "shows no gain", "zh": "看不出好处"}),
        ({"dropout": "0.8"} | SHORT, {"en": "dropped too much", "zh": "去掉得太多"}),
        (
            {"dropout": "0.1", "dropout_scaling": "none"} | SHORT,
            {"en": "few neurons were missing", "zh": "缺席的神经元很少"},
        ),
        (
            {"dropout": "0.8", "dropout_scaling": "none"},
            {"en": "Accuracy falls to", "zh": "准确率从"},
        ),
    ],
)
def test_every_verdict_follows_from_its_run(link, says, language):
    (claim,) = verdicts(finished(open_page(NAME, language, **link), NAME))
    assert says[language] in claim


@pytest.mark.parametrize(
    ("link", "met"),
    [
        ({"dropout": "0.6"}, True),
        ({"dropout": "0.1"}, False),
        ({"dropout": "0.6", "label_noise": "10"}, False),
    ],
)
def test_the_challenge_is_met_by_a_clear_lead_over_l2_on_noisy_labels(link, met):
    reader = open_page(NAME, **link)
    assert "Finish a run" in words(reader)
    reader = finished(reader, NAME)
    (news,) = [m.value for m in reader.markdown if "Dropout leads L2 by" in m.value]
    assert news.startswith(":material/check_circle:") == met
    lead = bench(reader, NAME).found.over_l2
    assert f"**{points(lead.value)} ± {points(lead.error)}**" in news


def test_the_digit_that_is_shown_leaves_the_run_as_it_is():
    reader = click(open_page(NAME), "step")
    records = list(bench(reader, NAME).experiment.records)
    before = drawn(reader, 4)["a"].tolist()
    reader = checked(controls(reader)["digit"].set_value(7).run())
    assert drawn(reader, 4)["a"].tolist() != before
    assert bench(reader, NAME).experiment.records == records
    assert bench(reader, NAME).before == []


def test_the_presets_are_the_scenes_that_their_names_state():
    reader = open_page(NAME)
    base = {"dropout": 0.5, "dropout_scaling": "test", "label_noise": 20}
    changes = [{}, {"dropout_scaling": "none"}, {"dropout": 0.8}, {"label_noise": 0}]
    for number, change in enumerate(changes):
        reader = click(reader, f"preset_{number}")
        assert scene(reader).items() >= (base | change).items()
