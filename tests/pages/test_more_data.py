import re

import numpy as np
import pytest

from core.data.handwriting import digits
from core.labs.more_data import augmentation, lab
from core.network.textbook import classify, predict
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
COPIES, SIZE = 0, 3  # the charts
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


def test_the_copies_that_are_shown_are_those_that_are_learned_and_read_by_who_saw_none():
    amounts = {"copies": 2, "shift": 1, "angle": 90, "elastic": 0}
    made = lab.gallery(data="digits", labels=(6, 9, 4), random_state=0, **amounts)
    reader = click(open_page(NAME, copies="2", angle="90"), "step")
    trainers = bench(reader, NAME).experiment.trainers
    pool, labels = trainers["with_copies"].X, digits().training.labels
    for label, (original, *copies) in zip((6, 9, 4), made, strict=True):
        (place,) = np.flatnonzero((pool[:1000] == original.astype(np.float32)).all(axis=1))
        assert labels[place] == label
        np.testing.assert_array_equal(copies, pool[[1000 + place, 2000 + place]])
    plain = trainers["originals"]
    reads = [classify(predict(plain.settings[0], plain.parameters[0], row)) for row in made]
    drawn = dataset(reader, COPIES)
    assert drawn["text"].tolist() == [str(read) for read in np.ravel(reads)]
    right = [str(label) for label in np.repeat((6, 9, 4), 3)] == drawn["text"]
    assert (drawn["series"] == "read as its label").tolist() == right.tolist()


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
    assert {"en": "They *harm*", "zh": "副本**有害**"}[language] in claim
    for arm in (shown.originals, shown.with_copies):
        assert written(arm.turned, ".0%") in words(reader)


def test_one_run_of_copies_turned_by_any_angle_settles_the_prediction():
    reader = moved(open_page(NAME, angle="15"), steps=500)
    reader = finished(answered(reader, "they help"), NAME)
    assert bench(reader, NAME).setup.choices["angle"] == 180
    assert verdicts(reader)[0].startswith("You said **they help**; it is **they harm**. ")
    shown = int(re.search(r"reads (\d+) of 12 as another digit", words(reader))[1])
    sorts = dataset(reader, COPIES)["series"].to_numpy().reshape(3, 5)  # an original comes first
    assert shown == (sorts[:, 1:] == "read as another digit").sum()


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
