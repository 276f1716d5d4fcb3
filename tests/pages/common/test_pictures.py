"""Pictures without a page: what a table becomes."""

from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from pages.common.charts.images import _colours, _mosaic, _png
from pages.common.charts.lines import UNIT, _lines, long, placed

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


def test_a_long_table_has_a_row_for_each_column_of_each_row_under_its_text():
    table = long(RUN, {"up": "Up", "down": "Down"}, "height")
    assert table["part"].tolist() == 4 * ["Up"] + 4 * ["Down"]
    assert table["height"].tolist() == [1, 5, 2, 7, 9, 8, 7, 6]
    assert table["epoch"].tolist() == 2 * [0, 0, 0, 1]


def test_a_mosaic_file_holds_the_sign_as_colour_and_the_size_as_opacity():
    pixels = np.array([[1.0, -0.5, 0.0, 3.0]])
    read = np.asarray(Image.open(BytesIO(_png(_colours(_mosaic(pixels, 1))))))
    assert read[:2, :2, 3].tolist() == [[255, 127], [0, 255]]
    assert read[0, 0, 0] > read[0, 0, 2]  # red more than blue
    assert read[0, 1, 2] > read[0, 1, 0]
