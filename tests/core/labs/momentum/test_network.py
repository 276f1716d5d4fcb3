"""What the page about momentum says of networks, on the digits that it shows, over five seeds."""

import numpy as np
import pytest

from core.labs.momentum import network
from core.labs.momentum.measured import ran
from core.runs import statistics


def found(eta, mu):
    return network.findings(ran(eta, mu))


@pytest.mark.parametrize(("eta", "mu", "sign"), [(0.5, 0.9, -1), (0.05, 0.9, 1), (0.05, 0.99, -1)])
def test_momentum_helps_at_a_small_eta_until_it_is_too_much(eta, mu, sign):
    assert found(eta, mu).lead.sign == sign
    assert abs(found(eta, mu).lead.value) > 0.1


def test_a_step_ten_times_as_long_does_without_momentum_what_momentum_does():
    plain, ball, longer, _, step = found(0.05, 0.9)
    assert step == pytest.approx(0.5)
    assert longer.accuracy == pytest.approx(ball.accuracy, abs=0.02)
    assert abs(statistics.lead(ran(0.05, 0.9), "with_momentum", "longer_step").value) < 0.02
    assert ball.size == pytest.approx(longer.size, rel=0.03)
    assert ball.size > 2 * plain.size


def test_without_momentum_few_hidden_neurons_saturate_within_an_epoch():
    rows = [r for r in ran(0.5, 0.9).records if (r["name"], r["epoch"]) == ("no_momentum", 1)]
    assert np.median([row["flat"] for row in rows]) < 0.3


def test_networks_that_all_diverge_leave_findings_all_the_same():
    choices = {"data": "digits", "n_training": 100, "learning_rate": 1e7, "momentum": 0.9}
    run = network.experiment(**choices, l2=1000.0, epochs=2, random_state=0).finish()
    lost = network.findings(run)
    assert run.diverged == list(network.ARMS)
    assert (lost.no_momentum.accuracy, lost.lead.value) == (0, 0)
    assert np.isnan(lost.with_momentum.size)
