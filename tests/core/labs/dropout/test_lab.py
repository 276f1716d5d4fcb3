"""What the page about dropout says, on the data that it shows by default, over five seeds."""

from dataclasses import replace

import numpy as np
import pytest

from core.data.handwriting import digits
from core.labs.dropout import lab
from core.labs.dropout.measured import finished, found
from core.labs.dropout.thinned_networks import answers, spread, thin
from core.network.settings import Settings
from core.network.textbook import dropout_mask, gradient, initialize
from core.runs import statistics
from core.runs.metrics import confidence

FORGOT = {"dropout_scaling": "none"}
MANY = {"dropout": 0.8}


def accuracies(run, arm):
    """Return the accuracy of each of the five networks on validation at the end."""
    return [
        r["accuracy validation"] for r in run.records if r["name"] == arm and r["step"] == run.step
    ]


def lead(ours, theirs):
    """Return the lead of the networks with dropout of one run over those of another."""
    trainers = [run.trainers["dropout"] for run in (ours, theirs)]
    return statistics.paired(*(statistics.right(t, *ours.sets["validation"]) for t in trainers))


@pytest.mark.parametrize("seed", [0, 1])
def test_on_noisy_labels_each_network_with_dropout_beats_each_without(seed):
    run, ends = finished(random_state=seed), found(random_state=seed)
    assert min(accuracies(run, "dropout")) > max(accuracies(run, "neither"))
    assert ends.over_neither.value > 0.06
    assert ends.dropout.cost < ends.neither.cost
    assert lab.kind(ends, "test") == "better"


def test_on_noisy_labels_dropout_beats_l2_and_by_more_at_six_tenths():
    half, six = found(), found(dropout=0.6)
    assert half.over_l2.sign == six.over_l2.sign == 1
    assert half.dropout.cost < half.l2.cost
    assert six.over_l2.value > half.over_l2.value + 0.005


def test_forgetting_to_rescale_at_one_half_grows_z_and_hardly_moves_accuracy():
    right, wrong = found(), found(**FORGOT)
    assert 1.5 < wrong.ratio < 2
    assert wrong.used.saturated - wrong.rescaled.saturated > 0.2
    assert (wrong.rescaled, wrong.rescaled_accuracy) == (right.used, right.dropout.accuracy)
    assert wrong.dropout.cost < right.dropout.cost, "the page says that it is even lower"
    others = [found(**FORGOT, random_state=seed) for seed in (1, 2)]
    assert [lab.kind(other, "none") for other in others] == ["stays", "stays"]


def test_forgetting_to_rescale_at_four_fifths_costs_clearly_more_accuracy():
    half, many = found(**FORGOT), found(**FORGOT, **MANY)
    assert 2.5 < many.ratio < 5
    assert (many.fall - half.fall).sign == 1
    assert lab.kind(many, "none") == "falls"


def test_told_a_fifth_of_its_labels_wrong_the_rescaled_network_is_less_sure_than_right():
    run = finished()
    X, Y = run.sets["validation"]
    trainer = run.trainers["dropout"]
    scores = trainer.evaluate(X, Y)
    for settings, own, score in zip(trainer.settings, trainer.parameters, scores, strict=True):
        assert confidence(settings, own, X) < score.accuracy - 0.1


def test_forgetting_to_rescale_costs_more_where_labels_are_clean():
    assert found(noise=0.0, **FORGOT).dropout.cost > 1.2 * found(noise=0.0).dropout.cost


def test_a_mask_for_each_example_makes_no_difference_beyond_chance():
    assert not lead(finished(dropout_mask="example"), finished()).clear


def test_four_fifths_dropped_learns_slowly_and_passes_the_network_without_dropout():
    run = finished(**MANY)
    early = statistics.medians(run, 20 * run.trainers["dropout"].steps_per_epoch)
    slow, quick = (early[arm]["accuracy validation"] for arm in ("dropout", "neither"))
    assert slow < quick - 0.2
    assert found(**MANY).over_neither.value > 0.05


def test_at_four_fifths_rescaling_while_training_takes_steps_that_are_too_long():
    assert lead(finished(**MANY, dropout_scaling="inverted"), finished(**MANY)).sign == -1


def test_networks_that_diverged_count_as_0_in_every_accuracy_and_have_no_outputs():
    scene = {"data": "digits", "n_training": 50, "label_noise": 0.0, "dropout": 0.5, "epochs": 2}
    scene |= {"dropout_scaling": "none", "learning_rate": 1e12, "random_state": 0}
    run = lab.experiment(**scene).finish()
    ends = lab.findings(run)
    assert run.diverged == ["dropout", "l2", "neither"]
    assert (ends.dropout.accuracy, ends.rescaled_accuracy, ends.fall.value) == (0, 0, 0)
    assert np.isnan([*ends.used, *ends.rescaled, ends.ratio]).all()


@pytest.mark.parametrize("p", [0.5, 0.8])
def test_a_step_on_inverted_weights_is_a_longer_step_on_the_weights_of_the_book(p):
    afterwards = Settings(hidden_layer_sizes=(8,), dropout=p, dropout_scaling="test")
    inverted = replace(afterwards, dropout_scaling="inverted")
    training = digits(size=8).training
    X, Y = training.X[:10].astype(float), training.Y[:10]
    w = initialize(afterwards, X.shape[1], 10, np.random.default_rng(0))
    v = w._replace(weights=[w.weights[0], (1 - p) * w.weights[1]])
    mask = dropout_mask(afterwards, (1, 8), np.random.default_rng(1))
    slope_w = gradient(afterwards, w, X, Y, [mask])
    slope_v = gradient(inverted, v, X, Y, [mask / (1 - p)])
    np.testing.assert_allclose(slope_v.weights[0], slope_w.weights[0], atol=1e-12)
    moved = slope_v.weights[1] / (1 - p)  # what a step of 1 on v does to w = v/(1 − p)
    np.testing.assert_allclose(moved, slope_w.weights[1] / (1 - p) ** 2, atol=1e-12)


def test_the_mean_of_fifty_is_off_by_chance_in_z_and_by_a_little_more_in_a():
    run = finished()
    trainer = run.trainers["dropout"]
    settings, parameters = trainer.settings[0], trainer.parameters[0]
    masks, misses, gaps = thin(settings, 50, np.random.default_rng(0)), [], []
    for x in run.sets["validation"][0][:100]:
        said = answers(settings, parameters, x, masks)
        off = [said["mean"][k] - said["rescaled"][k] for k in (0, 1)]
        misses.append(off[0] / (spread(settings, parameters, x) / np.sqrt(50)))
        gaps.append(np.abs(off[1]).max())
    assert 0.5 < np.sqrt(np.mean(np.square(misses))) < 1.5
    assert np.mean(np.abs(misses) > 2) < 0.15
    assert 0 < np.median(gaps) < 0.1
