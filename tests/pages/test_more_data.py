import numpy as np
import pytest

from core.data.handwriting import digits
from core.labs.more_data import augmentation
from pages.common.charts import images
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
    verdicts,
    words,
)

NAME = "more_data"
QUICK = {"steps": "500"}
WON = {"n_training": "300", "copies": "5", "elastic": "10", "hidden": "60", "learning_rate": "1"}


def test_arms_have_equal_terms_and_each_network_its_own_originals_and_their_copies():
    trainers = bench(open_page(NAME), NAME).experiment.trainers
    sizes = {name: trainer.n_training for name, trainer in trainers.items()}
    assert sizes == {"originals": 200, "with_copies": 1000, "twice": 400}
    rates = [s.l2 / t.n_training for t in trainers.values() for s in t.settings]
    assert rates == pytest.approx([1e-4] * 15)
    plain, copied, twice = (trainer._rows for trainer in trainers.values())
    for k in range(5):
        assert set(copied[k] % 1000) == set(plain[k]) < set(twice[k])
    assert len({frozenset(row) for row in plain}) == 5


def test_the_gallery_shows_originals_and_the_copies_that_are_learned(monkeypatch):
    shown = []
    monkeypatch.setattr(images, "images", lambda _title, squares, **_: shown.append(squares))
    reader = open_page(NAME, copies="2", angle="90")
    alike, drawn = shown[:2]
    experiment = bench(reader, NAME).experiment
    experiment.advance_to_mark()
    pool = experiment.trainers["with_copies"].X
    labels = digits().training.labels
    board = drawn.reshape(3, 15, 784)
    cells = np.concatenate([board[:, :7], board[:, 8:]], axis=1).reshape(6, 7, 784)
    assert not board[:, 7].any()
    for label, cell in zip((6, 9, 2, 4, 7, 3), cells, strict=True):
        (place,) = np.flatnonzero((pool[:1000] == cell[0].astype(np.float32)).all(axis=1))
        assert labels[place] == label
        np.testing.assert_array_equal(cell[2:4], pool[[1000 + place, 2000 + place]])
        assert not cell[[1, 4, 5, 6]].any()
    validation = digits().validation
    six = validation.X[validation.labels == 6][:12]
    np.testing.assert_array_equal(alike[:12], augmentation.warp(six, 0, 180))
    np.testing.assert_array_equal(alike[12:], validation.X[validation.labels == 9][:12])


def test_a_slider_of_the_copies_makes_those_that_are_shown_and_no_others(monkeypatch):
    sizes, warp = [], augmentation.warp
    monkeypatch.setattr(augmentation, "warp", lambda X, *how: sizes.append(len(X)) or warp(X, *how))
    reader = moved(open_page(NAME), angle=85, shift=3, copies=3, elastic=35)
    assert max(sizes) < 50
    click(reader, "step")
    assert sum(sizes) > 3000


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_medians_and_the_gain_with_its_error(language):
    reader = finished(open_page(NAME, language, angle="180", **QUICK), NAME)
    (claim,) = verdicts(reader)
    shown = found(reader)
    for arm in (shown.originals, shown.with_copies, shown.twice):
        assert f"**{written(arm.error_rate, '.1%')}**" in claim
    assert f"**{judged(shown.gain)}**" in claim
    assert shown.gain.sign == -1
    assert {"en": "they *harm*", "zh": "副本**有害**"}[language] in claim
    for arm in (shown.originals, shown.with_copies):
        assert written(arm.turned, ".0%") in words(reader)


def test_points_over_the_angle_come_in_with_the_runs_and_settle_the_prediction():
    reader = open_page(NAME, **QUICK)
    reader = answered(reader, "180°")
    tried = {}
    for angle in (0, 15, 180):
        reader = finished(moved(reader, angle=angle), NAME)
        tried[angle] = found(reader)
        points = dataset(reader, 1).groupby("latest")
        now = points.get_group(True)
        rates = {turn: shown.with_copies.error_rate for turn, shown in tried.items()}
        assert dict(zip(now["angle"], now["error_rate"], strict=True)) == pytest.approx(rates)
        level = points.get_group(False)["error_rate"].tolist()
        assert level == pytest.approx([tried[angle].originals.error_rate] * 2)
        assert ("You said 180°. " in verdicts(reader)[0]) == (angle == 180)
    claim = verdicts(reader)[0]
    assert all(f"**{written(rate, '.1%')}**" in claim for rate in rates.values())
    assert f"180° by **{judged(tried[0].gain - tried[180].gain)}**" in claim
    assert not (tried[0].gain - tried[15].gain).clear
    assert "cannot tell apart: **0°, 15°**" in claim
    reader = answered(reader, "15°")
    assert not verdicts(reader)[0].startswith("You said")
    reader = moved(reader, copies=2)  # another scene knows no angles yet
    assert dataset(reader, 1)["latest"].sum() == 1


def test_all_sizes_fill_the_picture_beside_the_published_points():
    reader = open_page(NAME, sizes="all_sizes", **QUICK)
    trainers = bench(reader, NAME).experiment.trainers
    assert len(trainers) == 11  # two each of 50, 100, 200, 500 and 1000, and 400 originals
    reader = click(reader, "step")
    table = dataset(reader, 2)
    now = table[table["run"] == "now"].groupby("series")["size"].apply(sorted)
    assert now["originals"] == [50, 100, 200, 400, 500, 1000]
    assert now["+ copies"] == [50, 100, 200, 500, 1000]
    book = table[table["run"] == "before"].set_index("size")["error_rate"]
    assert (book[100], book[50_000]) == (pytest.approx(0.3091), pytest.approx(0.0403))
    assert len(book) == 9


@pytest.mark.parametrize(("change", "won"), [({}, True), ({"angle": "180", **QUICK}, False)])
def test_the_challenge_is_met_where_copies_of_300_help_and_600_do_not_lead(change, won):
    reader = finished(open_page(NAME, **WON | change), NAME)
    gain, beyond = found(reader).gain, found(reader).beyond_twice
    assert (gain.sign == 1 and beyond.sign >= 0) == won
    assert met(reader) == won
    assert all(f"**{judged(lead)}**" in news(reader) for lead in (gain, beyond))
