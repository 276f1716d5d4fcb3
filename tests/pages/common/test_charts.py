"""What the charts put into their tables, and that their axes stay where they are."""

import pandas as pd
import pytest

from pages.common.charts.encoding import columns
from pages.common.charts.lines import lines, long


@pytest.mark.parametrize(("kind", "ends"), [("log", (0.01, 10)), ("accuracy", (1, 0.01))])
def test_on_a_logarithmic_axis_a_zero_stands_at_its_foot_and_nothing_else_is_moved(kind, ends):
    frame = pd.DataFrame({"x": [0, 1, 2], "y": [0.0, 2.0, 0.001], "series": "a"})
    domains = {"x_title": "x", "y_title": "y", "x_domain": (0, 2), "y_domain": ends}
    table = lines(frame, "x", "y", ("a",), y_scale=kind, **domains).tables["d"]
    assert table["y"].tolist() == [0.01, 2.0, 0.001]


def test_columns_of_a_run_become_parts_of_one_column():
    keys = {"run": "now", "series": "a", "network": 0, "latest": False}
    frame = pd.DataFrame([{**keys, "epoch": 0, "one": 1.0, "two": 2.0}])
    table = long(frame, {"one": "first", "two": "second"}, "size")
    assert table[["part", "size"]].to_numpy().tolist() == [["first", 1.0], ["second", 2.0]]


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
