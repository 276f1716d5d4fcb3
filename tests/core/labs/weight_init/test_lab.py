"""What the page about the start of the weights says, over five seeds."""

from statistics import median

import numpy as np
import pytest

from core.arrays import as_float
from core.data import handwriting
from core.labs.weight_init import lab
from core.labs.weight_init.measured import REPAIR, begun, ran
from core.network import penalties
from core.network.settings import Settings
from core.network.textbook import Parameters
from core.network.trainer import Trainer
from core.runs import metrics


@pytest.fixture(autouse=True, scope="module")
def forget():
    """Forget the runs at the end: they are large."""
    yield
    ran.cache_clear()


def middle(run, name, measure, epoch):
    """Return the median of a measure over the five networks of a start."""
    rows = [r for r in run.records if r["name"] == name and r["epoch"] == pytest.approx(epoch)]
    assert len(rows) == 5
    return median(row[measure] for row in rows)


def accuracy(run, name, epoch):
    return 100 * middle(run, name, "accuracy validation", epoch)


@pytest.fixture(scope="module")
def race():
    return ran("standard")


def test_the_first_layer_gets_a_gradient_of_about_the_same_size_from_both_starts(race):
    for epoch in (0, 2, 10):
        sizes = [middle(race, start, "layer_1", epoch) for start in ("scaled", "standard")]
        assert 0.5 < sizes[0] / sizes[1] < 2


def test_learning_does_not_gather_the_z_that_the_standard_start_scatters(race):
    rows = {start: [r for r in race.records if r["name"] == start] for start in race.trainers}
    before, after = (
        [row["z"] for row in rows["standard"] if row["step"] == step] for step in (0, race.steps)
    )
    assert min(before) > 7.5  # all are nearer to 10 than to 5 or 1
    assert (np.array(after) > before).all()
    assert max(row["z"] for row in rows["scaled"]) < 4


def test_the_dots_are_the_first_z_of_the_first_network(race):
    trainer = race.trainers["standard"]
    first = trainer.parameters[0]
    z = as_float(trainer.X[:1])[0] @ first.weights[0] + first.biases[0]
    dots = lab.hidden_z(race)
    assert dots.shape == (lab.DOTS,)
    np.testing.assert_allclose(dots[: z.size], z, rtol=1e-4)


@pytest.fixture(scope="module")
def repaired():
    """Return the run of the page's preset about L2, and the same from the scaled start."""
    return {start: ran(start, **REPAIR) for start in ("standard", "scaled")}


def test_l2_adds_nothing_to_the_scaled_start(repaired):
    run = repaired["scaled"]
    assert accuracy(run, "scaled+l2", 100) - accuracy(run, "scaled", 100) < 0.6


@pytest.mark.parametrize("start", ["standard", "scaled"])
def test_weights_on_blank_pixels_shrink_from_their_own_start_as_l2_says(repaired, start):
    blank = ~handwriting.digits(n_training=100).training.X.any(axis=0)
    run, fresh = repaired[start], begun(start, **REPAIR)
    assert lab.findings(run).predicted == pytest.approx(penalties.l2_decay(1000, 0.5, 0.003))
    for name, left in ((start, 1), (f"{start}+l2", penalties.l2_decay(1000, 0.5, 0.003))):
        pairs = zip(run.trainers[name].parameters, fresh.trainers[name].parameters, strict=True)
        for after, before in pairs:
            kept = after.weights[0][blank] / before.weights[0][blank]
            np.testing.assert_allclose(kept, left, rtol=1e-3)


def test_the_predicted_sizes_are_those_that_blank_pixels_come_to_have(repaired):
    run = repaired["standard"]
    for row in lab.predicted(run).itertuples():
        size = middle(run, "standard+l2", "blank", row.epoch)
        assert row.size == pytest.approx(size, rel=1e-3)


def test_from_zeros_no_network_reads_better_than_chance_in_ten_epochs():
    run = ran("zeros")
    rows = [r for r in run.records if r["name"] == "zeros" and r["step"] == run.steps]
    assert max(row["accuracy validation"] for row in rows) < 0.15
    found = lab.findings(run)
    assert found.kinds == 1


def test_a_difference_as_small_as_rounding_grows_until_it_breaks_the_tie():
    digits = handwriting.digits(n_training=1000)
    X = digits.training.X.astype(np.float64)
    settings = Settings(weight_init="zeros", learning_rate=0.5, random_state=0)
    W = 1e-7 * np.random.default_rng(0).standard_normal((784, 30))
    start = Parameters([W, np.zeros((30, 10))], [np.zeros(30), np.zeros(10)])
    trainer = Trainer(settings, X, digits.training.Y, start)
    trainer.run_epochs(10)
    assert metrics.distinct_neurons(*trainer.parameters) > 5
    (score,) = trainer.evaluate(digits.validation.X, digits.validation.Y)
    assert score.accuracy > 0.5


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_from_zeros_tanh_and_relu_learn_nothing_but_the_last_biases(activation):
    for parameters in ran("zeros", epochs=2, activation=activation).trainers["zeros"].parameters:
        first, last = parameters.weights
        assert not first.any()
        assert not last.any()
        assert not parameters.biases[0].any()
        assert parameters.biases[1].all()


def test_what_the_page_finds_are_medians_by_role_and_moment(race, repaired):
    found = lab.findings(race)
    assert found.a.early.epoch == 2
    assert found.a.end.epoch == 10
    assert 100 * found.a.early.accuracy == pytest.approx(accuracy(race, "standard", 2))
    assert found.b.start.z == middle(race, "scaled", "z", 0)
    assert found.b.early.layer_1 == middle(race, "scaled", "layer_1", 2)
    assert found.a.end.accuracy == found.plain.end.accuracy
    run = repaired["standard"]
    found = lab.findings(run)
    assert 100 * found.plain.end.accuracy == pytest.approx(accuracy(run, "standard", 100))
    blank = [middle(run, "standard+l2", "blank", epoch) for epoch in (0, 100)]
    assert found.a.end.kept == pytest.approx(blank[1] / blank[0])


def test_where_all_networks_of_a_start_diverged_they_read_nothing_and_have_no_gradient():
    found = lab.findings(
        ran("standard", learning_rate=1e30, n_training=50, epochs=1, activation="relu")
    )
    assert found.a.end.accuracy == 0
    assert np.isnan(found.a.end.layer_1)
