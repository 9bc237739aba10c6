"""Criteria of `pool2d_out_shape`."""

from random import Random
from typing import Any

import pytest

from receptive.grader import check_equal

from .draws import pair, rectangle
from .pool2d_out_shape import pool2d_out_shape, pool_out


@pytest.mark.criterion("pool_shape")
def test_pooling_halves_the_image(student: Any, py_rng: Random) -> None:
    check_equal(student.pool2d_out_shape((6, 28, 20), 2, stride=2), (6, 14, 10))
    check_equal(student.pool2d_out_shape((6, 9, 15), 3, stride=2), (6, 4, 7))
    # Two pixels more are one position more, and a window as much wider as the image has as many positions.
    channels, wider, (down, across) = py_rng.randint(2, 40), py_rng.randint(1, 9), py_rng.sample(range(2, 40), 2)
    got = student.pool2d_out_shape((channels, 28 + 2 * down, 20 + 2 * across), 2, stride=2)
    check_equal(got, (channels, 14 + down, 10 + across))
    shape = (channels, 9 + 2 * down + wider, 15 + 2 * across + wider)
    check_equal(student.pool2d_out_shape(shape, 3 + wider, stride=2), (channels, 4 + down, 7 + across))


@pytest.mark.criterion("pool_pairs")
def test_a_pool_takes_pairs_too(student: Any, py_rng: Random) -> None:
    # All steps come out even: which way sizes are rounded is asked elsewhere
    check_equal(student.pool2d_out_shape((3, 8, 15), (2, 5), stride=(2, 1)), (3, 4, 11))
    check_equal(student.pool2d_out_shape((3, 10, 9), (4, 3), stride=(2, 3), padding=(1, 0)), (3, 5, 3))
    channels, down, across, wider = (py_rng.randint(2, 40) for _ in range(4))
    shape = (channels, 8 + 2 * down, 15 + across + wider)
    got = student.pool2d_out_shape(shape, (2, 5 + wider), stride=(2, 1))
    check_equal(got, (channels, 4 + down, 11 + across))


@pytest.mark.criterion("pool_default")
def test_windows_stand_side_by_side_by_default(student: Any, py_rng: Random) -> None:
    # Rows and columns leave a third of a window of 3 over, and halves of either parity of a window of 2.
    shape = (py_rng.randint(3, 8), 12 * py_rng.randint(1, 4) + 1, 12 * py_rng.randint(5, 9) + 7)
    for kernel in (2, 3, pair(py_rng, (2, 3, 4))):
        check_equal(student.pool2d_out_shape(shape, kernel), pool2d_out_shape(shape, kernel))


@pytest.mark.criterion("pool_rectangles")
def test_each_axis_of_a_pool_has_its_own_numbers(student: Any, py_rng: Random) -> None:
    padded = rectangle(py_rng, pool2d_out_shape, kernel=(2, 3, 4, 5), stride=(2, 3, 4), padding=(0, 1))
    bare = rectangle(py_rng, pool2d_out_shape, kernel=(2, 3, 4, 5), stride=(1, 2, 3))
    # The rows of this one tell how often padding counts; luck may hide that in the others.
    certain = ((3, 12, 20), {"kernel": (4, 5), "stride": (2, 3), "padding": (2, 1)})
    for shape, options in (padded, bare, certain):
        check_equal(student.pool2d_out_shape(shape, **options), pool2d_out_shape(shape, **options))


@pytest.mark.criterion("ceil_mode")
def test_ceil_mode_keeps_the_last_step(student: Any, py_rng: Random) -> None:
    s = py_rng.randint(3, 4)
    k = s + py_rng.randint(0, 1)
    uneven = (py_rng.randint(2, 9), k + s * py_rng.randint(2, 9) + 1, k + s * py_rng.randint(10, 20))
    for shape, kernel, stride in (((4, 8, 15), 3, 2), (uneven, k, s)):
        want = pool2d_out_shape(shape, kernel, stride, ceil_mode=True)
        check_equal(student.pool2d_out_shape(shape, kernel, stride, ceil_mode=True), want)


@pytest.mark.criterion("ceil_drop")
def test_no_window_starts_behind_the_image(student: Any, py_rng: Random) -> None:
    while True:
        k, s, i = py_rng.randint(2, 4), py_rng.randint(3, 6), py_rng.randint(9, 60)
        rounded_up = -(-(i + 2 - k) // s) + 1
        if rounded_up != pool_out(i, k, s, 1, True):
            break
    # The third comes out even and has nothing to drop: here padding counted too often shows, and too seldom does not.
    fixed = (((2, 5, 8), 1, 3, 0), ((2, 4, 5), 3, 5, 1), ((2, 9, 12), 5, 3, 1), ((2, 6, 9), 1, 3, 0))
    for shape, kernel, stride, padding in (*fixed, ((py_rng.randint(3, 9), i, i + s), k, s, 1)):
        want = pool2d_out_shape(shape, kernel, stride, padding, True)
        check_equal(student.pool2d_out_shape(shape, kernel, stride, padding, ceil_mode=True), want)


@pytest.mark.criterion("pool_layout")
def test_channels_last_in_and_out_of_a_pool(student: Any, py_rng: Random) -> None:
    # Both leave half a window of rows over, of either parity: round() hides in one of them
    tall = (4 * py_rng.randint(5, 12) + 3, py_rng.randint(8, 20), py_rng.randint(3, 7))
    for shape in ((9, 14, 6), tall):
        want = pool2d_out_shape(shape, 2, 2, layout="NHWC")
        check_equal(student.pool2d_out_shape(shape, 2, 2, layout="NHWC"), want)
