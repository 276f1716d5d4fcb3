"""What is said of handwriting.

Long because digits and MNIST are held to the same rules, beside each other.
"""

import gzip
import struct

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.preprocessing import label_binarize

from core.data import handwriting, mnist
from tests.core.needs import needs_mnist

PARTS = ("training", "validation", "test")


def arrays(examples):
    return list(vars(examples).values())


def test_one_hot_agrees_with_scikit_learn():
    labels = [3, 0, 9, 3]
    np.testing.assert_array_equal(
        handwriting.one_hot(labels), label_binarize(labels, classes=range(10))
    )


@pytest.mark.parametrize("labels", [[-1, 2], [10], [1.0], ["1"], []])
def test_what_is_no_class_is_refused(labels):
    with pytest.raises(ValueError, match=r"labels = .* is not possible: whole numbers from 0 to 9"):
        handwriting.one_hot(labels)


def test_the_small_digits_are_those_of_scikit_learn_each_exactly_once():
    split = handwriting.digits(size=8)
    parts = [getattr(split, part) for part in PARTS]
    X, labels = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("X", "true_labels")
    )
    ours = np.column_stack([16 * X, labels])
    theirs = np.column_stack(load_digits(return_X_y=True))
    assert sorted(map(bytes, ours)) == sorted(map(bytes, theirs))


@pytest.mark.parametrize("size", [8, 28])
def test_digits_are_float32_from_0_to_1_in_three_parts(size):
    split = handwriting.digits(size)
    assert [len(getattr(split, part).X) for part in PARTS] == [1000, 397, 400]
    for part in PARTS:
        examples = getattr(split, part)
        assert examples.X.shape == (len(examples.labels), size * size)
        assert examples.X.dtype == examples.Y.dtype == np.float32
        assert (examples.X.min(), examples.X.max()) == (0, 1)
        np.testing.assert_array_equal(examples.Y.argmax(axis=1), examples.labels)


def test_every_digit_is_in_every_part_about_equally_often():
    for part in PARTS:
        share = getattr(handwriting.digits(), part).Y.mean(axis=0)
        assert share == pytest.approx(0.1, abs=0.04)


def test_drawn_digits_keep_the_corners_of_the_small_ones_inside_a_blank_frame():
    small, large = handwriting.digits(8).test.X, handwriting.digits(28).test.X
    image = large.reshape(-1, 28, 28)
    inside = image[:, 4:-4, 4:-4]
    corners = np.ix_(range(len(small)), [0, -1], [0, -1])
    np.testing.assert_allclose(inside[corners], small.reshape(-1, 8, 8)[corners], atol=1e-6)
    assert inside.sum() == pytest.approx(image.sum())


def test_drawn_digits_show_the_same_picture_as_the_small_ones():
    small, large = handwriting.digits(8), handwriting.digits(28)
    np.testing.assert_array_equal(small.test.labels, large.test.labels)
    shrunk = large.test.X.reshape(-1, 28, 28)[:, 4:-4, 4:-4].reshape(-1, 4, 5, 4, 5).mean((2, 4))
    halved = small.test.X.reshape(-1, 4, 2, 4, 2).mean((2, 4))
    assert np.corrcoef(shrunk.ravel(), halved.ravel())[0, 1] > 0.98


def test_a_smaller_training_set_is_a_view_of_the_larger_and_nothing_else_changes():
    few, many = handwriting.digits(n_training=50), handwriting.digits(n_training=1000)
    for one, other in zip(arrays(few.training), arrays(many.training), strict=True):
        assert len(one) == 50
        assert np.shares_memory(one, other[:50])
    assert few.validation is many.validation
    assert few.test is many.test


@pytest.mark.parametrize("label_noise", [0, 0.2])
def test_no_array_can_be_written_to(label_noise):
    split = handwriting.digits(label_noise=label_noise)
    for part in PARTS:
        for array in arrays(getattr(split, part)):
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0


@pytest.mark.parametrize(("n", "noise"), [(1000, 0.2), (333, 0.1), (10, 0.04), (100, 1.0)])
def test_label_noise_changes_exactly_the_share_asked_for_and_only_in_training(n, noise):
    clean, noisy = (
        handwriting.digits(n_training=n),
        handwriting.digits(n_training=n, label_noise=noise),
    )
    changed = noisy.training.labels != clean.training.labels
    assert changed.sum() == round(noise * n)
    np.testing.assert_array_equal(noisy.training.true_labels, clean.training.labels)
    np.testing.assert_array_equal(noisy.training.Y.argmax(axis=1), noisy.training.labels)
    assert np.shares_memory(noisy.training.X, clean.training.X)
    assert noisy.validation is clean.validation
    assert noisy.test is clean.test


def test_every_wrong_label_is_equally_likely():
    training = handwriting.digits(label_noise=1.0).training
    step = (training.labels - training.true_labels) % 10
    count = np.bincount(step, minlength=10)
    assert count[0] == 0
    expected = 1000 / 9
    assert ((count[1:] - expected) ** 2 / expected).sum() < 26.1  # chi², 8 degrees, p = .001


def test_more_label_noise_keeps_the_wrong_labels_of_less():
    less, more = (handwriting.digits(label_noise=noise).training for noise in (0.1, 0.3))
    wrong = less.labels != less.true_labels
    np.testing.assert_array_equal(less.labels[wrong], more.labels[wrong])


def test_the_seed_decides_which_labels_are_wrong():
    first, again, other = (
        handwriting.digits(label_noise=0.2, random_state=seed).training.labels for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("n_training", 0),
        ("n_training", 1001),
        ("n_training", 10.0),
        ("size", 16),
        ("label_noise", -0.1),
        ("label_noise", 1.5),
        ("label_noise", float("nan")),
    ],
)
def test_impossible_arguments_are_named_with_what_is_allowed(field, value):
    with pytest.raises(ValueError, match=f"{field} = {value!r} is not possible: .*(1|8)"):
        handwriting.digits(**{field: value})


@pytest.fixture(scope="module")
def full_size_folder(tmp_path_factory):
    """Four files of MNIST's sizes whose images and labels say which example they are."""
    folder = tmp_path_factory.mktemp("mnist")
    for file in mnist.FILES:
        array = np.zeros(file.shape, np.uint8)
        number = np.arange(len(array)) + (70 if file.name.startswith("t10k") else 0)
        if array.ndim == 3:
            array[:, 0, 0], array[:, 0, 1] = number % 256, number // 256
        else:
            array[:] = number % 10
        header = struct.pack(f">{1 + array.ndim}i", 0x800 + array.ndim, *array.shape)
        packed = gzip.compress(header + array.tobytes(), compresslevel=1)
        (folder / file.name).write_bytes(packed)
    return folder


def test_mnist_trains_on_the_first_50000_and_validates_on_the_last_10000(
    full_size_folder, monkeypatch
):
    monkeypatch.setenv("MNIST_DIR", str(full_size_folder))
    split = handwriting.mnist()
    starts = {"training": 0, "validation": 50_000, "test": 70}
    for part, start in starts.items():
        examples = getattr(split, part)
        number = np.arange(len(examples.X)) + start
        np.testing.assert_array_equal(examples.X[:, 0] + 256 * examples.X[:, 1].astype(int), number)
        np.testing.assert_array_equal(examples.labels, number % 10)
        assert examples.X.dtype == np.uint8
    assert [len(getattr(split, part).X) for part in PARTS] == [50_000, 10_000, 10_000]


def test_mnist_is_loaded_once_and_shared_read_only(full_size_folder, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(full_size_folder))
    few, many = handwriting.mnist(n_training=100), handwriting.mnist(label_noise=0.2)
    assert np.shares_memory(few.training.X, many.training.X)
    assert few.test is many.test
    assert (many.training.labels != many.training.true_labels).mean() == 0.2
    assert not few.training.X.flags.writeable
    with pytest.raises(ValueError, match=r"n_training = 50001 .* from 1 to 50000"):
        handwriting.mnist(n_training=50_001)


def test_a_missing_mnist_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("MNIST_DIR", str(tmp_path))
    with pytest.raises(mnist.DataUnavailableError, match=r"train-images.*MNIST_DIR"):
        handwriting.mnist()


@needs_mnist
def test_the_real_mnist_has_the_published_number_of_each_digit():
    split = handwriting.mnist()
    labels = np.concatenate([split.training.labels, split.validation.labels])
    # the first and last counts of LeCun's training set, and the first ten labels of the test set
    assert np.bincount(labels)[[0, 9]].tolist() == [5923, 5949]
    assert split.test.labels[:10].tolist() == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9]
