import pytest

from core.runs import statistics


def test_a_curve_has_a_row_for_each_mark_and_a_column_for_each_network():
    records = [
        {"network": k, "step": step, "cost": 10 * step + k} for step in (0, 5) for k in range(3)
    ]
    assert statistics.curve(records, "cost").tolist() == [[0, 1, 2], [50, 51, 52]]
    with pytest.raises(ValueError, match="reshape"):
        statistics.curve(records[:-1], "cost")


def test_medians_are_of_each_trainer_at_one_step_by_layer_where_a_measure_is():
    rows = [
        {"name": "a", "network": 0, "step": 4, "cost": 1.0, "size": [1.0, 9.0]},
        {"name": "a", "network": 1, "step": 4, "cost": 5.0, "size": [2.0, 8.0]},
        {"name": "a", "network": 2, "step": 4, "cost": 2.0, "size": [6.0, 3.0]},
        {"name": "b", "network": 0, "step": 0, "cost": 7.0, "size": [7.0, 7.0]},
    ]
    found = statistics.medians(rows, 4)
    assert found.keys() == {"a"}
    assert found["a"].keys() == {"cost", "size"}
    assert found["a"]["cost"] == 2
    assert found["a"]["size"].tolist() == [2, 8]
    assert statistics.medians(rows, 1) == {}
