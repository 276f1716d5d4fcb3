import numpy as np
import pytest

from core.monitoring import curve, learned_by_heart, readings
from core.network import Parameters
from core.settings import Settings

COPY = Settings(hidden_layer_sizes=(), random_state=0)  # three inputs, each wired to its output
WIRES = Parameters([np.eye(3)], [np.zeros(3)])
IMAGES = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]], dtype=float)


def test_a_network_reads_the_class_whose_output_is_greatest():
    assert readings(COPY, WIRES, IMAGES).tolist() == [1, 0, 2, 1]
    assert readings(COPY, WIRES, (255 * IMAGES).astype(np.uint8)).tolist() == [1, 0, 2, 1]


@pytest.mark.parametrize(
    ("told", "share"), [([1, 0, 2, 1], 1.0), ([1, 1, 1, 0], 0.25), ([0, 1, 0, 0], 0.0)]
)
def test_learned_by_heart_is_what_is_read_as_it_was_told(told, share):
    assert learned_by_heart(COPY, WIRES, IMAGES, np.array(told)) == share


def test_where_no_label_is_wrong_nothing_is_learned_by_heart():
    assert learned_by_heart(COPY, WIRES, IMAGES[:0], np.array([], dtype=int)) == 0


def test_a_curve_has_a_row_for_each_mark_and_a_column_for_each_network():
    records = [
        {"network": k, "step": step, "cost": 10 * step + k} for step in (0, 5) for k in range(3)
    ]
    assert curve(records, "cost").tolist() == [[0, 1, 2], [50, 51, 52]]
    with pytest.raises(ValueError, match="reshape"):
        curve(records[:-1], "cost")
