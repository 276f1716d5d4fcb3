import math

import pytest

from tests.benchmarks import search, speed


@pytest.mark.parametrize(
    ("measure", "size", "least"),
    [(speed.measure, {"rounds": 3}, 8), (search.measure, {"rounds": 1, "epochs": 1}, 4)],
    ids=["speed", "search"],
)
def test_a_benchmark_measures_every_ratio(measure, size, least, capsys):
    ratios = measure(**size)
    with capsys.disabled():
        print()
        speed.show(ratios)
    assert len(ratios) >= least
    assert all(math.isfinite(ratio.value) and ratio.value > 0 for ratio in ratios)
