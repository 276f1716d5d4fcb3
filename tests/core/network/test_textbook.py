import numpy as np
import pytest
from scipy.optimize import approx_fprime
from sklearn.metrics import accuracy_score, log_loss

from core.network.functions import ACTIVATIONS, COSTS
from core.network.settings import WEIGHT_SD, Settings
from core.network.textbook import (
    Parameters,
    dropout_mask,
    evaluate,
    forward,
    gradient,
    initialize,
    predict,
)

RNG = np.random.default_rng(5)
X, LABELS = RNG.standard_normal((9, 4)), RNG.integers(0, 3, 9)
Y = np.eye(3)[LABELS]


def start(settings):
    return initialize(settings, 4, 3, np.random.default_rng(1))


def flat(parameters):
    return np.concatenate([a.ravel() for a in (*parameters.weights, *parameters.biases)])


def unflat(numbers, like):
    shapes = [a.shape for a in (*like.weights, *like.biases)]
    ends = np.cumsum([np.prod(shape) for shape in shapes])[:-1]
    arrays = [a.reshape(s) for a, s in zip(np.split(numbers, ends), shapes, strict=True)]
    return Parameters(arrays[: len(like.weights)], arrays[len(like.weights) :])


def assert_derivative(settings, masks=None):
    parameters = start(settings)

    def cost(numbers):
        z = forward(settings, unflat(numbers, parameters), X, masks)[-1]
        return COSTS[settings.cost].value(settings.softmax_c * z, Y).mean()

    slope = approx_fprime(flat(parameters), cost)
    ours = flat(gradient(settings, parameters, X, Y, masks))
    np.testing.assert_allclose(ours, slope, atol=1e-6 * max(1, np.abs(slope).max()))


@pytest.mark.parametrize("hidden", [(), (6,), (5, 4, 3)])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("cost", COSTS)
def test_the_gradient_is_the_derivative_of_the_cost(hidden, activation, cost):
    assert_derivative(Settings(hidden_layer_sizes=hidden, activation=activation, cost=cost))


@pytest.mark.parametrize("c", [-1.0, 0.1, 3.0])
def test_the_gradient_knows_the_constant_of_the_softmax(c):
    assert_derivative(Settings(cost="log_likelihood", softmax_c=c))


@pytest.mark.parametrize("scaling", ["inverted", "test", "none"])
def test_the_gradient_knows_the_neurons_that_are_dropped(scaling):
    settings = Settings(hidden_layer_sizes=(5, 4), dropout=0.4, dropout_scaling=scaling)
    masks = [dropout_mask(settings, (9, size), RNG) for size in (5, 4)]
    assert_derivative(settings, masks)


@pytest.mark.parametrize("weight_init", WEIGHT_SD)
def test_one_seed_gives_the_same_numbers_at_another_scale(weight_init):
    standard, other = (start(Settings(weight_init=name)) for name in ("standard", weight_init))
    for W, unit in zip(other.weights, standard.weights, strict=True):
        np.testing.assert_allclose(W, unit * WEIGHT_SD[weight_init](*W.shape), rtol=1e-12)
    for b, unit in zip(other.biases, standard.biases, strict=True):
        np.testing.assert_array_equal(b, 0 if weight_init == "zeros" else unit)


@pytest.mark.parametrize(
    ("weight_init", "variance"),
    [("standard", 1), ("scaled", 1 / 400), ("glorot", 2 / 700), ("he", 2 / 400)],
)
def test_a_start_has_the_variance_of_its_paper(weight_init, variance):
    settings = Settings(weight_init=weight_init, hidden_layer_sizes=(300,), bias_sd=2.0)
    parameters = initialize(settings, 400, 1, np.random.default_rng(0))
    assert parameters.weights[0].var() == pytest.approx(variance, rel=0.02)
    assert parameters.biases[0].std() == pytest.approx(2, rel=0.15)


@pytest.mark.parametrize(
    ("scaling", "trained", "used"), [("inverted", 1, 1), ("test", 0.7, 0.7), ("none", 0.7, 1)]
)
def test_dropout_scaling_says_where_the_mean_activation_is_kept(scaling, trained, used):
    settings = Settings(
        hidden_layer_sizes=(1,), dropout=0.3, dropout_scaling=scaling, cost="linear_quadratic"
    )
    mask = dropout_mask(settings, (100_000, 1), np.random.default_rng(0))
    assert mask.mean() == pytest.approx(trained, rel=0.01)
    one = Parameters([np.zeros((1, 1)), np.ones((1, 1))], [np.full(1, 100.0), np.zeros(1)])
    assert predict(settings, one, np.zeros((1, 1))) == pytest.approx(used)


@pytest.mark.parametrize("n", [9, 4500])  # one block, and several with a rest
def test_cost_and_accuracy_are_those_of_scikit_learn(n):
    settings = Settings(cost="log_likelihood", softmax_c=1.5)
    X, labels = RNG.standard_normal((n, 4)), RNG.integers(0, 3, n)
    score = evaluate(settings, start(settings), X, np.eye(3)[labels])
    shares = predict(settings, start(settings), X)
    assert score.cost == pytest.approx(log_loss(labels, shares, labels=[0, 1, 2]))
    assert score.accuracy == pytest.approx(accuracy_score(labels, shares.argmax(axis=1)))
    np.testing.assert_array_equal(score.right, shares.argmax(axis=1) == labels)


def test_cross_entropy_sums_a_binary_log_loss_over_the_outputs():
    settings = Settings()
    outputs = predict(settings, start(settings), X)
    expected = sum(log_loss(Y[:, j], outputs[:, j], labels=[0, 1]) for j in range(3))
    assert evaluate(settings, start(settings), X, Y).cost == pytest.approx(expected)


def test_one_output_is_right_when_it_is_on_the_side_of_its_target():
    parameters = Parameters([np.ones((1, 1))], [np.zeros(1)])
    X, Y = np.array([[2.0], [-2.0], [1.0], [-1.0]]), np.array([[1.0], [0.0], [0.0], [0.0]])
    score = evaluate(Settings(hidden_layer_sizes=()), parameters, X, Y)
    assert score.right.tolist() == [True, True, False, True]
    assert score.accuracy == 0.75


def test_the_penalty_stands_apart_and_is_divided_by_the_size_of_the_training_set():
    settings, plain = Settings(l1=2.0, l2=3.0), Settings()
    parameters = start(settings)
    squares = sum(np.square(W).sum() for W in parameters.weights)
    sizes = sum(np.abs(W).sum() for W in parameters.weights)
    score = evaluate(settings, parameters, X, Y, n_training=50)
    assert score.penalty == pytest.approx(3 / (2 * 50) * squares + 2 / 50 * sizes)
    assert score.cost == evaluate(plain, parameters, X, Y).cost
    of_these = evaluate(settings, parameters, X, Y).penalty
    assert of_these == pytest.approx(score.penalty * 50 / len(X))


def test_pixels_are_read_as_parts_of_255():
    pixels = RNG.integers(0, 256, (9, 4), dtype=np.uint8)
    parameters = start(Settings())
    ours = evaluate(Settings(), parameters, pixels, Y)
    assert ours.cost == pytest.approx(
        evaluate(Settings(), parameters, pixels / 255, Y).cost, rel=1e-6
    )


def test_impossible_settings_make_no_start():
    with pytest.raises(ValueError, match="l2 = -1"):
        start(Settings(l2=-1))
