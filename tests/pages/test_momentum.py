import pytest

from core.labs.momentum import stability
from pages.common.prose import written
from pages.momentum.region_map import RATES, region_map
from tests.pages.reader import (
    LOCALES,
    answered,
    bench,
    click,
    controls,
    dataset,
    finished,
    found,
    judged,
    met,
    moved,
    news,
    open_page,
    verdicts,
    words,
)

NAME = "momentum"
FAST = {"surface": "network", "n_training": "100", "epochs": "5"}  # networks that are soon done
CHALLENGE = {"surface": "bowl", "condition": "100", "momentum": "0.67"}


def walkers(reader):
    return bench(reader, NAME).experiment.trainers


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_how_far_the_ball_shot_past_and_when_each_walk_arrives(language):
    past = {"en": "shoots past it", "zh": "冲过去"}[language]
    reader = finished(answered(open_page(NAME, language), past), NAME)
    (claim,) = [element.value for element in reader.success]
    assert f"**{written(found(reader).heavy_ball.past, '.0%')}**" in claim
    assert found(reader).gradient_descent.settled is None
    assert found(reader).heavy_ball.settled < 100
    for name in walkers(reader):
        assert str(getattr(found(reader), name).settled or 100) in claim
    rate = written(found(reader).heavy_ball.rate, ".3f")
    assert rate in reader.button(key="enlarge_heavy_ball").label


def test_each_at_its_best_runs_at_the_best_eta_and_mu_and_rests_their_sliders():
    reader = click(open_page(NAME), "preset_1")
    assert [controls(reader)[key].disabled for key in ("learning_rate", "momentum")] == [True, True]
    for name, walker in walkers(reader).items():
        assert (walker.eta, walker.mu) == stability.best(name, 100)[:2]
    assert "η = 3.31, μ = 0.67" in words(reader)
    (claim,) = verdicts(finished(reader, NAME))
    assert "0.818" in reader.button(key="enlarge_heavy_ball").label
    assert "Newton **from step 1**" in claim


@pytest.mark.parametrize("language", LOCALES)
def test_newton_in_the_saddle_is_found_out_by_the_sign_of_its_curvature(language):
    reader = finished(click(open_page(NAME, language), "preset_3"), NAME)
    (claim,) = verdicts(reader)
    assert "**(0.00, 0.00)**" in claim
    assert "**−0.10**" in claim


def test_under_noise_the_means_are_told_beside_the_exact_ones():
    reader = finished(click(open_page(NAME), "preset_4"), NAME)
    (claim,) = verdicts(reader)
    for mean in (found(reader).noise.plain, found(reader).noise.ball):
        assert f"**{mean.cost:.3g}**" in claim
        assert f"{mean.exact:.3g}" in claim


@pytest.mark.parametrize("language", LOCALES)
def test_walks_that_diverge_are_named_with_their_limit_and_the_page_goes_on(language):
    every = {"surface": "bowl", "learning_rate": "4.0", "momentum": "0.0"}
    reader = finished(open_page(NAME, language, **every), NAME)
    assert bench(reader, NAME).experiment.diverged == list(walkers(reader))
    assert [warning.value.count("2.00") for warning in reader.warning] == [1, 1, 1, 1]
    told = reader.button(key="enlarge_cost").label
    assert {"en": "least: all diverged", "zh": "全都发散了"}[language] in told
    assert len(verdicts(reader)) == 1

    reader = finished(moved(reader, learning_rate=3.3, momentum=0.9), NAME)
    assert "heavy_ball" not in bench(reader, NAME).experiment.diverged
    assert len(reader.warning) == 3


@pytest.mark.parametrize("kappa", ["1", "200"])
@pytest.mark.parametrize("name", ["bowl", "valley", "saddle"])
def test_every_surface_runs_to_its_end_at_both_ends_of_kappa(name, kappa):
    link = {"surface": name, "condition": kappa, "tuning": "each_best", "gradient_noise": "0.1"}
    reader = finished(open_page(NAME, **link, steps="50"), NAME)
    assert len(verdicts(reader)) == 1


def test_on_the_network_the_verdict_says_what_momentum_does_and_judges_no_ball():
    reader = answered(open_page(NAME), "shoots past it")
    reader = moved(reader, surface="network", n_training=100, epochs=5, learning_rate=0.5)
    (claim,) = verdicts(finished(reader, NAME))
    assert claim.startswith("New digits read")
    assert "**it harms**" in claim
    assert found(reader).lead.sign == -1
    for arm in found(reader)[:3]:
        assert f"**{written(arm.accuracy, '.1%')}**" in claim
    assert f"**{judged(found(reader).lead, '+.1p')}** points" in claim


def test_a_lead_within_chance_is_no_clear_difference():
    reader = finished(open_page(NAME, **FAST, learning_rate="0.5", momentum="0.0"), NAME)
    assert found(reader).lead.sign == 0
    assert "**no clear difference**" in verdicts(reader)[0]


@pytest.mark.parametrize(("eta", "mu"), [("0.01", "0.0"), ("4.0", "0.99")])
def test_on_the_network_a_run_ends_at_both_ends_of_eta_and_mu(eta, mu):
    reader = finished(open_page(NAME, **FAST, learning_rate=eta, momentum=mu), NAME)
    assert len(verdicts(reader)) == 1


@pytest.mark.parametrize(
    ("link", "idle"),
    [
        ({}, {"n_training", "epochs", "random_state"}),
        ({"gradient_noise": "0.5"}, {"n_training", "epochs"}),
        (FAST, {"tuning", "gradient_noise", "steps", "condition"}),
    ],
)
def test_a_control_without_effect_rests(link, idle):
    every = controls(open_page(NAME, **link))
    assert {key for key, control in every.items() if control.disabled} == idle


@pytest.mark.parametrize(
    ("eta", "mu", "won"), [("3.18", "0.67", True), ("1.24", "0.86", True), ("3.31", "0.67", False)]
)
def test_the_challenge_is_met_within_a_tenth_of_the_fewest_steps(eta, mu, won):
    reader = open_page(NAME, **CHALLENGE | {"learning_rate": eta, "momentum": mu})
    assert met(reader) == won
    assert "**> 200**" in news(reader)  # gradient descent
    reader = finished(reader, NAME)
    assert f"momentum **{found(reader).heavy_ball.settled}**" in news(reader)


@pytest.mark.parametrize(
    "change", [{"condition": "50"}, {"surface": "valley"}, {"gradient_noise": "1.0"}]
)
def test_elsewhere_the_challenge_asks_for_its_own_scene(change):
    reader = open_page(NAME, **CHALLENGE | change, learning_rate="3.18")
    assert not met(reader)
    assert "Choose the bowl" in news(reader)


def test_each_ball_is_where_its_walk_is_and_its_trail_counts_back_from_there():
    reader = click(click(open_page(NAME), "step"), "step")
    table = dataset(reader, 0)
    assert sorted(table["age"].unique()) == [0, 1, 2]
    newest = table[table["age"] == 0]
    ends = [walker.path[-1][0].tolist() for walker in walkers(reader).values()]
    assert newest[["x", "y"]].to_numpy().tolist() == ends
    assert (newest["step"] == 2).all()


def test_a_map_has_a_cell_for_each_stable_setting_and_none_beyond():
    rates, edge = stability.landscape("nesterov", 20)
    cells = region_map(rates, edge, (1, 0.5), (2, 0.1), "beyond").tables["d"]
    assert len(cells) == (rates < 1).sum()
    for band, rate in enumerate(RATES):
        within = cells[cells["band"] <= band]
        assert len(within) == (rates < rate).sum()
        assert (rates[within["y"], within["x"]] < rate).all()
