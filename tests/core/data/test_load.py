import numpy as np
import pytest

from core.data import handwriting
from core.data.handwriting import load, sample


def test_a_name_and_a_number_give_what_the_data_module_gives():
    ours, theirs = load("digits", 100, 0.2, 3, size=8), handwriting.digits(8, 100, 0.2, 3)
    for one, other in zip(vars(ours).values(), vars(theirs).values(), strict=True):
        assert np.array_equal(one.X, other.X)
        assert np.array_equal(one.Y, other.Y)
    assert load("digits", 100).training.X.shape == (100, 784)


def test_another_name_is_refused_with_what_is_allowed():
    with pytest.raises(ValueError, match=r"name = 'letters' is not possible: .* digits, mnist"):
        load("letters", 100)


def test_a_sample_is_always_the_same_in_its_order_and_no_more_than_there_is():
    examples = load("digits", 500).training
    X, Y = sample(examples, most=50)
    assert X.shape == (50, 784)
    assert np.array_equal(X, sample(examples, most=50)[0])
    places = [int(np.flatnonzero((x == examples.X).all(axis=1))[0]) for x in X]
    assert places == sorted(places)
    assert np.array_equal(Y, examples.Y[places])
    assert len(sample(examples, most=5000)[0]) == 500
