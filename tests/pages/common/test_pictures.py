"""Pictures without a page: what a table becomes."""

from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from pages.common.charts.images import _colours, _mosaic, _png
from pages.common.charts.lines import UNIT, _lines, long, placed
from pages.shrinkage.stacks import stacks
from pages.shrinkage.zone_strip import gauge

ZONES = {"calm": (0.0, 1.0), "odd": (-1.0, 0.0), "wild": (-2.0, -1.0)}
RUN = pd.DataFrame(
    {"epoch": [0, 0, 0, 1], "network": [0, 1, 2, 0], "up": [1, 5, 2, 7], "down": [9, 8, 7, 6]}
)


@pytest.mark.parametrize("rules", [True, False])
@pytest.mark.parametrize("band", [True, False])
def test_a_placed_specification_is_the_one_that_would_be_made_anew(band, rules):
    x, y = (0.0, 7.0), (-2.0, 3.0)

    def made(x_scale, y_scale):
        return _lines(
            "x", "y", ("a", "b"), "x", "y", x_scale, y_scale, ("p",), band, False, rules, True
        )

    anew = made((x, "linear"), (y, "linear"))
    moved = placed(made((UNIT, "linear"), (UNIT, "linear")), {"x": x, "y": y})
    assert moved == anew
    assert made((UNIT, "linear"), (UNIT, "linear")) != anew


@pytest.mark.parametrize(("value", "shown"), [(0.999, 0.999), (-0.5, -0.5), (-9, -2), (7, 1)])
def test_a_gauge_marks_its_value_or_the_end_that_it_is_beyond(value, shown):
    picture = gauge(value, ZONES, title="factor")
    assert picture.tables["mark"]["value"].tolist() == [shown]


def test_a_gauge_is_darker_the_more_harmful_a_zone_is():
    zones = gauge(0, ZONES, title="factor").tables["d"]
    assert zones["depth"].is_monotonic_increasing
    assert zones[["left", "right"]].apply(tuple, axis=1).tolist() == list(ZONES.values())


def test_a_long_table_has_a_row_for_each_column_of_each_row_under_its_text():
    table = long(RUN, {"up": "Up", "down": "Down"}, "height")
    assert table["part"].tolist() == 4 * ["Up"] + 4 * ["Down"]
    assert table["height"].tolist() == [1, 5, 2, 7, 9, 8, 7, 6]
    assert table["epoch"].tolist() == 2 * [0, 0, 0, 1]


def test_a_stack_is_of_medians_over_the_networks_with_the_first_series_at_the_bottom():
    table = long(RUN, {"up": "Up", "down": "Down"}, "paid", "series")
    at = {"width": 0.5, "x_domain": (0, 1), "y_domain": (0, 20)}
    drawn = stacks(table, "epoch", "paid", ("Up", "Down"), **at).tables["d"]
    found = {(row.epoch, row.series): row.paid for row in drawn.itertuples()}
    assert found == {(0, "Up"): 2, (0, "Down"): 8, (1, "Up"): 7, (1, "Down"): 6}
    assert set(zip(drawn["series"], drawn["order"], strict=True)) == {("Up", 0), ("Down", 1)}
    assert (drawn["right"] - drawn["epoch"] == 0.5).all()


def test_a_mosaic_file_holds_the_sign_as_colour_and_the_size_as_opacity():
    pixels = np.array([[1.0, -0.5, 0.0, 3.0]])
    read = np.asarray(Image.open(BytesIO(_png(_colours(_mosaic(pixels, 1))))))
    assert read[:2, :2, 3].tolist() == [[255, 127], [0, 255]]
    assert read[0, 0, 0] > read[0, 0, 2]  # red more than blue
    assert read[0, 1, 2] > read[0, 1, 0]
