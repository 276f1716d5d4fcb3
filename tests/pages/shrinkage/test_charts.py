import pandas as pd
import pytest

from pages.common.charts.lines import long
from pages.shrinkage.stacks import stacks
from pages.shrinkage.zone_strip import gauge

ZONES = {"calm": (0.0, 1.0), "odd": (-1.0, 0.0), "wild": (-2.0, -1.0)}


@pytest.mark.parametrize(("value", "shown"), [(0.999, 0.999), (-0.5, -0.5), (-9, -2), (7, 1)])
def test_a_gauge_marks_its_value_or_the_end_that_it_is_beyond(value, shown):
    picture = gauge(value, ZONES, title="factor")
    assert picture.tables["mark"]["value"].tolist() == [shown]


def test_a_gauge_is_darker_the_more_harmful_a_zone_is():
    zones = gauge(0, ZONES, title="factor").tables["d"]
    assert zones["depth"].is_monotonic_increasing
    assert zones[["left", "right"]].apply(tuple, axis=1).tolist() == list(ZONES.values())


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
