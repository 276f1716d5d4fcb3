import pandas as pd
import pytest

from pages.common.charts.lines import long
from pages.shrinkage.stacks import stacks
from pages.shrinkage.zone_strip import factor

ZONES = ("calm", "odd", "wild")


@pytest.mark.parametrize(("value", "shown"), [(0.999, 0.999), (-0.5, -0.5), (-9, -2), (7, 1)])
def test_the_strip_marks_the_factor_or_the_end_that_it_is_beyond(value, shown):
    assert factor(value, ZONES).tables["mark"]["value"].tolist() == [shown]


def test_the_strip_is_darker_the_more_harmful_a_zone_is():
    zones = factor(0, ZONES).tables["d"]
    assert zones["depth"].is_monotonic_increasing
    assert zones[["left", "right"]].to_numpy().tolist() == [[0, 1], [-1, 0], [-2, -1]]


def test_a_stack_is_of_medians_over_the_networks_with_the_first_series_at_the_bottom():
    columns = {"epoch": [0, 0, 0, 1], "network": [0, 1, 2, 0], "up": [1, 5, 2, 7]}
    run = pd.DataFrame(columns | {"down": [9, 8, 7, 6]})
    table = long(run, {"up": "Up", "down": "Down"}, "paid", "series")
    at = {"width": 0.5, "x_domain": (0, 1), "y_domain": (0, 20)}
    drawn = stacks(table, "epoch", "paid", ("Up", "Down"), **at).tables["d"]
    found = {(row.epoch, row.series): row.paid for row in drawn.itertuples()}
    assert found == {(0, "Up"): 2, (0, "Down"): 8, (1, "Up"): 7, (1, "Down"): 6}
    assert set(zip(drawn["series"], drawn["order"], strict=True)) == {("Up", 0), ("Down", 1)}
    assert (drawn["right"] - drawn["epoch"] == 0.5).all()
