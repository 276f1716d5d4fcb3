import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import ndimage

from core.labs.more_data import augmentation
from core.labs.more_data.augmentation import changed, displacement, draw, warp
from core.labs.more_data.measured import MEASURED

RNG = np.random.default_rng(0)
IMAGES = RNG.random((7, 12, 12)).astype(np.float32)
X = IMAGES.reshape(7, -1)
BYTES = (255 * X).astype(np.uint8)
SOME = {"copies": 2, "shift": 2, "angle": 30, "elastic": 10}


def rng():
    return np.random.default_rng(1)


def augmented(images, *, copies, shift=0, angle=0, elastic=0):
    """Return the images, and after them their copies."""
    made = changed(images, copies=copies, shift=shift, angle=angle, elastic=elastic, rng=rng())
    return np.concatenate([images, *made])


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_a_move_by_whole_pixels_is_a_roll_where_nothing_comes_over_the_border(down, right):
    edged = np.pad(IMAGES, ((0, 0), (5, 5), (5, 5)))
    moved = warp(edged.reshape(7, -1), (down, right), 0).reshape(edged.shape)
    np.testing.assert_array_equal(moved, np.roll(edged, (down, right), axis=(1, 2)))


@given(st.floats(-180, 180))
@example(90)
@example(-180)
def test_any_turn_is_that_of_scipy(degrees):
    expected = ndimage.rotate(
        IMAGES, degrees, axes=(1, 2), reshape=False, order=1, mode="grid-constant", prefilter=False
    )
    np.testing.assert_allclose(warp(X, 0, degrees).reshape(expected.shape), expected, atol=1e-4)


def test_each_image_has_its_own_move_angle_and_field_whatever_block_it_is_in(monkeypatch):
    monkeypatch.setattr(augmentation, "BLOCK", 3)
    moves, degrees = RNG.integers(-2, 3, (7, 2)), RNG.uniform(-90, 90, 7)
    fields = displacement(7, 12, 10, 4, rng())
    together = warp(X, moves, degrees, fields)
    for k in range(7):
        alone = warp(X[k : k + 1], moves[k], degrees[k], fields[k : k + 1])
        np.testing.assert_array_equal(together[k], alone[0])


def test_a_field_says_how_far_each_pixel_reaches():
    field = np.zeros((7, 2, 12, 12))
    field[:, 0], field[:, 1] = 1, -2  # from one below and two to the left: up and to the right
    np.testing.assert_array_equal(warp(X, 0, 0, field), warp(X, (-1, 2), 0))


@pytest.fixture
def drawn(monkeypatch):
    """The moves, degrees and fields of every block; no image is changed."""
    drawn = []
    monkeypatch.setattr(augmentation, "warp", lambda X, *own: drawn.append(own) or X.copy())
    return drawn


@pytest.mark.parametrize("images", [X, X.astype(np.float64), BYTES], ids=lambda a: a.dtype.name)
def test_copies_keep_dtype_and_range_and_are_the_originals_where_nothing_is_changed(images):
    np.testing.assert_array_equal(augmented(images, copies=2), np.tile(images, (3, 1)))
    more = augmented(images, **SOME)
    assert (more.dtype, more.shape) == (images.dtype, (21, 144))
    assert more.min() >= 0
    assert more.max() <= images.max()
    assert not (more[7:14] == images).all(axis=1).any()


@given(st.integers(1, 7), st.integers(1, 4), st.integers(2, 5))
def test_a_copy_stays_the_same_whatever_images_and_copies_come_after_it(n, copies, block):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(augmentation, "BLOCK", block)
        few = augmented(X[:n], **SOME | {"copies": copies})
        many = augmented(X, **SOME | {"copies": 4})
    for copy in range(1 + copies):
        np.testing.assert_array_equal(few[copy * n :][:n], many[copy * 7 :][:n])


def test_a_larger_angle_turns_each_copy_further_the_same_way_and_moves_it_as_before(drawn):
    for angle in (10, 30):
        augmented(X, copies=1, shift=2, angle=angle, elastic=5)
    (moves, degrees, fields), (moved, turned, bent) = drawn
    np.testing.assert_allclose(turned, 3 * degrees)
    np.testing.assert_array_equal(moved, moves)
    np.testing.assert_array_equal(bent, fields)


def test_pixels_and_floats_make_the_same_copies_but_for_rounding():
    pixels, floats = (augmented(a, **SOME) for a in (BYTES, BYTES / 255))
    np.testing.assert_allclose(pixels / 255, floats, atol=0.51 / 255)


def test_moves_and_angles_reach_their_limits_and_no_further(drawn):
    augmented(np.zeros((4000, 4)), copies=1, shift=2, angle=30)
    moves, degrees = (np.concatenate([block[k] for block in drawn]) for k in (0, 1))
    values, counts = np.unique(moves, return_counts=True)
    assert values.tolist() == [-2, -1, 0, 1, 2]
    np.testing.assert_allclose(counts / moves.size, 0.2, atol=0.03)
    assert (degrees.min(), degrees.max()) == pytest.approx((-30, 30), abs=0.1)
    assert np.abs(degrees).max() <= 30
    assert all(block[2] is None for block in drawn)


def test_displacements_are_as_large_as_the_page_says():
    middle = displacement(400, 48, 20, 4, rng())[:, :, 20:28, 20:28]  # away from the border
    assert middle.std() == pytest.approx(MEASURED["displacement"].value, rel=0.05)
    assert middle.dtype == np.float32


def test_a_displacement_is_noise_under_a_gaussian_of_scipy():
    noise = rng().random((3, 2, 9, 9), dtype=np.float32) * 2 - 1
    for k, part in np.ndindex(3, 2):
        expected = 7 * ndimage.gaussian_filter(noise[k, part], 2.0, mode="constant")
        np.testing.assert_allclose(displacement(3, 9, 7, 2, rng())[k, part], expected, atol=1e-5)


def test_draws_are_without_repetition_and_a_larger_one_contains_the_smaller():
    small, large = draw(30, 100, 0, [3, 4]), draw(60, 100, 0, [3, 4])
    assert small.shape == (2, 30)
    np.testing.assert_array_equal(large[:, :30], small)
    assert all(len(set(row)) == 60 for row in large)
    assert set(small[0]) != set(small[1])


def test_a_draw_with_copies_names_the_copies_of_what_was_drawn():
    (rows,), (plain,) = draw(4, 7, 3, [5]), draw(4, 7, 0, [5])
    np.testing.assert_array_equal(augmented(X, copies=3)[rows], np.tile(X[plain], (4, 1)))
    np.testing.assert_array_equal(rows // 7, np.repeat([0, 1, 2, 3], 4))


AMOUNTS = {"copies": (-1, 1.5), "shift": (-1, 0.5), "angle": (181, np.nan)}
AMOUNTS |= {"elastic": (-1, np.inf)}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, both in AMOUNTS.items() for value in both]
)
def test_impossible_amounts_are_refused_by_name(name, value):
    with pytest.raises(ValueError, match=f"{name} = {value!r} is not possible"):
        augmented(X, **SOME | {name: value})


@pytest.mark.parametrize("wrong", [0, None, np.random.RandomState(0)])
def test_an_rng_that_is_no_generator_is_refused(wrong):
    with pytest.raises(ValueError, match=r"rng = .* is not possible"):
        changed(X, rng=wrong, **SOME)


def test_what_is_no_square_image_no_width_and_no_size_is_refused():
    with pytest.raises(ValueError, match=r"X of shape \(7, 143\)"):
        augmented(X[:, 1:], **SOME)
    with pytest.raises(ValueError, match="sigma = 0"):
        displacement(1, 4, 1, 0, rng())
    for n in (0, 8):
        with pytest.raises(ValueError, match=f"n = {n} is not possible"):
            draw(n, 7, 0, [1])
