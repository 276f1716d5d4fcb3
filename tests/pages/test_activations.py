import numpy as np
import pytest
from scipy.special import expit

from core.arrays import as_float
from core.labs.activations import zigzag
from pages.activations.neurons import Z
from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    answered,
    bench,
    dataset,
    finished,
    found,
    met,
    open_page,
    verdicts,
    words,
)

NAME = "activations"
REACH, IDLE, _ACCURACY, SLOPES, ZIGZAG = range(5)  # the charts
QUICK = {"epochs": "10", "n_training": "100"}
SLOWER = {"learning_rate": "0.05"}
NEURONS = {"tanh": "tanh", "relu": "ReLU", "leaky_relu": "leaky ReLU"}


def medians(reader, mark):
    """Return the medians of every measure by neuron, at a mark of the run."""
    frame = bench(reader, NAME).frame.query("run == 'now'")
    at = frame[frame["step"] == frame["step"].unique()[mark]]
    return at.groupby("name").median(numeric_only=True)


@pytest.mark.parametrize("neuron", NEURONS)
def test_the_curves_are_the_slopes_of_the_four_and_the_chosen_ones_come_first(neuron):
    slopes = dataset(open_page(NAME, neuron=neuron), SLOPES)
    outside = {"σ": expit, "tanh": np.tanh, "ReLU": lambda z: np.where(z > 0, z, 0)}
    outside["leaky"] = lambda z: np.where(z > 0, z, 0.01 * z)
    assert set(slopes["series"]) == set(outside)
    for name, f in outside.items():
        slope = slopes[slopes["series"] == name]
        z = slope["z"].to_numpy()
        between = np.abs(z) > 0.05  # a corner has no slope
        difference = (f(z + 1e-6) - f(z - 1e-6)) / 2e-6
        np.testing.assert_allclose(slope["slope"][between], difference[between], atol=1e-6)
    assert slopes["series"].unique()[:2].tolist() == ["σ", NEURONS[neuron].removesuffix(" ReLU")]


@pytest.mark.parametrize("language", LOCALES)
def test_the_large_picture_shows_the_z_of_each_neuron_and_counts_those_that_nothing_moves(language):
    reader = open_page(NAME, language, **QUICK)
    for there in (reader, finished(reader, NAME)):
        trainer = bench(there, NAME).experiment.trainers["relu"]
        first = trainer.parameters[0]
        z = as_float(trainer.X[:200]) @ first.weights[0] + first.biases[0]
        table = dataset(there, REACH)
        np.testing.assert_allclose(table["low"], z.min(axis=0).clip(*Z), rtol=1e-4)
        np.testing.assert_allclose(table["high"], z.max(axis=0).clip(*Z), rtol=1e-4)
        np.testing.assert_allclose(table["flat"], (z <= 0).mean(axis=0))
        dead = int((z <= 0).all(axis=0).sum())
        title = {"en": f"{dead} of the 30 neurons are flat", "zh": f"30 个神经元中有 {dead} 个"}
        assert title[language] in words(there)
    assert dead == 30


@pytest.mark.parametrize(("neuron", "flat"), [("tanh", 2.29), ("relu", 0), ("leaky_relu", 0)])
def test_grey_is_where_the_neuron_is_flat(neuron, flat):
    grey = dataset(open_page(NAME, neuron=neuron), REACH, "grey")
    assert grey["to"].iloc[0] == pytest.approx(-flat, abs=0.01)
    assert grey["from"].tolist()[1:] == [pytest.approx(flat, abs=0.01)] * (neuron == "tanh")


@pytest.mark.parametrize("neuron", NEURONS)
def test_the_two_ways_are_those_of_sigma_and_of_the_chosen_neuron(neuron):
    table = dataset(open_page(NAME, neuron=neuron), ZIGZAG)
    for name, shown in (("sigmoid", "σ"), (neuron, NEURONS[neuron])):
        way = table.loc[table["series"] == shown, ["w1", "w2"]]
        np.testing.assert_array_equal(way, zigzag.path(name))


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("neuron", NEURONS)
def test_the_verdict_states_the_medians_of_the_run(neuron, language):
    link = {"neuron": neuron, "depth": "2", **SLOWER, **QUICK}
    reader = finished(open_page(NAME, language, **link), NAME)
    (claim,) = verdicts(reader)
    begun, ended = (medians(reader, mark) for mark in (0, -1))
    for name in (neuron, "sigmoid"):
        assert f"**{written(ended.loc[name, 'accuracy validation'], '.1%')}**" in claim
    if neuron == "tanh":
        for name in ("tanh", "sigmoid"):
            for when in (begun, ended):
                assert f"**{written(when.loc[name, 'saturated'], '.0%')}**" in claim
    else:
        assert f"**{60 * ended.loc[neuron, 'dead']:.0f}**" in claim
        frame = bench(reader, NAME).frame
        start = frame[(frame["step"] == 0) & (frame["name"] == neuron)]["gradient"]
        first, *_, last = np.median(np.stack(start), axis=0)
        assert f"**{last / first:,.1f}**" in claim


def test_after_the_run_the_titles_state_its_numbers():
    reader = finished(open_page(NAME, **SLOWER, **QUICK), NAME)
    ended, titles = medians(reader, -1), [button.label for button in reader.button]
    text = "\n".join([words(reader), *titles]).replace("\u00a0%", "%").replace("\u00a0", " ")
    percent = {name: f"{value:.1%}" for name, value in ended["accuracy validation"].items()}
    assert f"New digits read: σ {percent['sigmoid']}, ReLU {percent['relu']}" in text
    idle = 30 * ended.loc["relu", "dead"], f"{ended.loc['relu', 'saturated']:.0%}"
    assert "ReLU: {:.0f} of 30 dead, {} saturated".format(*idle) in text
    assert "Path ÷ straight line: σ 2.5, ReLU 1.4" in text


def test_the_prediction_is_judged_in_chinese_too():
    reader = finished(answered(open_page(NAME, "zh", **QUICK), "几乎全部"), NAME)
    assert verdicts(reader)[0].startswith("你猜的是 **几乎全部**，猜对了。")


@pytest.mark.parametrize("language", LOCALES)
def test_networks_that_diverge_are_counted_and_read_nothing(language):
    link = {"depth": "5", "weight_init": "standard", **SLOWER, **QUICK}
    reader = finished(open_page(NAME, language, **link), NAME)
    (claim,) = verdicts(reader)
    chosen, sigmoid = found(reader).chosen, found(reader).sigmoid
    assert (chosen.diverged, chosen.accuracy, sigmoid.diverged) == (5, 0, 0)
    assert "**5**" in claim
    assert f"ReLU **{written(0.0, '.1%')}**" in claim
    assert len(reader.warning) == 1


def test_sigmas_own_rate_is_ten_times_the_others_only_where_it_is_asked_for():
    for rule, factor in (("same", 1), ("tenfold", 10)):
        experiment = bench(open_page(NAME, eta_sigmoid=rule, **SLOWER), NAME).experiment
        etas = {name: t.settings[0].learning_rate for name, t in experiment.trainers.items()}
        assert etas == {"sigmoid": pytest.approx(factor * 0.05), "relu": 0.05}


def test_the_two_arms_start_from_the_same_weights_and_biases():
    trainers = bench(open_page(NAME, bias_sd="1"), NAME).experiment.trainers
    for one, other in zip(*(t.parameters for t in trainers.values()), strict=True):
        for mine, theirs in zip([*one.weights, *one.biases], [*other[0], *other[1]], strict=True):
            np.testing.assert_array_equal(mine, theirs)


@pytest.mark.parametrize(
    ("link", "won"),
    [
        ({"learning_rate": "0.01"}, True),
        ({"learning_rate": "0.2"}, False),  # reads them, with most ReLUs dead
        ({"learning_rate": "0.01", "weight_init": "standard"}, False),  # alive, and reads too few
        ({"learning_rate": "0.01", "neuron": "leaky_relu"}, False),
    ],
)
def test_relus_are_revived_by_a_small_rate_and_hes_start(link, won):
    reader = finished(open_page(NAME, **link), NAME)
    assert met(reader) == won
