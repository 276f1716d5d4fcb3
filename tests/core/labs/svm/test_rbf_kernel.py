import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import pairwise
from sklearn.svm import SVC

from core.data import handwriting
from core.labs.svm import rbf_kernel

EXAMPLES = handwriting.digits(size=8, n_training=60).training


@pytest.mark.parametrize("gamma", ["auto", "scale", 0.3])
def test_gamma_is_the_number_that_scikit_learn_uses(gamma):
    machine = SVC(gamma=gamma).fit(EXAMPLES.X, EXAMPLES.labels)
    assert rbf_kernel.gamma_value(gamma, EXAMPLES.X) == pytest.approx(machine._gamma)


def test_images_without_any_variance_have_the_gamma_that_scikit_learn_gives_them():
    assert rbf_kernel.gamma_value("scale", np.ones((3, 4))) == 1


@pytest.mark.parametrize("gamma", ["old", 0, -1.0, float("nan"), float("inf")])
def test_a_gamma_that_is_none_is_named_in_the_error(gamma):
    with pytest.raises(ValueError, match="is not possible"):
        rbf_kernel.gamma_value(gamma, EXAMPLES.X)


def test_every_pair_is_counted_once_by_whether_the_labels_agree():
    similar = rbf_kernel.similarity(EXAMPLES.X, EXAMPLES.labels, 0.1)
    K = pairwise.rbf_kernel(EXAMPLES.X, gamma=0.1)
    pairs = [(i, j) for i in range(60) for j in range(i)]
    for agree, found in ((True, similar.same), (False, similar.different)):
        wanted = [K[p] for p in pairs if (EXAMPLES.labels[p[0]] == EXAMPLES.labels[p[1]]) == agree]
        np.testing.assert_allclose(np.sort(found), np.sort(wanted), rtol=1e-4)


@given(st.floats(0.01, 1000))
def test_scale_does_not_notice_the_unit_of_the_pixels(unit):
    X = EXAMPLES.X.astype(float)
    plain, scaled = (
        rbf_kernel.similarity(Z, EXAMPLES.labels, rbf_kernel.gamma_value("scale", Z))
        for Z in (X, unit * X)
    )
    np.testing.assert_allclose(scaled.same, plain.same, rtol=1e-6)


@given(st.integers(0, 2**32 - 1))
def test_with_scale_an_average_pair_has_an_exponent_of_at_most_2(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(rng.normal(size=6), 1, (40, 6))
    distances = np.square(X[:, None] - X).sum(axis=2)
    assert rbf_kernel.gamma_value("scale", X) * distances.mean() <= 2 + 1e-9
