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
    dataset,
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
SHARES, OVER_C, GRADIENT, JACOBIAN = range(4)  # the charts
NAIVE = r"e^{cz}/\sum"
WORKED = {"z2": "2.0", "c": "1", "target": "3"}
BACKWARDS = {"z1": "0.0", "z2": "0.7", "z3": "1.1", "z4": "1.4"}  # about ln 1, ln 2, ln 3, ln 4
PLAIN = BACKWARDS | {"c": "1"}


def bars(reader, series="softmax a"):
    """Return the shares of the large picture."""
    table = dataset(reader, SHARES)
    return table.loc[table["series"] == series, "share"].to_numpy()


@pytest.mark.parametrize("c", [-1, 0, 0.1, 1, 2, 100])
def test_the_pictures_hold_what_softmax_and_its_slopes_are(c):
    reader, z = open_page(NAME, **WORKED | {"c": str(c)}), np.array([1.0, 2, 5, 2])
    a = outside(c * z)
    np.testing.assert_allclose(bars(reader), a)
    np.testing.assert_allclose(bars(reader, "as written: e^(cz)/Σe^(cz)"), a)
    assert f"Softmax sums to {a.sum():.2f}. " in words(reader)
    assert f"sum to {expit(z).sum():.2f}." in words(reader)
    cells = dataset(reader, JACOBIAN).pivot(index="a", columns="z", values="slope").to_numpy()
    np.testing.assert_allclose(cells, c * (np.diag(a) - np.outer(a, a)), atol=1e-12)
    slopes = dataset(reader, GRADIENT)["slope"]
    np.testing.assert_allclose(slopes, c * (a - [0, 0, 1, 0]), atol=1e-12)


def test_the_worked_example_shows_its_numbers():
    reader = click(open_page(NAME), "preset_1")
    assert dataset(reader, GRADIENT)["text"].tolist() == ["0.0164", "0.0445", "−0.1055", "0.0445"]
    assert dataset(reader, SHARES)["text"].tolist()[:4] == ["0.02", "0.04", "0.89", "0.04"]
    reader = click(reader, "reset")
    assert bench(reader, NAME).experiment.records[0]["cost"] == pytest.approx(0.1114, abs=5e-5)


def test_the_limits_are_drawn_where_they_answer_no_question():
    reader = open_page(NAME)
    assert dataset(reader, SHARES, "limits").empty
    table = dataset(reader, OVER_C)
    limits = table[table["latest"]].pivot(index="c", columns="series", values="share")
    assert limits.loc[-100].tolist() == [1, 0, 0, 0]
    assert limits.loc[0].tolist() == [0.25] * 4
    assert limits.loc[100].tolist() == [0, 0.5, 0.5, 0]
    for there in (moved(reader, c=5), finished(moved(reader, c=0), NAME)):
        assert dataset(there, SHARES, "limits")["limit"].tolist() == [0, 0.5, 0.5, 0]
    assert dataset(moved(reader, c=-1), SHARES, "limits")["limit"].tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize("language", LOCALES)
def test_with_1000_added_softmax_stays_and_the_formula_as_written_is_said_to_fail(language):
    reader = click(open_page(NAME, language), "preset_1")
    assert NAIVE not in words(reader)
    reader = moved(reader, z2=5.0)
    before = dataset(reader, SHARES)["share"][:4]
    reader = click(reader, "preset_4")
    table = dataset(reader, SHARES)
    np.testing.assert_allclose(table["share"][:4], before)
    assert table["text"].tolist()[4:] == ["nan"] * 4
    assert np.isfinite(dataset(reader, JACOBIAN)["slope"]).all()
    assert NAIVE in words(reader)
    assert "inf/inf" in words(reader)
    reader = moved(reader, c=-1)
    assert "0/0" in words(reader)


def test_one_run_answers_what_the_second_share_approaches():
    reader = finished(answered(open_page(NAME, **WORKED), "½"), NAME)
    (claim,) = verdicts(reader)
    assert claim.startswith("You said **½**, and so it is. ")
    last = bench(reader, NAME).experiment.records[-1]
    for value in (written(last["cost"], ".4t"), written(last["shares"][1], ".4t"), "0.5"):
        assert f"**{value}**" in claim
    np.testing.assert_allclose(bars(reader), last["shares"])
    reader = answered(reader, "1")
    assert verdicts(reader)[0].startswith("You said **1**; it is **½**. ")


@pytest.mark.parametrize(
    ("preset", "why"),
    [("preset_1", "gets all"), ("preset_0", "no c can part"), ("preset_3", "a wrong answer surer")],
)
def test_the_verdict_says_why_c_went_where_it_did(preset, why):
    assert why in verdicts(finished(click(open_page(NAME), preset), NAME))[0]


@pytest.mark.parametrize(
    ("link", "won"),
    [
        ({}, False),
        (PLAIN, True),
        (PLAIN | {"offset": "1000"}, True),
        (PLAIN | {"z4": "1.3"}, False),
        (PLAIN | {"c": "-1"}, False),
    ],
)
def test_the_challenge_is_met_by_the_logarithms_of_the_shares_and_any_constant(link, won):
    reader = open_page(NAME, **link)
    assert met(reader) == won
    set_to = scene(reader)
    a = outside(set_to["c"] * np.array([set_to[key] for key in BACKWARDS]))
    assert f"**{number(np.abs(a - [0.1, 0.2, 0.3, 0.4]).max())}**" in news(reader)
