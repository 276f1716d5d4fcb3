from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import log_loss

from core.labs.hyper_parameters import diagnosis
from core.labs.hyper_parameters.diagnosis import diagnose
from core.network.settings import Settings
from core.network.trainer import Trainer

SOUND = Settings(learning_rate=0.5, l2=0.1, epochs=20, batch_size=10)
N = 1000
CHANCE, GOOD = 0.1, 0.9
FALLEN = np.r_[np.linspace(3, 0.5, 10), np.full(11, 0.5)]  # the cost at 21 looks


def run(costs=FALLEN, accuracy=GOOD, *, epochs=20, network=0, penalty=0.0):
    """Return the records of one network with these costs at evenly spread looks."""
    return [
        {
            "network": network,
            "epoch": epoch,
            "cost training": cost - penalty,
            "penalty": penalty,
            "accuracy validation": accuracy,
        }
        for epoch, cost in zip(np.linspace(0, epochs, len(costs)), costs, strict=True)
    ]


@pytest.mark.parametrize(
    ("eta", "l2", "name"),
    [
        (10, 1000, "runs_away"),  # −9
        (10, 201, "runs_away"),  # −1.01
        (100, 20, "flips"),  # −1
        (10, 101, "flips"),
        (10, 20, "forgets"),
        (1, 20, "forgets"),
        (1, 7, "forgets"),  # 0.993^100 = 0.495
        (1, 6.9, "signal"),  # 0.9931^100 = 0.5004
        (0.5, 0.1, "signal"),
        (10, 0, "signal"),
    ],
)
def test_eta_and_lambda_alone_tell_what_l2_does(eta, l2, name):
    assert diagnose(replace(SOUND, learning_rate=eta, l2=l2), N, run()) == name


@pytest.mark.parametrize("m", [1, 10, 50])
def test_each_border_is_where_its_diagnosis_begins(m):
    for name, product in diagnosis.borders(N, m).items():
        for l2, found in ((1.001 * product, True), (0.999 * product, False)):
            settings = replace(SOUND, learning_rate=1, l2=l2, batch_size=m)
            assert (diagnose(settings, N, run()) == name) == found


def test_what_an_epoch_leaves_depends_on_the_size_of_the_mini_batch():
    settings = replace(SOUND, learning_rate=1, l2=5)
    assert diagnose(settings, N, run()) == "signal"
    assert diagnose(replace(settings, batch_size=5), N, run()) == "forgets"


def test_a_network_that_ends_early_overflowed_and_counts_as_0():
    both = [*run(), *run(network=1), *run(network=2, epochs=3)]
    assert diagnose(SOUND, N, both) == "overflows"
    assert diagnose(replace(SOUND, learning_rate=10, l2=1000), N, both) == "runs_away"
    assert diagnosis.accuracy(SOUND, both) == GOOD
    assert diagnosis.accuracy(SOUND, run(epochs=3)) == 0


@pytest.mark.parametrize(
    ("swing", "name"), [(0.1, "signal"), (0.3, "oscillates"), (3, "oscillates")]
)
def test_a_cost_that_goes_up_and_down_oscillates(swing, name):
    costs = FALLEN + swing * (np.arange(21) % 2)  # it climbs at every other look
    assert diagnose(SOUND, N, run(costs)) == name


@pytest.mark.parametrize(("fall", "name"), [(0.05, "signal"), (0.2, "slow"), (2, "slow")])
def test_a_cost_that_still_falls_at_the_end_is_slow(fall, name):
    costs = 0.5 + np.r_[np.full(16, fall), np.linspace(fall, 0, 5)]
    assert diagnose(SOUND, N, run(costs)) == name


def test_the_penalty_is_part_of_the_cost():
    assert diagnosis.cost(run(penalty=0.3)[0]) == pytest.approx(3)
    records = run(FALLEN + (np.arange(21) % 2))
    for record in records:  # the data cost stands still
        record["penalty"] += record["cost training"] - 1
        record["cost training"] = 1.0
    assert diagnose(SOUND, N, records) == "oscillates"


@pytest.mark.parametrize(
    ("accuracy", "name"), [(CHANCE, "no_signal"), (0.14, "no_signal"), (0.16, "signal")]
)
def test_a_signal_is_more_than_chance(accuracy, name):
    assert diagnose(SOUND, N, run(accuracy=accuracy)) == name


def test_several_networks_are_judged_by_their_median():
    wild = FALLEN + 3 * (np.arange(21) % 2)
    one = [*run(), *run(network=1), *run(wild, network=2)]
    two = [*run(), *run(wild, CHANCE, network=1), *run(wild, CHANCE, network=2)]
    assert diagnose(SOUND, N, one) == "signal"
    assert diagnose(SOUND, N, two) == "oscillates"
    assert diagnosis.accuracy(SOUND, two) == CHANCE


def test_without_records_or_examples_it_says_so():
    with pytest.raises(ValueError, match="records = "):
        diagnose(SOUND, N, [])
    with pytest.raises(ValueError, match="n = 0"):
        diagnosis.kept(SOUND, 0)


def test_guessing_is_the_cost_of_ten_outputs_that_say_one_in_ten():
    per_output = log_loss([1] + 9 * [0], 10 * [0.1])
    assert pytest.approx(10 * per_output) == diagnosis.GUESSING


@pytest.mark.parametrize(("eta", "l2"), [(0.5, 0.1), (2, 9), (1, 24)])
@pytest.mark.parametrize("m", [1, 5])
def test_an_epoch_multiplies_a_weight_that_the_data_never_touch_by_what_is_kept(eta, l2, m):
    settings = Settings(hidden_layer_sizes=(), learning_rate=eta, l2=l2, batch_size=m)
    trainer = Trainer(replace(settings, random_state=0), np.zeros((15, 3)), np.ones((15, 2)))
    ((before,), _) = trainer.parameters[0]
    trainer.run_epochs(1)
    ((after,), _) = trainer.parameters[0]
    np.testing.assert_allclose(abs(after), diagnosis.kept(settings, 15) * abs(before), rtol=1e-6)


def test_what_is_left_after_an_epoch_may_be_more_than_any_number():
    settings = Settings(learning_rate=100, l2=1000, batch_size=1)
    assert diagnosis.kept(settings, 5000) == np.inf
