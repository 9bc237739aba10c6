"""Hidden grader of "Color": gray, layouts, the size of a dense layer, gray as a convolution."""

from __future__ import annotations

import numpy as np
import oracle
import pytest
from color_cases import a_number, some_weights, strided
from color_checks import check_values

from receptive.grader import Refusals, check, check_equal

COLORS = np.array([[[200.0, 100.0, 60.0], [0.0, 255.0, 0.0]]])
BT601 = (0.299, 0.587, 0.114)


def mixed(rng, grays):
    """The two colors mixed with each other and with white, and their grays, which mix in the same way."""
    parts, white = rng.integers(1, 10, size=(2, 2)) / 10, rng.integers(1, 100, size=2) / 2
    return parts @ COLORS + white[:, None], (parts @ grays + white)[None]


@pytest.mark.criterion("mean_by_hand")
def test_the_mean_of_two_pixels_by_hand(student, rng):
    check_values(student.to_gray_mean(COLORS), np.array([[120.0, 85.0]]))
    img, want = mixed(rng, np.array([120.0, 85.0]))
    check_values(student.to_gray_mean(img), want)


@pytest.mark.criterion("mean_uint8")
def test_the_mean_of_bytes(student, rng):
    img = rng.integers(100, 256, size=(3, 4, 3), dtype=np.uint8)
    check_values(student.to_gray_mean(img), oracle.to_gray_mean(img))


@pytest.mark.criterion("mean_batches")
def test_the_mean_of_one_color_one_image_and_many(student, rng):
    for shape in ((3,), (2, 4, 5, 3), (2, 1, 4, 2, 3)):
        img = rng.normal(size=shape)
        check_values(student.to_gray_mean(np.asfortranarray(img)), oracle.to_gray_mean(img))
    img = rng.normal(size=(3, 2, 3))
    check_values(student.to_gray_mean(strided(img)), oracle.to_gray_mean(img))


@pytest.mark.criterion("mean_axis")
def test_the_mean_along_another_axis(student, rng):
    for shape, axis in (((3, 4, 3), 0), ((2, 3, 3, 5), -3), ((3, 3, 3), 1)):
        img = rng.normal(size=shape)
        check_values(student.to_gray_mean(img, channel_axis=axis), oracle.to_gray_mean(img, axis))


@pytest.mark.criterion("validation")
def test_impossible_input_is_refused(student, rng):
    height, width, other = rng.permutation([1, 2, 4, 5, 6])[:3].tolist()
    img, cube, axis = rng.normal(size=(height, width, 3)), rng.normal(size=(3, 3, 3)), int(rng.integers(3))
    refuses = refusing(student.to_gray_mean)
    refuses(ValueError, "img", rng.normal(size=(height, width, other)), img)
    refuses(ValueError, "img", rng.normal(size=(3, other, 3)), cube, channel_axis=1)
    refuses(TypeError, "img", None, img)
    refuses(ValueError, "channel_axis", int(rng.integers(3, 9)), cube, channel_axis=axis)
    refuses(TypeError, "channel_axis", axis + 0.5, cube, channel_axis=axis)
    refuses = refusing(student.to_gray_weighted)
    refuses(ValueError, "img", rng.normal(size=(3, width, other)), img)
    red, green, blue = weights = some_weights(rng)
    refuses(ValueError, "weights", (red, green, blue - a_number(rng) / 100), img, weights=weights)
    refuses(ValueError, "weights", (red, 1 - red), img, weights=weights)
    refuses(TypeError, "weights", None, img, weights=weights)


def refusing(function):
    """Asks for refusals of one function; the same call with a possible value must give an array, whatever is in it."""
    refusals = Refusals(function)

    def refuses(error, argument, impossible, img, **options):
        gray = function(img, **options)
        check(isinstance(gray, np.ndarray) and gray.dtype.kind in "iuf", "possible input gives no array of numbers")
        call = {"img": img, **options, argument: impossible}
        refusals.check(call.pop("img"), error=error, argument=argument, **call)

    return refuses


@pytest.mark.criterion("weighted_by_hand")
def test_the_weighted_sum_of_two_pixels_by_hand(student, rng):
    check_values(student.to_gray_weighted(COLORS), np.array([[125.34, 149.685]]))
    img, want = mixed(rng, np.array([125.34, 149.685]))
    check_values(student.to_gray_weighted(img), want)


@pytest.mark.criterion("weighted_own")
def test_weights_of_ones_own(student, rng):
    for shape, form in (((4, 5, 3), tuple), ((2, 3, 4, 3), np.array)):
        img, weights = rng.normal(size=shape), some_weights(rng)
        check_values(student.to_gray_weighted(img, form(weights)), oracle.to_gray_weighted(img, weights))


@pytest.mark.criterion("weighted_axis")
def test_the_weighted_sum_along_another_axis(student, rng):
    for shape, axis in (((3, 4, 3), 0), ((2, 3, 3, 5), -3), ((3, 3, 3), 1)):
        img = rng.normal(size=shape)
        check_values(student.to_gray_weighted(img, channel_axis=axis), oracle.to_gray_weighted(img, BT601, axis))


@pytest.mark.criterion("weights_rounded")
def test_published_weights_are_taken_as_they_are(student, rng):
    img = rng.uniform(10, 200, size=(2, 3, 3))
    for weights in ((0.2989, 0.5870, 0.1140), (0.2129, 0.7154, 0.0722)):
        check_values(student.to_gray_weighted(img, weights), oracle.to_gray_weighted(img, weights))


@pytest.mark.criterion("layout_by_hand")
def test_two_pixels_change_their_layout(student, rng):
    img, want = np.array([[[1, 2, 3], [4, 5, 6]]]), np.array([[[1, 4]], [[2, 5]], [[3, 6]]])
    check_values(student.hwc_to_chw(img), want)
    numbers = rng.permutation(100)  # whatever the numbers are, each goes to the same place
    check_values(student.hwc_to_chw(numbers[img]), numbers[want])


@pytest.mark.criterion("layout_oblong")
def test_oblong_images_of_any_channels(student, rng):
    for shape in ((2, 4, 3), (5, 3, 1), (3, 2, 4)):
        img = rng.normal(size=shape)
        check_values(student.hwc_to_chw(img), oracle.hwc_to_chw(img))
    check_values(student.hwc_to_chw(np.asfortranarray(img)), oracle.hwc_to_chw(img))


@pytest.mark.criterion("layout_batch")
def test_a_batch_keeps_its_first_axis(student, rng):
    for shape in ((2, 4, 5, 3), (3, 3, 2, 2)):
        img = rng.normal(size=shape)
        check_values(student.hwc_to_chw(img), oracle.hwc_to_chw(img))


@pytest.mark.criterion("dense_by_hand")
def test_a_dense_layer_by_hand(student, rng):
    check_equal(student.dense_weight_count(2, 2, 3, 4), 52)
    # Twice the units, twice the parameters; with twice the columns each has twice its 12 weights and still one bias
    units, columns = rng.integers(2, 40, size=2).tolist()
    check_equal(student.dense_weight_count(2, 2 * columns, 3, 4 * units), units * (48 * columns + 4))


@pytest.mark.criterion("dense_sizes")
def test_dense_layers_on_images_of_any_size(student, rng):
    for c in (1, 4):
        h, w, hidden = (int(n) for n in rng.permutation([2, 3, 5, 6, 7, 9])[:3])
        check_equal(student.dense_weight_count(h, w, c, hidden), oracle.dense_weight_count(h, w, c, hidden))


@pytest.mark.criterion("dense_no_bias")
def test_a_dense_layer_without_biases(student, rng):
    h, w, hidden = (int(n) for n in rng.permutation([2, 3, 5, 7])[:3])
    check_equal(student.dense_weight_count(h, w, 3, hidden, bias=False), h * w * 3 * hidden)


@pytest.mark.criterion("kernel_by_hand")
def test_the_kernel_by_hand(student, rng):
    red, green = (rng.integers(100, 450, size=2) / 1000).tolist()
    for weights in ((0.5, 0.3, 0.2), (red, green, 1 - red - green)):
        check_values(student.gray_as_conv(weights), np.array([[[[weights[0]]], [[weights[1]]], [[weights[2]]]]]))


@pytest.mark.criterion("kernel_gray")
def test_the_convolution_computes_the_gray(student, rng):
    for weights in (some_weights(rng), [0.2989, 0.5870, 0.1140], np.array(some_weights(rng))):
        check_values(student.gray_as_conv(weights), oracle.gray_as_conv(weights))
