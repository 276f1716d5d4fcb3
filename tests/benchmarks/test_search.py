import math

from tests.benchmarks import search, speed


def test_the_benchmark_of_the_search_measures_every_ratio(capsys):
    ratios = search.measure(rounds=1, epochs=1)
    with capsys.disabled():
        print()
        speed.show(ratios)
    assert len(ratios) == 4
    assert all(math.isfinite(ratio.value) and ratio.value > 0 for ratio in ratios)
