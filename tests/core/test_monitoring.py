import pytest

from core import monitoring


def test_a_curve_has_a_row_for_each_mark_and_a_column_for_each_network():
    records = [
        {"network": k, "step": step, "cost": 10 * step + k} for step in (0, 5) for k in range(3)
    ]
    assert monitoring.curve(records, "cost").tolist() == [[0, 1, 2], [50, 51, 52]]
    with pytest.raises(ValueError, match="reshape"):
        monitoring.curve(records[:-1], "cost")
