from tests.benchmarks.against import HERE, Side, ratios


def test_a_checkout_can_be_compared_with_itself():
    sides = [Side(HERE), Side(HERE)]
    found = ratios(*sides, "step, 2-4-1, K 16", rounds=2, turns=2)
    for side in sides:
        side.close()
    assert len(found) == 2
    assert all(ratio > 0 for ratio in found)
