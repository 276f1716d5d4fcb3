import re

import numpy as np
import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from core.data.handwriting import digits
from core.labs.more_data import augmentation
from pages.common.charts import images
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

NAME = "more_data"
QUICK = {"steps": "500"}
WON = {"n_training": "300", "copies": "5", "shift": "0", "elastic": "10"}
WON |= {"hidden": "60", "steps": "500"}


def drawn(reader, chart):
    """Return the main table of a chart: 0 updates, 1 angle, 2 size, 3 mix-ups."""
    datasets = reader.get("vega_lite_chart")[chart].proto.datasets
    (data,) = [d.data.data for d in datasets if d.name == "d"]
    return convert_arrow_bytes_to_pandas_df(data)


def errors(reader):
    """Return the median share of misread digits of each arm at the end."""
    last = bench(reader, NAME).frame.query("latest")
    return 1 - last.groupby("name")["accuracy validation"].median()


def setting(reader, **values):
    for key, value in values.items():
        controls(reader)[key].set_value(value)
    return checked(reader.run())


def test_the_presets_are_the_scenes_that_their_names_state():
    reader = open_page(NAME)
    wanted = {
        "preset_0": {"n_training": 200, "copies": 4, "shift": 1, "angle": 0, "elastic": 0},
        "preset_1": {"shift": 1, "angle": 15},
        "preset_2": {"shift": 1, "angle": 180},
        "preset_3": {"shift": 0, "angle": 0, "elastic": 20},
        "preset_4": {"shift": 1, "sizes": "all_sizes"},
    }
    for preset, values in wanted.items():
        reader = click(reader, preset)
        assert scene(reader).items() >= values.items()


def test_every_arm_takes_as_many_updates_and_shrinks_its_weights_alike():
    reader = finished(open_page(NAME, **QUICK), NAME)
    trainers = bench(reader, NAME).experiment.trainers
    sizes = {name: trainer.n_training for name, trainer in trainers.items()}
    assert sizes == {"originals": 200, "with_copies": 1000, "twice": 400}
    assert {trainer.step for trainer in trainers.values()} == {500}
    rates = [s.l2 / t.n_training for t in trainers.values() for s in t.settings]
    assert rates == pytest.approx([1e-4] * 15)


def test_each_network_learns_from_its_own_originals_and_their_copies_and_no_others():
    trainers = bench(open_page(NAME), NAME).experiment.trainers
    plain, copied, twice = (t._rows for t in trainers.values())
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
    for label, (original, gap, one, two, *rest) in zip((6, 9, 2, 4, 7, 3), cells, strict=True):
        (place,) = np.flatnonzero((pool[:1000] == original.astype(np.float32)).all(axis=1))
        assert labels[place] == label
        np.testing.assert_array_equal([one, two], pool[[1000 + place, 2000 + place]])
        assert not np.any([gap, *rest])
    validation = digits().validation
    six = validation.X[validation.labels == 6][:12]
    np.testing.assert_array_equal(alike[:12], augmentation.warp(six, 0, 180))
    np.testing.assert_array_equal(alike[12:], validation.X[validation.labels == 9][:12])


def test_a_slider_of_the_copies_makes_those_that_are_shown_and_no_others(monkeypatch):
    sizes, warp = [], augmentation.warp
    monkeypatch.setattr(augmentation, "warp", lambda X, *how: sizes.append(len(X)) or warp(X, *how))
    reader = open_page(NAME)
    for amount in ({"angle": 85}, {"shift": 3}, {"copies": 3}, {"elastic": 35}):
        reader = setting(reader, **amount)
    assert max(sizes) < 50
    click(reader, "step")
    assert sum(sizes) > 3000


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_medians_and_how_many_draws_agree(language):
    reader = finished(open_page(NAME, language, angle="180", **QUICK), NAME)
    (claim,) = verdicts(reader)
    medians = errors(reader)
    for name in ("originals", "with_copies", "twice"):
        assert f"**{written(medians[name], '.1%')}**" in claim
    last = bench(reader, NAME).frame.query("latest").pivot(index="network", columns="name")
    accuracy = last["accuracy validation"]
    losses = (accuracy["with_copies"] < accuracy["originals"]).sum()
    assert losses >= 4
    assert re.search(
        {"en": rf"\*{losses} of 5\*", "zh": rf"有 \*\*{losses}\*\* 次"}[language], claim
    )
    turned = last["turned"].mean()
    titles = words(reader)
    assert written(turned["originals"], ".0%") in titles
    assert written(turned["with_copies"], ".0%") in titles


def test_points_over_the_angle_come_in_with_the_runs_and_settle_the_prediction():
    reader = open_page(NAME, **QUICK)
    reader = checked(reader.radio[0].set_value("180°").run())
    found = {}
    for angle in (0, 15, 180):
        reader = finished(setting(reader, angle=angle), NAME)
        found[angle] = errors(reader)["with_copies"]
        table = drawn(reader, 1).assign(misread=lambda rows: rows["misread"] / 100)
        points = table[table["latest"]]
        assert dict(zip(points["angle"], points["misread"], strict=True)) == pytest.approx(found)
        level = table.loc[~table["latest"], "misread"]
        assert level.tolist() == pytest.approx([errors(reader)["originals"]] * 2)
        assert ("You said 180°. " in verdicts(reader)[0]) == (angle == 180)
    claim = verdicts(reader)[0]
    assert all(f"**{written(value, '.1%')}**" in claim for value in found.values())
    best = min(found, key=found.get)
    reader = checked(reader.radio[0].set_value(f"{best}°").run())
    assert reader.success[0].value.startswith(f"You said {best}°: right. ")
    reader = setting(reader, copies=2)  # another scene knows no angles yet
    assert drawn(reader, 1)["latest"].sum() == 1


def test_all_sizes_fill_the_picture_beside_the_published_points():
    reader = open_page(NAME, sizes="all_sizes", **QUICK)
    trainers = bench(reader, NAME).experiment.trainers
    assert len(trainers) == 11  # two each of 50, 100, 200, 500 and 1000, and 400 originals
    reader = click(reader, "step")
    table = drawn(reader, 2)
    now = table[table["run"] == "now"].groupby("series")["size"].apply(sorted)
    assert now["originals"] == [50, 100, 200, 400, 500, 1000]
    assert now["+ copies"] == [50, 100, 200, 500, 1000]
    book = table[table["run"] == "before"].set_index("size")["misread"]
    assert book[100] == pytest.approx(30.91)
    assert book[50_000] == pytest.approx(4.03)
    assert len(book) == 9


@pytest.mark.parametrize(("change", "met"), [({}, True), ({"angle": "180", "hidden": "30"}, False)])
def test_the_challenge_is_met_where_copies_of_300_beat_600(change, met):
    reader = finished(open_page(NAME, **WON | change), NAME)
    medians = errors(reader)
    assert (medians["with_copies"] < medians["twice"]) == met
    (news,) = [m.value for m in reader.markdown if "Here: **" in m.value]
    assert news.startswith(":material/check_circle:") == met
    assert f"**{written(medians['with_copies'], '.1%')}**" in news
    assert f"**{written(medians['twice'], '.1%')}**" in news


def test_the_challenge_is_about_300_originals():
    reader = finished(open_page(NAME, n_training="50", copies="5", **QUICK), NAME)
    (news,) = [m.value for m in reader.markdown if "Here: **" in m.value]
    assert news.startswith(":material/flag:")
