"""NetworkClassifier behaves as every scikit-learn estimator does."""

import joblib
import numpy as np
import pytest
from dask.distributed import Client, get_task_stream
from sklearn.base import clone
from sklearn.datasets import load_iris
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import (
    GridSearchCV,
    ParameterGrid,
    StratifiedKFold,
    cross_val_score,
)
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from core.data.handwriting import digits
from core.network.estimator import NetworkClassifier
from core.network.settings import Settings
from core.network.trainer import Trainer

X, y = load_iris(return_X_y=True)
X = (X - X.mean(axis=0)) / X.std(axis=0)


@parametrize_with_checks([NetworkClassifier()])
def test_every_check_of_scikit_learn_passes(estimator, check):
    check(estimator)


def test_it_learns_irises_inside_a_pipeline():
    model = make_pipeline(StandardScaler(), NetworkClassifier(random_state=0))
    assert cross_val_score(model, *load_iris(return_X_y=True)).mean() > 0.9


def test_it_is_the_network_that_the_trainer_makes():
    settings = {"epochs": 2, "hidden_layer_sizes": (5,), "random_state": 3}
    trainer = Trainer(Settings(**settings), X, np.eye(3)[y])
    trainer.run_epochs(2)
    fitted = NetworkClassifier(**settings).fit(X, y)
    (parameters,) = trainer.parameters
    for ours, theirs in zip(fitted.parameters_.weights, parameters.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy", "log_likelihood"])
@pytest.mark.parametrize("far", [1, 1e4])
def test_shares_sum_to_1_and_the_largest_is_the_prediction(cost, far):
    fitted = NetworkClassifier(cost=cost, epochs=3, random_state=0).fit(X, y)
    fitted.parameters_.biases[-1][:] -= far - 1  # every sigmoid output is 0 as a number
    shares = fitted.predict_proba(X)
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    np.testing.assert_array_equal(fitted.classes_[shares.argmax(axis=1)], fitted.predict(X))


def test_linear_outputs_are_not_called_probabilities():
    fitted = NetworkClassifier(cost="linear_quadratic", learning_rate=0.01).fit(X, y)
    assert not hasattr(fitted, "predict_proba")
    assert fitted.score(X, y) > 0.7


@pytest.mark.parametrize("make_state", [lambda: 5, lambda: np.random.RandomState(5)])
def test_an_equal_random_state_gives_an_equal_network(make_state):
    first, second = (NetworkClassifier(epochs=1, random_state=make_state()).fit(X, y) for _ in "ab")
    np.testing.assert_array_equal(first.parameters_.weights[0], second.parameters_.weights[0])


def test_a_diverged_fit_warns_and_still_predicts():
    model = NetworkClassifier(learning_rate=10.0, l2=1000.0, random_state=0)
    with pytest.warns(ConvergenceWarning, match="diverged"):
        model.fit(X, y)
    assert np.isfinite(model.predict_proba(X)).all()


def test_an_impossible_setting_is_refused_in_fit():
    with pytest.raises(ValueError, match="learning_rate = -1"):
        NetworkClassifier(learning_rate=-1).fit(X, y)


# --- searches of scikit-learn over shapes, on the digits

DIGITS = digits(size=8, n_training=200).training
NETWORK = NetworkClassifier(epochs=6, random_state=0)
SHAPES = {
    "hidden_layer_sizes": [(5,), (20,)],
    "activation": ["sigmoid", "tanh"],
    "batch_size": [5, 20],
}


def grid_search():
    return GridSearchCV(NETWORK, SHAPES, cv=3).fit(DIGITS.X, DIGITS.labels)


def test_a_grid_search_scores_each_shape_as_fitted_by_hand():
    expected = []
    for shape in ParameterGrid(SHAPES):
        scores = []
        for train, test in StratifiedKFold(3).split(DIGITS.X, DIGITS.labels):
            model = clone(NETWORK).set_params(**shape).fit(DIGITS.X[train], DIGITS.labels[train])
            scores.append(model.score(DIGITS.X[test], DIGITS.labels[test]))
        expected.append(np.mean(scores))
    search = grid_search()
    np.testing.assert_allclose(search.cv_results_["mean_test_score"], expected)
    assert search.best_score_ == max(expected) > 0.7


@pytest.fixture
def cluster():
    """Return a client of a cluster on the loopback, whose worker is a thread of this process."""
    with Client(processes=False, protocol="tcp", dashboard_address="127.0.0.1:0") as client:
        yield client


def test_a_search_on_a_cluster_finds_the_same(cluster):
    local = grid_search()
    with get_task_stream(cluster) as tasks, joblib.parallel_config(backend="dask"):
        search = grid_search()
    assert tasks.data
    assert search.best_params_ == local.best_params_
    for name in ("params", "mean_test_score", "std_test_score", "rank_test_score"):
        np.testing.assert_array_equal(search.cv_results_[name], local.cv_results_[name])
