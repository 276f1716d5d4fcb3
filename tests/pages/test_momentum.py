import pytest

from core.labs.momentum import stability
from core.labs.momentum.surfaces import surface
from pages.common.prose import written
from pages.momentum.region_map import field
from tests.pages.reader import (
    LOCALES,
    bench,
    checked,
    click,
    controls,
    ends,
    finished,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "momentum"
FAST = {"n_training": "100", "epochs": "5"}  # networks that are soon done
CHALLENGE = {"surface": "bowl", "condition": "100"}


def walkers(reader):
    return bench(reader, NAME).experiment.trainers


def news(reader):
    """Return what stands under the challenge: whether it is met, and the count."""
    (text,) = [m.value for m in reader.markdown if m.value.startswith(":material/")]
    return text.startswith(":material/check_circle:"), text


def test_the_presets_are_the_scenes_that_their_names_state():
    reader = open_page(NAME)
    wanted = {
        "preset_0": {"surface": "valley", "momentum": 0.9},
        "preset_1": {"surface": "bowl", "condition": 100, "tuning": "each_best"},
        "preset_2": {"momentum": 0.99},
        "preset_3": {"surface": "saddle"},
        "preset_4": {"gradient_noise": 0.5},
        "preset_5": {"surface": "network", "learning_rate": 0.5, "momentum": 0.9},
    }
    for preset, values in wanted.items():
        reader = click(reader, preset)
        assert scene(reader).items() >= values.items()


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_when_each_walk_arrives_and_its_exact_rate(language):
    reader = finished(open_page(NAME, language), NAME)
    (claim,) = verdicts(reader)
    ends = {name: walker.settled(1e-3) for name, walker in walkers(reader).items()}
    assert ends["gradient_descent"] is None
    assert ends["heavy_ball"] < 100
    for name, at in ends.items():
        assert (str(at) if at else "100") in claim
        assert f"**{stability.rate(name, 0.2, 0.9, 50):.3f}**" in claim


def test_each_at_its_best_runs_at_the_best_eta_and_mu_and_rests_their_sliders():
    reader = click(open_page(NAME), "preset_1")
    assert [controls(reader)[key].disabled for key in ("learning_rate", "momentum")] == [True, True]
    for name, walker in walkers(reader).items():
        assert (walker.eta, walker.mu) == stability.best(name, 100)[:2]
    assert "η = 3.31, μ = 0.67" in words(reader)
    (claim,) = verdicts(finished(reader, NAME))
    assert all(f"**{rate}**" in claim for rate in ("0.980", "0.818", "0.885", "0.000"))
    assert "Newton **from step 1**" in claim


@pytest.mark.parametrize("language", LOCALES)
def test_newton_in_the_saddle_is_found_out_by_the_sign_of_its_curvature(language):
    reader = finished(click(open_page(NAME, language), "preset_3"), NAME)
    (claim,) = verdicts(reader)
    assert "**(0.00, 0.00)**" in claim
    assert "**−0.10**" in claim


def test_under_noise_five_walks_are_measured_beside_their_exact_floor():
    reader = finished(click(open_page(NAME), "preset_4"), NAME)
    (claim,) = verdicts(reader)
    for name in ("gradient_descent", "heavy_ball"):
        walker = walkers(reader)[name]
        assert len(walker.diverged) == 5
        assert f"**{walker.mean_cost(150):.3g}**" in claim
        floor = stability.noise_floor(name, 0.1, 0.9, 5, 0.5)
        assert f"{floor:.3g}" in claim
        assert walker.mean_cost(150) == pytest.approx(floor, rel=0.35)


@pytest.mark.parametrize("language", LOCALES)
def test_walks_that_run_away_are_named_with_their_limit_and_the_page_goes_on(language):
    scene_of_all = {"surface": "bowl", "learning_rate": "4.0", "momentum": "0.0"}
    reader = finished(open_page(NAME, language, **scene_of_all), NAME)
    assert bench(reader, NAME).experiment.diverged == list(walkers(reader))
    assert [warning.value.count("2.00") for warning in reader.warning] == [1, 1, 1, 1]
    assert {"en": "least: all ran away**", "zh": "全都发散了**"}[language] in words(reader)
    assert len(verdicts(reader)) == 1

    reader = finished(open_page(NAME, language, **CHALLENGE, learning_rate="3.3"), NAME)
    assert "heavy_ball" not in bench(reader, NAME).experiment.diverged
    assert len(reader.warning) == 3


@pytest.mark.parametrize("tuning", ["as_set", "each_best"])
@pytest.mark.parametrize("kappa", ["1", "200"])
@pytest.mark.parametrize("name", ["bowl", "valley", "saddle"])
def test_every_surface_runs_to_its_end_at_both_ends_of_kappa(name, kappa, tuning):
    link = {"surface": name, "condition": kappa, "tuning": tuning, "gradient_noise": "0.1"}
    reader = finished(open_page(NAME, **link, steps="50"), NAME)
    assert len(verdicts(reader)) == 1


def test_the_prediction_is_judged_at_the_eta_and_mu_that_it_asks_about():
    asked = {"surface": "network", "learning_rate": "0.5", "momentum": "0.9"}
    reader = open_page(NAME, **asked, **FAST)
    (question,) = reader.radio
    reader = finished(question.set_value("it harms").run(), NAME)
    (claim,) = verdicts(reader)
    assert claim.startswith("You said it harms: right. ")
    assert "**it harms**" in claim
    frame = bench(reader, NAME).frame.query("latest")
    for name, share in frame.groupby("name")["accuracy validation"].median().items():
        assert f"**{written(share, '.1%')}**" in claim, name
    reader = finished(checked(controls(reader)["learning_rate"].set_value(0.05).run()), NAME)
    (claim,) = verdicts(reader)
    assert claim.startswith("New digits read")


@pytest.mark.parametrize("end", [0, 1])
def test_on_the_network_every_control_that_has_an_effect_goes_to_both_ends(end):
    reader = open_page(NAME, surface="network", **FAST)
    free = [key for key, control in controls(reader).items() if not control.disabled]
    numbers = {"learning_rate", "momentum", "n_training", "epochs", "random_state"}
    assert set(free) == {"surface", *numbers}
    for key in ("learning_rate", "momentum", "random_state"):
        reader = checked(controls(reader)[key].set_value(ends(controls(reader)[key])[end]).run())
    assert len(verdicts(finished(reader, NAME))) == 1


def test_a_control_without_effect_rests():
    reader = open_page(NAME)
    resting = {key for key, control in controls(reader).items() if control.disabled}
    assert resting == {"n_training", "epochs", "random_state"}
    reader = open_page(NAME, gradient_noise="0.5")
    assert not controls(reader)["random_state"].disabled


@pytest.mark.parametrize(
    ("eta", "mu", "met"), [("3.18", "0.67", True), ("1.24", "0.86", True), ("3.31", "0.67", False)]
)
def test_the_challenge_is_met_within_a_tenth_of_the_fewest_steps(eta, mu, met):
    reader = open_page(NAME, **CHALLENGE, learning_rate=eta, momentum=mu)
    won, text = news(reader)
    assert won == met
    start = surface("bowl", 100).start
    fewest = stability.fewest(100, start, 1e-3)
    assert f"**{fewest}**" in text
    counts = [
        int(stability.settles(name, float(eta), float(mu), 100, start, 1e-3))
        for name in ("heavy_ball", "nesterov")
    ]
    for count in counts:
        assert (f"**{count}**" if count <= 200 else "**> 200**") in text
    assert (min(counts) <= 1.1 * fewest) == met


@pytest.mark.parametrize("change", [{"condition": "50"}, {"surface": "valley"}])
def test_elsewhere_the_challenge_asks_for_its_own_scene(change):
    reader = open_page(NAME, **CHALLENGE | change, learning_rate="3.18", momentum="0.67")
    assert not news(reader)[0]
    assert "Choose the bowl" in news(reader)[1]
    noisy = open_page(
        NAME, **CHALLENGE, learning_rate="3.18", momentum="0.67", gradient_noise="1.0"
    )
    assert not news(noisy)[0]


def test_the_count_of_the_challenge_is_that_of_the_run():
    link = {"learning_rate": "3.18", "momentum": "0.67"}
    reader = finished(open_page(NAME, **CHALLENGE, **link), NAME)
    assert f"momentum **{walkers(reader)['heavy_ball'].settled(1e-3)}**" in news(reader)[1]


def test_a_map_has_a_cell_for_each_stable_setting_and_none_beyond():
    rates, edge = stability.landscape("nesterov", 20)
    axes = {"x_title": "η", "x_domain": (0, 4), "y_title": "μ", "y_domain": (0, 1)}
    picture = field(rates, edge, (1, 0.5), (2, 0.1), limits=(0.9, 1.0), beyond="away", **axes)
    cells = picture.tables["d"]
    assert len(cells) == (rates < 1).sum()
    assert (cells["band"] == 0).sum() == (rates < 0.9).sum()
    fast = cells.query("band == 0").iloc[0]
    assert rates[fast["y"], fast["x"]] < 0.9
