import numpy as np
import pytest

from core.labs.learning_slowdown import neuron
from core.network.settings import Settings
from core.network.textbook import Parameters
from core.network.trainer import Trainer
from core.runs.experiment import Experiment, marks

STEPS = [0, 3, 10, 11, 40, 120]


def two_neurons():
    return {
        cost: neuron.trainer(cost, 0.15, 2.0, 2.0, 0.0) for cost in ("quadratic", "cross_entropy")
    }


def line(weight, *rates):
    """Return a trainer whose weight is multiplied by 1 − η at every step (η one a network)."""
    several = [
        Settings(hidden_layer_sizes=(), cost="linear_quadratic", learning_rate=eta, random_state=0)
        for eta in rates
    ]
    start = Parameters([np.array([[weight]])], [np.array([0.0])])
    return Trainer(several, np.array([[1.0]]), np.array([[0.0]]), start)


def measure_weights(trainer):
    return [{"w": float(p.weights[0][0, 0])} for p in trainer.parameters]


def all_the_way(experiment):
    while not experiment.done:
        experiment.advance_to_mark()
    return experiment.records


@pytest.mark.parametrize(("steps", "most"), [(0, 150), (1, 150), (7, 3), (150, 150), (20_000, 150)])
def test_marks_are_few_whole_rising_and_keep_both_ends(steps, most):
    spread = marks(steps, most)
    assert (spread[0], spread[-1]) == (0, steps)
    assert len(spread) <= most + 1
    assert all(isinstance(mark, int) for mark in spread)
    gaps = np.diff(spread)
    assert (gaps > 0).all()
    assert not len(gaps) or gaps.max() - gaps.min() <= 1


def test_the_start_is_measured_before_anything_is_trained():
    experiment = Experiment(two_neurons(), neuron.measure, STEPS)
    assert experiment.step == 0
    assert [(r["name"], r["step"]) for r in experiment.records] == [
        ("quadratic", 0),
        ("cross_entropy", 0),
    ]
    assert {trainer.step for trainer in experiment.trainers.values()} == {0}


def test_each_mark_is_a_stop_for_every_trainer():
    experiment = Experiment(two_neurons(), neuron.measure, STEPS)
    for mark in STEPS[1:]:
        assert not experiment.done
        experiment.advance_to_mark()
        assert experiment.step == mark
        assert {trainer.step for trainer in experiment.trainers.values()} == {mark}
    assert experiment.done
    assert experiment.steps == STEPS[-1]
    before = list(experiment.records)
    experiment.advance_to_mark()
    experiment.advance(1.0)
    assert experiment.records == before


def test_every_network_is_recorded_at_every_mark_under_its_name():
    experiment = Experiment({"lines": line(1.0, 0.1, 0.2, 0.3)}, measure_weights, STEPS)
    keys = [(r["name"], r["step"], r["network"]) for r in all_the_way(experiment)]
    assert keys == [("lines", step, k) for step in STEPS for k in range(3)]


def test_a_record_is_what_the_trainer_itself_has_at_that_step():
    experiment = Experiment(two_neurons(), neuron.measure, STEPS)
    alone = two_neurons()["quadratic"]
    for record in all_the_way(experiment):
        if record["name"] == "quadratic":
            alone.run(record["step"] - alone.step)
            assert record["a"] == neuron.measure(alone)[0]["a"]


@pytest.mark.parametrize("seconds", [1e-4, 1e-3, 60.0])
def test_records_are_the_same_however_the_time_is_sliced(seconds):
    whole = Experiment(two_neurons(), neuron.measure, STEPS)
    sliced = Experiment(two_neurons(), neuron.measure, STEPS)
    while not sliced.done:
        sliced.advance(seconds)
    assert sliced.records == all_the_way(whole)


def test_no_time_means_no_step():
    experiment = Experiment(two_neurons(), neuron.measure, STEPS)
    experiment.advance(0.0)
    assert (experiment.step, len(experiment.records)) == (0, 2)


@pytest.mark.parametrize(
    ("until", "stop"), [(0, 0), (1, 3), (3, 3), (3.5, 10), (11, 11), (99, 120)]
)
def test_it_never_goes_past_the_first_mark_at_until_or_later(until, stop):
    experiment = Experiment(two_neurons(), neuron.measure, STEPS)
    experiment.advance(60.0, until=until)
    assert experiment.step == stop
    assert {trainer.step for trainer in experiment.trainers.values()} == {stop}


@pytest.mark.parametrize(("share", "steps"), [(0.0, [3, 10]), (0.4, [10, 11]), (1.0, [120, 120])])
def test_ahead_lies_a_share_of_the_marks_and_never_less_than_one(share, steps):
    experiment = Experiment(two_neurons(), neuron.measure, STEPS)
    assert experiment.ahead(share) == steps[0]
    experiment.advance_to_mark()
    assert experiment.ahead(share) == steps[1]


def test_when_every_network_runs_away_it_ends_and_names_them_and_its_records_are_finite():
    experiment = Experiment({"wild": line(1.0, 30.0)}, measure_weights, marks(2000))
    records = all_the_way(experiment)
    assert experiment.diverged == ["wild"]
    assert 0 < len(records) < len(marks(2000))
    assert all(np.isfinite(record["w"]) for record in records)


def test_one_that_runs_away_is_named_and_the_others_go_on_to_the_end():
    trainers = {"wild": line(1.0, 30.0), "calm": line(1.0, 0.1), "half": line(1.0, 0.1, 30.0)}
    experiment = Experiment(trainers, measure_weights, marks(600))
    records = all_the_way(experiment)
    assert experiment.diverged == ["wild", "half"]
    assert experiment.step == 600
    last = [(r["name"], r["network"]) for r in records if r["step"] == 600]
    assert last == [("calm", 0), ("half", 0)]
    assert all(np.isfinite(record["w"]) for record in records)
    shares = {r["step"]: r["w"] for r in records if r["name"] == "calm"}
    both = [record["w"] for record in records if (record["name"], record["network"]) == ("half", 0)]
    assert both == pytest.approx(list(shares.values()))
