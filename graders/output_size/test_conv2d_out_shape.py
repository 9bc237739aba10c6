"""Criteria of `conv2d_out_shape`."""

from random import Random
from typing import Any

import pytest

from receptive.grader import check, check_equal, show

from .conv2d_out_shape import conv2d_out_shape
from .draws import rectangle
from .layers import Shape


def five_filters(in_shape: Shape, **options: Any) -> Shape:
    return conv2d_out_shape(in_shape, 5, **options)


@pytest.mark.criterion("conv_shape")
def test_a_convolution_of_an_image(student: Any, py_rng: Random) -> None:
    check_equal(student.conv2d_out_shape((3, 28, 36), 8, 5, stride=2, padding=1), (8, 13, 17))
    # A stride's worth of pixels is one position more; a wider window needs as many zeros as it has pixels more.
    # Odd numbers of them: round() goes to the even neighbor, which hides it in the case above.
    down, across = py_rng.sample(range(3, 40, 2), 2)
    channels, filters, wider = py_rng.randint(2, 9), py_rng.randint(10, 40), py_rng.randint(1, 9)
    got = student.conv2d_out_shape(
        (channels, 28 + 2 * down, 36 + 2 * across), filters, 5 + 2 * wider, stride=2, padding=1 + wider
    )
    check_equal(got, (filters, 13 + down, 17 + across))


@pytest.mark.criterion("conv_pairs")
def test_pairs_are_vertical_and_horizontal(student: Any, py_rng: Random) -> None:
    # All steps come out even: which way sizes are rounded is asked elsewhere
    moves = {"stride": (2, 1), "padding": (0, 1)}
    check_equal(student.conv2d_out_shape((2, 9, 15), 4, (3, 5), **moves), (4, 4, 13))
    check_equal(student.conv2d_out_shape((2, 7, 12), 4, 2, dilation=(2, 3)), (4, 5, 9))
    # A window higher by as much as the image has as many places; a stride's worth of pixels is one more.
    down, across, higher = py_rng.randint(2, 40), py_rng.randint(2, 40), py_rng.randint(3, 9)
    filters, shape = py_rng.randint(2, 40), (2, 9 + 2 * down + higher, 15 + across)
    got = student.conv2d_out_shape(shape, filters, (3 + higher, 5), **moves)
    check_equal(got, (filters, 4 + down, 13 + across))


@pytest.mark.criterion("filters")
def test_one_channel_for_each_filter(student: Any, py_rng: Random) -> None:
    for channels, n_filters in ((3, 20), (py_rng.randint(15, 30), py_rng.randint(2, 12))):
        got = student.conv2d_out_shape((channels, 8, 8), n_filters, 1)
        check(isinstance(got, tuple | list) and len(got) == 3, "the result is no shape of three entries", show(got))
        check_equal(got[0], n_filters)


@pytest.mark.criterion("rectangles")
def test_each_axis_has_its_own_numbers(student: Any, py_rng: Random) -> None:
    plain = rectangle(py_rng, five_filters, kernel=(1, 2, 3, 4, 5), stride=(1, 2, 3), padding=(0, 1, 2))
    spread = rectangle(py_rng, five_filters, kernel=(2, 3, 4), dilation=(1, 2, 3))
    # Of these rows a third of a step is left over, and two thirds: whatever the draws hide, one of the two shows.
    mixed = [((3, rows, 32), {"kernel": 3, "stride": (3, 2), "padding": (2, 0)}) for rows in (15, 16)]
    for shape, options in (plain, spread, *mixed):
        check_equal(student.conv2d_out_shape(shape, 5, **options), five_filters(shape, **options))


@pytest.mark.criterion("conv_layout")
def test_channels_last_in_and_out(student: Any, py_rng: Random) -> None:
    tall = (py_rng.randint(22, 40), py_rng.randint(7, 20), py_rng.randint(3, 6))  # misread or not, a window fits
    for shape, filters in (((9, 14, 5), 6), (tall, py_rng.randint(5, 30))):
        want = conv2d_out_shape(shape, filters, 3, layout="NHWC")
        check_equal(student.conv2d_out_shape(shape, filters, 3, layout="NHWC"), want)
