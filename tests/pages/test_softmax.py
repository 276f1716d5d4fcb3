import numpy as np
import pytest
from scipy.special import expit
from scipy.special import softmax as outside

from pages.common.prose import written
from pages.softmax.charts import number
from tests.pages.reader import (
    LOCALES,
    answered,
    bench,
    click,
    controls,
    dataset,
    ends,
    finished,
    met,
    moved,
    news,
    open_page,
    scene,
    verdicts,
    words,
)

NAME = "softmax"
SHARES, OVER_C, JACOBIAN, GRADIENT = range(4)  # the charts
NAIVE = r"e^{cz}/\sum"
ACCURACY = "accuracy validation"
TIE = {"z1": "1.0", "z2": "5.0", "z3": "5.0", "z4": "2.0"}
BACKWARDS = {"z1": "0.0", "z2": "0.7", "z3": "1.1", "z4": "1.4"}  # about ln 1, ln 2, ln 3, ln 4


def line(reader, part):
    """Return the one piece of text that contains `part`."""
    (text,) = [m.value for m in reader.markdown if part in m.value and len(m.value) < 400]
    return text


@pytest.mark.parametrize("c", [-1, 0, 0.1, 1, 2, 100])
def test_the_pictures_hold_what_softmax_and_its_slopes_are(c):
    reader, z = open_page(NAME, c=str(c)), np.array([1.0, 2, 5, 2])
    a = outside(c * z)
    bars = dataset(reader, SHARES)
    np.testing.assert_allclose(bars["share"], [*a, *expit(z)])
    assert f"{a.sum():.2f}, " in line(reader, "Softmax sums to")
    assert f" {expit(z).sum():.2f}" in line(reader, "Softmax sums to")

    cells = dataset(reader, JACOBIAN).pivot(index="a", columns="z", values="slope").to_numpy()
    np.testing.assert_allclose(cells, c * (np.diag(a) - np.outer(a, a)), atol=1e-12)
    assert f" = {number(c * -a[1] * a[2])};" in line(reader, "∂a₂/∂z₃")

    slopes = dataset(reader, GRADIENT)["slope"]
    np.testing.assert_allclose(slopes, c * (a - [0, 0, 1, 0]), atol=1e-12)
    assert f"C = {number(-np.log(a[2]))}," in line(reader, "y = 3")


def test_the_worked_example_shows_its_numbers():
    reader = open_page(NAME)
    assert dataset(reader, GRADIENT)["text"].tolist() == ["0.0164", "0.0445", "−0.1055", "0.0445"]
    assert dataset(reader, SHARES)["text"].tolist()[:4] == ["0.02", "0.04", "0.89", "0.04"]
    assert "C = 0.1114" in line(reader, "y = 3")


def test_over_c_the_limits_are_drawn_and_the_distance_to_the_present_one_is_written():
    reader = click(open_page(NAME), "preset_2")
    table = dataset(reader, OVER_C)
    limits = table[table["latest"]].pivot(index="c", columns="series", values="share")
    assert limits.loc[-100].tolist() == [1, 0, 0, 0]
    assert limits.loc[0].tolist() == [0.25] * 4
    assert limits.loc[100].tolist() == [0, 0.5, 0.5, 0]
    off = np.abs(outside(5 * np.array([1.0, 5, 5, 2])) - [0, 0.5, 0.5, 0]).max()
    assert 1e-8 < off < 1e-6
    assert f" {number(off)} " in line(reader, "from the limit")
    zero = moved(reader, c=0)
    assert " 0.0000 from the limit" in line(zero, "from the limit")


@pytest.mark.parametrize("language", LOCALES)
def test_with_1000_added_softmax_stays_and_the_formula_as_written_is_said_to_fail(language):
    reader = open_page(NAME, language)
    assert NAIVE not in words(reader)
    before = dataset(reader, SHARES)["share"][:4]
    reader = click(reader, "preset_3")
    np.testing.assert_allclose(dataset(reader, SHARES)["share"][:4], before)
    assert np.isfinite(dataset(reader, JACOBIAN)["slope"]).all()
    assert "`nan`" in line(reader, NAIVE)
    assert "inf/inf" in line(reader, NAIVE)
    reader = moved(reader, c=-1)
    assert "`nan`" in line(reader, NAIVE)
    assert "0/0" in line(reader, NAIVE)


def test_the_tie_answers_its_prediction_when_it_is_on_the_sliders_and_not_before():
    reader = open_page(NAME)
    reader = answered(reader, "½", 0)
    assert verdicts(reader) == []
    reader = click(reader, "preset_2")
    (claim,) = [element.value for element in reader.success]
    assert claim.startswith("You said ½: right. ")
    assert f"**{number(outside([5.0, 25, 25, 10])[3])}** from it" in claim
    reader = answered(reader, "1", 0)
    assert not reader.success
    assert reader.info[0].value.startswith("You said 1. ")
    assert verdicts(open_page(NAME, **TIE)) == []  # nobody predicted it


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_medians_of_the_run_and_the_factor_of_its_first_step(language):
    reader = finished(open_page(NAME, language), NAME)
    (claim,) = verdicts(reader)
    frame = bench(reader, NAME).frame
    last = frame[frame["latest"]].groupby("name").median(numeric_only=True)
    assert "**100**" in claim
    for name, measure in (("10", "confidence"), ("10", ACCURACY), ("0.1", ACCURACY)):
        assert f"**{written(last.loc[f'c = {name}', measure], '.1%')}**" in claim
    for share in last[ACCURACY]:
        assert written(share, ".1p") in words(reader)


def test_at_rates_divided_by_c_squared_the_verdict_says_one_run_and_no_prediction_is_settled():
    reader = finished(open_page(NAME, eta_rule="divided").radio[1].set_value("100×").run(), NAME)
    (claim,) = verdicts(reader)
    assert claim.startswith("With η ÷ c² ")
    assert "**1** times" in claim
    assert "**0.0** points apart" in claim


def test_what_changes_a_formula_alone_leaves_the_run_as_it_is():
    reader = click(open_page(NAME), "step")
    records = list(bench(reader, NAME).experiment.records)
    for key in ("z1", "z2", "z3", "z4", "c", "target", "offset"):
        reader = moved(reader, **{key: ends(controls(reader)[key])[0]})
    assert bench(reader, NAME).experiment.records == records
    assert bench(reader, NAME).before == []


@pytest.mark.parametrize(
    ("link", "won"),
    [
        ({}, False),
        (BACKWARDS, True),
        (BACKWARDS | {"offset": "1000"}, True),
        (BACKWARDS | {"z4": "1.3"}, False),
        (BACKWARDS | {"c": "-1"}, False),
    ],
)
def test_the_challenge_is_met_by_the_logarithms_of_the_shares_and_any_constant(link, won):
    reader = open_page(NAME, **link)
    assert met(reader) == won
    set_to = scene(reader)
    a = outside(set_to["c"] * np.array([set_to[key] for key in BACKWARDS]))
    assert f"**{number(np.abs(a - [0.1, 0.2, 0.3, 0.4]).max())}**" in news(reader)
