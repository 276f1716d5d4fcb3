"""Runs that are longer than the axis of the present one."""

import pandas as pd

from pages.common.charts.earlier import cut
from tests.pages.reader import checked, click, dataset, finished, open_page


def run(name, steps):
    return pd.DataFrame({"run": name, "series": "a", "step": steps, "cost": 1.0})


def test_a_pin_is_cut_at_the_axis_and_drawn_as_points_where_few_were_measured():
    frame = pd.concat([run("now", [0, 300]), run("A", range(0, 601, 10)), run("B", [0, 200, 400])])
    table = cut(frame, "step", (0, 300))
    assert table.query("run == 'A'")["step"].max() == 310  # the line goes on to the edge
    assert table.query("end and run == 'A'")["step"].tolist() == [300]
    assert table.query("sparse")[["run", "step"]].to_numpy().tolist() == [["B", 0], ["B", 200]]
    assert not table.query("run == 'now'")["sparse"].any()


def test_a_hopeless_pin_beside_a_short_run_ends_with_its_axis():
    reader = finished(click(open_page("learning_slowdown"), "preset_2"), "learning_slowdown")
    reader = finished(click(click(reader, "pin"), "preset_1"), "learning_slowdown")
    for chart in (0, 3):  # the outputs, and the costs
        pinned = dataset(reader, chart).query("run == 'A'")
        assert pinned["step"].max() <= 300
        assert pinned["sparse"].all()


def test_another_language_keeps_the_prediction():
    reader = open_page("cross_entropy")
    reader = checked(reader.radio[0].set_value(reader.radio[0].options[1]).run())
    (language,) = [group for group in reader.get("button_group") if group.key == "lang"]
    reader = checked(language.set_value("zh").run())
    assert reader.radio[0].value == reader.radio[0].options[1]
