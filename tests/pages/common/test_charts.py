"""What the charts put into their tables, and that their axes stay where they are."""

from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from pages.common.charts.encoding import columns
from pages.common.charts.images import _colours, _mosaic, _png
from pages.common.charts.lines import UNIT, _lines, lines, long, placed


@pytest.mark.parametrize(("kind", "ends"), [("log", (0.01, 10)), ("accuracy", (1, 0.01))])
def test_on_a_logarithmic_axis_a_zero_stands_at_its_foot_and_nothing_else_is_moved(kind, ends):
    frame = pd.DataFrame({"x": [0, 1, 2], "y": [0.0, 2.0, 0.001], "series": "a"})
    domains = {"x_title": "x", "y_title": "y", "x_domain": (0, 2), "y_domain": ends}
    table = lines(frame, "x", "y", ("a",), y_scale=kind, **domains).tables["d"]
    assert table["y"].tolist() == [0.01, 2.0, 0.001]


def test_points_of_a_formula_come_as_their_own_table():
    frame = pd.DataFrame({"x": [0, 1], "y": [1.0, 2.0], "series": "a"})
    domains = {"x_title": "x", "y_title": "y", "x_domain": (0, 1), "y_domain": (0, 2)}
    points = pd.DataFrame({"x": [0.5], "y": [1.5]})
    assert "points" not in lines(frame, "x", "y", ("a",), **domains).tables
    tables = lines(frame, "x", "y", ("a",), points=points, **domains).tables
    assert tables["points"] is points


@pytest.mark.parametrize(
    ("domain", "ticks"),
    [
        ((2, 100), [2, 5, 10, 20, 50, 100]),
        ((0.01, 1), [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]),
        ((1e-4, 1), [1e-4, 1e-3, 0.01, 0.1, 1]),
    ],
)
def test_a_short_logarithmic_axis_has_ticks_between_the_powers_of_ten(domain, ticks):
    frame = pd.DataFrame({"x": [0], "y": [0.5], "series": "a"})
    rest = {"x_title": "x", "y_title": "y", "x_domain": (0, 1)}
    picture = lines(frame, "x", "y", ("a",), y_domain=domain, y_scale="log", **rest)
    axis = picture.spec["layer"][0]["encoding"]["y"]["axis"]
    assert axis["values"] == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("names", "fit"),
    [
        (("z₁", "z₂", "z₃", "z₄"), 4),
        (("quadratic", "cross-entropy"), 2),
        (("constant", "in four steps", "cosine", "halved when stuck"), 2),
        (("训练", "验证", "测试"), 3),
        (("不变", "分四级", "余弦", "停滞就减半"), 2),
    ],
)
def test_a_legend_is_one_line_where_its_names_find_room(names, fit):
    assert columns(names) == fit


@pytest.mark.parametrize("rules", [True, False])
@pytest.mark.parametrize("band", [True, False])
def test_a_placed_specification_is_the_one_that_would_be_made_anew(band, rules):
    x, y = (0.0, 7.0), (-2.0, 3.0)

    also = {"points", *(["band"] if band else []), *(["rules"] if rules else [])}

    def made(x_domain, y_domain):
        across, up = ("x", "x", (x_domain, "linear")), ("y", "y", (y_domain, "linear"))
        return _lines(across, up, ("a", "b"), ("p",), (), frozenset(also))

    assert placed(made(UNIT, UNIT), {"x": x, "y": y}) == made(x, y)
    assert made(UNIT, UNIT) != made(x, y)


def test_a_long_table_has_a_row_for_each_column_of_each_row_under_its_text():
    columns = {"epoch": [0, 0, 0, 1], "network": [0, 1, 2, 0], "up": [1, 5, 2, 7]}
    run = pd.DataFrame(columns | {"down": [9, 8, 7, 6]})
    table = long(run, {"up": "Up", "down": "Down"}, "height")
    assert table["part"].tolist() == 4 * ["Up"] + 4 * ["Down"]
    assert table["height"].tolist() == [1, 5, 2, 7, 9, 8, 7, 6]
    assert table["epoch"].tolist() == 2 * [0, 0, 0, 1]


def test_a_mosaic_file_holds_the_sign_as_colour_and_the_size_as_opacity():
    pixels = np.array([[1.0, -0.5, 0.0, 3.0]])
    read = np.asarray(Image.open(BytesIO(_png(_colours(_mosaic(pixels, 1))))))
    assert read[:2, :2, 3].tolist() == [[255, 127], [0, 255]]
    assert read[0, 0, 0] > read[0, 0, 2]  # red more than blue
    assert read[0, 1, 2] > read[0, 1, 0]
