"""The same network as a scikit-learn estimator, for grid search, pipelines and learning curves."""

import warnings
from dataclasses import dataclass
from numbers import Integral
from typing import Self

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import log_expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state
from sklearn.utils.metaestimators import available_if
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from core.arrays import Array
from core.network.functions import softmax
from core.network.settings import Settings
from core.network.textbook import forward
from core.network.trainer import Trainer

TYPES = (np.float64, np.float32, np.uint8)  # all else becomes the first


def _has_probabilities(classifier: "NetworkClassifier") -> bool:
    return classifier.cost != "linear_quadratic"


@dataclass(kw_only=True, eq=False, repr=False)
class NetworkClassifier(ClassifierMixin, BaseEstimator, Settings):  # type: ignore[misc]  # no types
    """A network with one output a class, trained by `Trainer`; every parameter is in `Settings`.

    `random_state` may also be a `RandomState`, or None for NumPy's global one. After `fit`:
    `classes_`, `parameters_` and `settings_`. An X of uint8 becomes X/255, as in `Trainer`.
    """

    __hash__ = object.__hash__  # Settings compare by value, estimators by identity

    def fit(self, X: ArrayLike, y: ArrayLike) -> Self:
        """Train on X (n, n_features) and labels y (n,) for `epochs`; return self.

        Raises ValueError for impossible settings or data; warns (ConvergenceWarning) where
        training diverged, and keeps the last sound parameters.
        """
        checked: tuple[Array, Array] = validate_data(self, X, y, dtype=TYPES)
        X, y = checked
        check_classification_targets(y)
        self.classes_, classes = np.unique(y, return_inverse=True)
        seed = self.random_state
        if not isinstance(seed, Integral):
            seed = check_random_state(seed).randint(2**31 - 1)
        targets = np.eye(len(self.classes_), dtype=X.dtype)[classes]
        self.settings_ = Settings(**self.get_params() | {"random_state": seed})
        trainer = Trainer(self.settings_, X, targets)
        trainer.run_epochs(self.settings_.epochs)
        if trainer.stopped:
            reason = f"Training diverged after step {trainer.step}: make learning_rate or l2 less."
            warnings.warn(reason, ConvergenceWarning, stacklevel=2)
        (self.parameters_,) = trainer.parameters
        return self

    def predict(self, X: ArrayLike) -> Array:
        """Return the most likely class (n,) of each row of X (n, n_features)."""
        winners = self._weighted_inputs(X).argmax(axis=1)
        return np.asarray(self.classes_[winners])

    @available_if(_has_probabilities)  # type: ignore[untyped-decorator]  # no types
    def predict_proba(self, X: ArrayLike) -> Array:
        """Return a share for each class (n, n_classes), rows summing to 1.

        Softmax outputs are these shares. Sigmoid outputs are each divided by the sum of the row,
        through logarithms, so that outputs which are all nearly 0 have a share too.
        """
        z = self._weighted_inputs(X)
        return softmax(z if self.settings_.cost == "log_likelihood" else log_expit(z))

    def _weighted_inputs(self, X: ArrayLike) -> Array:
        check_is_fitted(self)
        checked: Array = validate_data(self, X, dtype=TYPES, reset=False)
        return self.settings_.softmax_c * forward(self.settings_, self.parameters_, checked)[-1]
