import numpy as np
import pytest

from core.labs.cross_entropy import lab

RIVAL = "quadratic"


def records(**ends):
    """Return records of two marks, and accuracies at the end of the networks that got there."""
    return [
        {"name": cost, "network": k, "step": step, "accuracy validation": share, "stuck": share / 8}
        for cost, shares in ends.items()
        for step, row in ((0, [0.1] * lab.NETWORKS), (30, shares))
        for k, share in enumerate(row)
    ]


def test_the_lead_is_between_the_medians_at_the_end():
    run = records(cross_entropy=[0.8, 0.9, 0.6, 0.7, 0.5], quadratic=[0.4, 0.3, 0.6, 0.5, 0.2])
    found = lab.findings(run, RIVAL, 400)
    assert found["entropy"] == pytest.approx(0.7)
    assert found["other"] == pytest.approx(0.4)
    assert found["lead"] == pytest.approx(0.3)
    assert found["stuck_other"] == pytest.approx(0.05)
    draws = np.random.default_rng(0).binomial(400, 0.7, size=20_000) / 400
    assert found["noise"] == pytest.approx(draws.std(), rel=0.03)


@pytest.mark.parametrize(("left", "median"), [([0.4, 0.5, 0.6], 0.4), ([0.9, 0.8], 0), ([], 0)])
def test_a_network_that_ran_away_counts_as_0(left, median):
    found = lab.findings(records(cross_entropy=[0.8] * 5, quadratic=left), RIVAL, 400)
    assert found["other"] == median
    assert found["lead"] == pytest.approx(0.8 - median)
    assert np.isnan(found["stuck_other"]) == (not left)


def test_the_two_costs_share_their_five_starts_and_differ_in_nothing_but_cost_and_eta():
    scene = {"data": "digits", "n_training": 50, "epochs": 1, "random_state": 3}
    run = lab.experiment(learning_rates={RIVAL: 3, "cross_entropy": 0.5}, **scene)
    one, other = run.trainers.values()
    for ours, theirs in zip(one.parameters, other.parameters, strict=True):
        for w, v in zip(ours.weights, theirs.weights, strict=True):
            np.testing.assert_array_equal(w, v)
    chosen = [(t.settings[0].cost, t.settings[0].learning_rate) for t in (one, other)]
    assert chosen == [(RIVAL, 3), ("cross_entropy", 0.5)]
    assert [s.random_state for s in one.settings] == [3, 4, 5, 6, 7]
