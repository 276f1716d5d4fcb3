from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_rel

from core.network.settings import Settings
from core.runs import statistics
from core.runs.experiment import compare

RNG = np.random.default_rng(0)


def records(ends, measure="accuracy validation"):
    """Return records at steps 0, 10, ... of network k, which has a value for each until it ends."""
    return [
        {"name": name, "network": k, "step": 10 * mark, "epoch": mark, measure: value}
        for name, networks in ends.items()
        for k, values in enumerate(networks)
        for mark, value in enumerate(values)
    ]


def run(**ends):
    return SimpleNamespace(records=records(ends), trainers=ends)


def test_a_network_that_diverged_counts_as_0_from_then_on():
    ends = run(a=[[0.1, 0.8], [0.2], [0.3, 0.6]], b=[[0.5, 0.9], [0.4, 0.7], [0.3, 0.8]])
    assert statistics.medians(ends, 0)["a"]["accuracy validation"] == 0.2
    assert statistics.medians(ends, 10)["a"]["accuracy validation"] == 0.6
    assert statistics.medians(ends, 10)["b"]["accuracy validation"] == 0.8


def test_an_arm_of_which_no_network_is_left_reads_nothing_and_has_no_other_measure():
    rows = records({"a": [[1.0], [2.0]], "b": [[3.0, 4.0], [5.0, 6.0]]}, "cost")
    rows = [row | {"accuracy validation": 0.5} for row in rows]
    found = statistics.medians(SimpleNamespace(records=rows, trainers="ab"), 10)
    assert found["a"]["accuracy validation"] == 0
    assert np.isnan(found["a"]["cost"])
    assert found["b"]["cost"] == 5


def test_where_nobody_is_left_every_arm_reads_nothing():
    found = statistics.medians(run(a=[[0.1], [0.2]], b=[[0.3]]), 10)
    assert [arm["accuracy validation"] for arm in found.values()] == [0, 0]
    assert np.isnan(found["a"]["epoch"])


def test_records_of_a_sound_run_are_left_as_they_are():
    rows = records({"a": [[0.1, 0.8], [0.2, 0.9]]})
    assert statistics.counted(rows) == rows


def test_medians_of_a_measure_by_layer_are_by_layer():
    sizes = [[1.0, 9.0], [2.0, 8.0], [6.0, 3.0]]
    rows = [{"name": "a", "network": k, "step": 0, "size": size} for k, size in enumerate(sizes)]
    found = statistics.medians(SimpleNamespace(records=rows, trainers="a"), 0)
    assert found["a"]["size"].tolist() == [2, 8]


def test_a_curve_has_a_row_for_each_mark_and_a_column_for_each_network():
    rows = records({"a": [[0.0, 0.5, 0.7], [0.1, 0.6, 0.8], [0.2]]})
    curve = statistics.curve(rows, "accuracy validation")
    assert curve.tolist() == [[0.0, 0.1, 0.2], [0.5, 0.6, 0], [0.7, 0.8, 0]]


def test_over_networks_are_the_median_and_the_ends_of_each_group():
    frame = pd.DataFrame(records({"a": [[0, 5], [1, 7], [2, 9]]}, "cost"))
    found = statistics.over_networks(frame, ["name", "step"], "cost")
    assert found[["cost", "low", "high"]].to_numpy().tolist() == [[1, 0, 2], [7, 5, 9]]


def test_the_error_of_a_difference_between_two_networks_is_that_of_the_paired_t_test():
    ours, theirs = RNG.random((2, 1, 400)) < 0.8
    found = statistics.paired(ours, theirs)
    (t,) = ttest_rel(1.0 * ours, 1.0 * theirs, axis=1).statistic
    assert found.value == pytest.approx(ours.mean() - theirs.mean())
    assert found.value / found.error == pytest.approx(t)
    assert found.clear == (abs(t) >= 2)


def test_a_difference_of_differences_is_image_by_image_too():
    one, two, three = RNG.random((3, 5, 100)) < 0.7
    change = statistics.paired(one, three) - statistics.paired(two, three)
    direct = statistics.paired(one, two)
    assert (change.value, change.error) == pytest.approx((direct.value, direct.error))


def test_what_is_equal_is_no_clear_difference_and_what_never_varies_is_one():
    same = np.ones((5, 10), bool)
    nothing, everything = statistics.paired(same, same), statistics.paired(same, ~same)
    assert (nothing.value, nothing.clear, nothing.sign) == (0, False, 0)
    assert (everything.value, everything.clear, everything.sign) == (1, True, 1)
    assert statistics.paired(~same, same).sign == -1


def test_a_lead_is_that_of_the_accuracies_and_a_network_that_diverged_has_none_right():
    X, Y = RNG.random((60, 4)), np.eye(2)[RNG.integers(0, 2, 60)]
    base = Settings(hidden_layer_sizes=(3,), random_state=0, epochs=3, cost="linear_quadratic")
    wild = Settings(**vars(base) | {"learning_rate": 1e6})
    experiment = compare({"a": base, "b": wild}, X, Y, lambda t: [{} for _ in t.settings])
    experiment.sets = {"validation": (X, Y)}
    experiment.advance(np.inf)
    accuracies = [score.accuracy for score in experiment.trainers["a"].evaluate(X, Y)]
    lead = statistics.lead(experiment, "a", "b")
    assert experiment.diverged == ["b"]
    assert lead.value == pytest.approx(np.mean(accuracies))
    assert not statistics.right(experiment.trainers["b"], X, Y).any()
