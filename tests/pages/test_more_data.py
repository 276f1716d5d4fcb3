import numpy as np
import pytest

from core.data.handwriting import digits
from core.labs.more_data import augmentation, lab
from pages.common.prose import written
from pages.more_data import charts
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
)

NAME = "more_data"
TURNED, _GALLERY, _LEARNING, SIZE = range(4)  # the charts
QUICK = {"steps": "500"}
WON = {
    "angle": "0",
    "n_training": "300",
    "copies": "5",
    "elastic": "10",
    "hidden": "60",
    "learning_rate": "1",
}


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


def test_the_copies_that_are_shown_are_those_that_are_learned(monkeypatch):
    shown = []
    monkeypatch.setattr(charts, "ink", lambda board, *_: shown.append(board) or "")
    reader = open_page(NAME, copies="2", angle="90")
    experiment = bench(reader, NAME).experiment
    experiment.advance_to_mark()
    pool = experiment.trainers["with_copies"].X
    labels = digits().training.labels
    for label, cell in zip((6, 2, 4), shown[-1].reshape(3, 7, 784), strict=True):
        (place,) = np.flatnonzero((pool[:1000] == cell[0].astype(np.float32)).all(axis=1))
        assert labels[place] == label
        np.testing.assert_array_equal(cell[2:4], pool[[1000 + place, 2000 + place]])
        assert not cell[[1, 4, 5, 6]].any()


def test_the_turned_6_stands_above_what_most_networks_read():
    reader = finished(open_page(NAME, **QUICK), NAME)
    drawn = dataset(reader, TURNED)
    pictures = drawn[drawn["row"] == " "]
    assert pictures["column"].tolist() == [f"{turn}°" for turn in range(0, 181, 30)]
    assert pictures["url"].str.startswith("data:image/png;base64,").all()
    X, Y = bench(reader, NAME).experiment.sets["validation"]
    six = augmentation.warp(X[[Y[:, 6].argmax()] * 7], 0, range(0, 181, 30))
    for name, row in (("originals", "originals"), ("with_copies", "+ copies")):
        read = lab.readings(bench(reader, NAME).experiment, six)[name]
        own = drawn[drawn["row"] == row]
        assert own["text"].tolist() == list(map(str, read))
        assert ((own["series"] == "read as 6") == (own["text"] == "6")).all()
    assert drawn[(drawn["row"] == "originals") & (drawn["column"] == "0°")]["text"].tolist() == [
        "6"
    ]


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
    for arm in (shown.originals, shown.with_copies):
        assert f"**{written(arm.error_rate, '.1%')}**" in claim
    assert f"**{written(-shown.gain.value, '.1p')} ± {written(shown.gain.error, '.1p')}**" in claim
    assert shown.gain.sign == -1
    assert {"en": "they *harm*", "zh": "它们**有害**"}[language] in claim
    titles = [m.value for m in reader.markdown if m.value.startswith("**")]
    for arm in (shown.originals, shown.with_copies):
        assert any(written(arm.turned, ".0%") in title for title in titles)


def test_an_answer_sets_the_scene_and_one_run_settles_it():
    reader = answered(open_page(NAME, angle="15", **QUICK), "fewer")
    assert (scene(reader)["angle"], scene(reader)["steps"]) == (180, 3000)
    reader = finished(reader, NAME)
    (claim,) = verdicts(reader)
    assert claim.startswith("You said **fewer**; it is **more**. ")
    (claim,) = verdicts(answered(reader, "more"))
    assert claim.startswith("You said **more**, and so it is. ")


def test_all_sizes_fill_the_picture_beside_the_published_points():
    reader = open_page(NAME, sizes="all_sizes", **QUICK)
    trainers = bench(reader, NAME).experiment.trainers
    assert len(trainers) == 11  # two each of 50, 100, 200, 500 and 1000, and 400 originals
    reader = click(reader, "step")
    table = dataset(reader, SIZE)
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
