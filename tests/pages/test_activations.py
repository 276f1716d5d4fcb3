import numpy as np
import pytest
from scipy.special import expit

from core.labs.activations import zigzag
from pages.common.prose import written
from tests.pages.reader import (
    LOCALES,
    answered,
    bench,
    dataset,
    finished,
    found,
    met,
    news,
    open_page,
    verdicts,
    words,
)

NAME = "activations"
VALUES, SLOPES, _ACCURACY, _IDLE, GRADIENT, ZIGZAG = range(6)  # the charts
QUICK = {"epochs": "10", "n_training": "100"}
REVIVE, WAKE = range(2)  # the challenges
NEURONS = {"tanh": "tanh", "relu": "ReLU", "leaky_relu": "leaky ReLU"}


def medians(reader, mark):
    """Return the medians of every measure by neuron, at a mark of the run."""
    frame = bench(reader, NAME).frame.query("run == 'now'")
    at = frame[frame["step"] == frame["step"].unique()[mark]]
    return at.groupby("name").median(numeric_only=True)


@pytest.mark.parametrize("neuron", NEURONS)
def test_the_curves_are_the_four_functions_and_their_slopes_and_the_chosen_ones_are_strong(neuron):
    reader = open_page(NAME, neuron=neuron)
    values, slopes = dataset(reader, VALUES), dataset(reader, SLOPES)
    curves = values[~values["latest"]]
    outside = {"σ": expit, "tanh": np.tanh, "ReLU": lambda z: np.where(z > 0, z, 0)}
    outside["leaky"] = lambda z: np.where(z > 0, z, 0.01 * z)
    assert set(curves["series"]) == set(outside)
    for name, f in outside.items():
        curve, slope = curves[curves["series"] == name], slopes[slopes["series"] == name]
        z = curve["z"].to_numpy()
        np.testing.assert_allclose(curve["value"], f(z), atol=1e-12)
        between = np.abs(z) > 0.05  # a corner has no slope
        difference = (f(z + 1e-6) - f(z - 1e-6)) / 2e-6
        np.testing.assert_allclose(slope["slope"][between], difference[between], atol=1e-6)
    strong = set(curves.loc[curves["run"] == "now", "series"])
    assert strong == {"σ", NEURONS[neuron].removesuffix(" ReLU")}


def test_the_points_made_from_tanh_lie_on_the_curve_of_the_sigmoid():
    table = dataset(open_page(NAME), VALUES)
    points = table[table["latest"]]
    assert len(points) == 11
    np.testing.assert_allclose(points["value"], expit(points["z"]))


@pytest.mark.parametrize("neuron", NEURONS)
def test_the_two_ways_are_those_of_sigma_and_of_the_chosen_neuron(neuron):
    table = dataset(open_page(NAME, neuron=neuron), ZIGZAG)
    for name, shown in (("sigmoid", "σ"), (neuron, NEURONS[neuron])):
        way = table.loc[table["series"] == shown, ["w1", "w2"]]
        np.testing.assert_array_equal(way, zigzag.path(name))


@pytest.mark.parametrize("depth", [1, 5])
def test_before_the_run_each_layer_has_its_gradient(depth):
    reader = open_page(NAME, depth=str(depth))
    table = dataset(reader, GRADIENT)
    assert table["layer"].tolist() == [str(k) for k in range(1, depth + 2)] * 2
    frame = bench(reader, NAME).frame
    for name, shown in (("sigmoid", "σ"), ("relu", "ReLU")):
        rows = np.stack(frame.loc[frame["name"] == name, "gradient"])
        sizes = table.loc[table["series"] == shown, "size"]
        np.testing.assert_allclose(sizes, np.median(rows, axis=0))


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("neuron", NEURONS)
def test_the_verdict_states_the_medians_of_the_run(neuron, language):
    reader = finished(open_page(NAME, language, neuron=neuron, depth="2", **QUICK), NAME)
    (claim,) = verdicts(reader)
    begun, early, ended = (medians(reader, mark) for mark in (0, 4, -1))
    for name in (neuron, "sigmoid"):
        for when in (early, ended):
            assert f"**{written(when.loc[name, 'accuracy validation'], '.1%')}**" in claim
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
    reader = finished(open_page(NAME, **QUICK), NAME)
    ended, text = medians(reader, -1), words(reader).replace("\u00a0%", "%").replace("\u00a0", " ")
    percent = {name: f"{value:.1%}" for name, value in ended["accuracy validation"].items()}
    assert f"New digits read: σ {percent['sigmoid']}, ReLU {percent['relu']}" in text
    idle = 30 * ended.loc["relu", "dead"], f"{ended.loc['relu', 'saturated']:.0%}"
    assert "ReLU: {:.0f} of 30 dead, {} saturated".format(*idle) in text
    table = dataset(reader, GRADIENT).pivot_table("size", "series", "layer")
    times = {name: f"{layers['2'] / layers['1']:.1f}" for name, layers in table.iterrows()}
    assert f"first layer: σ {times['σ']}, ReLU {times['ReLU']}" in text
    assert "Path ÷ straight line: σ 2.5, ReLU 1.4" in text


def test_the_prediction_is_judged_in_chinese_too_and_no_gradient_reaches_a_dead_relu():
    reader = open_page(NAME, "zh", learning_rate="2", **QUICK)
    reader = finished(answered(reader, "几乎全部"), NAME)
    assert [claim.value[:11] for claim in reader.success] == ["你猜 几乎全部：对了。"]
    table = dataset(reader, GRADIENT)
    assert table.loc[table["series"] == "ReLU", "size"].tolist() == [1e-7] * 2
    assert table.loc[table["series"] == "ReLU", "text"].tolist() == ["0", "0"]
    assert "ReLU\u00a0–" in words(reader)


@pytest.mark.parametrize("language", LOCALES)
def test_networks_that_diverge_are_counted_and_read_nothing(language):
    link = {"depth": "5", "weight_init": "standard", **QUICK}
    reader = finished(open_page(NAME, language, **link), NAME)
    (claim,) = verdicts(reader)
    chosen, sigmoid = found(reader).chosen, found(reader).sigmoid
    assert (chosen.diverged, chosen.accuracy, sigmoid.diverged) == (5, 0, 0)
    assert "**5**" in claim
    assert f"ReLU **{written(0.0, '.1%')}**" in claim
    assert len(reader.warning) == 1


def test_sigmas_own_rate_is_ten_times_the_others_only_where_it_is_asked_for():
    for rule, factor in (("same", 1), ("tenfold", 10)):
        experiment = bench(open_page(NAME, eta_sigmoid=rule), NAME).experiment
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
    assert (met(reader, REVIVE), met(reader, WAKE)) == (won, False)


@pytest.mark.parametrize(
    ("link", "won"),
    [
        ({"weight_init": "standard", "neuron": "tanh"}, True),
        ({"weight_init": "standard"}, True),  # the ReLUs beside them diverge
        ({"weight_init": "he", **QUICK}, False),
    ],
)
def test_five_layers_of_sigma_wake_from_larger_weights_and_not_from_hes_start(link, won):
    reader = finished(open_page(NAME, depth="5", learning_rate="0.5", **link), NAME)
    assert met(reader, WAKE) == won
    reads = medians(reader, -1).loc["sigmoid", "accuracy validation"]
    assert f"**{written(reads, '.1%')}**" in news(reader, WAKE)
