import math

from tests.benchmarks import speed


def test_the_benchmark_measures_every_ratio(capsys):
    ratios = speed.measure(rounds=3)
    with capsys.disabled():
        print()
        speed.show(ratios)
    assert len(ratios) >= 8
    assert all(math.isfinite(ratio.value) and ratio.value > 0 for ratio in ratios)
