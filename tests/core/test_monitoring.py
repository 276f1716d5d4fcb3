import pytest

from core import monitoring


def test_a_curve_has_a_row_for_each_mark_and_a_column_for_each_network():
    records = [
        {"network": k, "step": step, "cost": 10 * step + k} for step in (0, 5) for k in range(3)
    ]
    assert monitoring.curve(records, "cost").tolist() == [[0, 1, 2], [50, 51, 52]]
    with pytest.raises(ValueError, match="reshape"):
        monitoring.curve(records[:-1], "cost")


def test_medians_are_those_of_one_step_and_a_trainer_that_is_not_there_is_missing():
    records = [
        {"name": name, "network": k, "step": step, "cost": 10 * step + k, "sizes": [k, k]}
        for step, names in ((0, "ab"), (5, "a"))
        for name in names
        for k in (0, 1, 7)
    ]
    assert {k: row["cost"] for k, row in monitoring.medians(records, 0).items()} == {"a": 1, "b": 1}
    assert {k: row["cost"] for k, row in monitoring.medians(records, 5).items()} == {"a": 51}
    assert monitoring.medians(records, 10) == {}


def test_the_newest_are_medians_over_the_networks_of_each_trainer_at_the_last_step():
    rows = [
        ("a", 0, 0, 9.0),
        ("a", 1, 0, 1.0),
        ("a", 1, 1, 4.0),
        ("a", 1, 2, 2.0),
        ("b", 1, 0, 5.0),
    ]
    records = [dict(zip(("name", "step", "network", "cost"), row, strict=True)) for row in rows]
    assert monitoring.newest(records)["cost"].to_dict() == {"a": 2.0, "b": 5.0}
