import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.svm import SVC

from core.data import handwriting
from core.labs.svm import rbf_kernel

EXAMPLES = handwriting.digits(size=8, n_training=60).training


@pytest.mark.parametrize("X", [EXAMPLES.X, np.ones_like(EXAMPLES.X)], ids=["digits", "all equal"])
@pytest.mark.parametrize("gamma", ["auto", "scale", 0.3])
def test_gamma_is_the_number_that_scikit_learn_uses(gamma, X):
    machine = SVC(gamma=gamma).fit(X, EXAMPLES.labels)
    assert rbf_kernel.gamma_value(gamma, X) == pytest.approx(machine._gamma)


@pytest.mark.parametrize("gamma", ["old", None, 0, -1.0, float("nan"), float("inf")])
def test_a_gamma_that_is_none_is_named_in_the_error(gamma):
    with pytest.raises(ValueError, match="is not possible"):
        rbf_kernel.gamma_value(gamma, EXAMPLES.X)


def test_small_differences_of_large_numbers_keep_their_digits():
    far, near = (EXAMPLES.X.astype(np.float64) + shift for shift in (1000, 0))
    expected = rbf_kernel.similarity(near, EXAMPLES.labels, 0.1).same
    ours = rbf_kernel.similarity(far.astype(np.float32), EXAMPLES.labels, 0.1).same
    np.testing.assert_allclose(ours, expected, rtol=1e-3)


def test_every_pair_is_counted_once_by_whether_the_labels_agree():
    similar = rbf_kernel.similarity(EXAMPLES.X, EXAMPLES.labels, 0.1)
    K = np.exp(-0.1 * cdist(EXAMPLES.X, EXAMPLES.X, "sqeuclidean"))
    pairs = [(i, j) for i in range(60) for j in range(i)]
    for agree, found in ((True, similar.same), (False, similar.different)):
        wanted = [K[p] for p in pairs if (EXAMPLES.labels[p[0]] == EXAMPLES.labels[p[1]]) == agree]
        np.testing.assert_allclose(np.sort(found), np.sort(wanted), rtol=1e-4)
