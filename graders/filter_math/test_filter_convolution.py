"""Convolution of a batch: by loops, by columns, and how fast."""

from __future__ import annotations

import functools
import time

import numpy as np
import pytest
from filter_cases import DILATED, A, B, C, a_number, a_place, check_values, drawn, filled, mirrored
from oracle import conv2d, im2col

from receptive.grader import check

# One image of two channels, two filters.
IMAGE = np.array([[[[1.0, 2.0, 4.0], [0.0, 1.0, 5.0]], [[2.0, 0.0, 1.0], [1.0, 1.0, 2.0]]]])
FILTERS = np.array(
    [[[[1.0, 0.0], [2.0, -1.0]], [[0.0, 1.0], [1.0, 2.0]]], [[[0.0, 1.0], [1.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]]]]
)
BIAS = np.array([0.5, -1.0])
FILTERED = np.array([[[[3.5, 5.5]], [[4.0, 6.0]]]])
TIMED, TIMED_FILTERS = (4, 8, 28, 28), (16, 8, 3, 3)


def changed(rng):
    """A brighter image, other biases, and one weight that is larger: the pixels that it meets count more in its map."""
    bright, more, bias = a_number(rng), a_number(rng), np.array([a_number(rng), -a_number(rng)])
    f, c, u, v = place = a_place(rng, FILTERS)
    filters, want = FILTERS.copy(), FILTERED - BIAS[:, None, None]
    filters[place] += more
    want[:, f] += more * IMAGE[:, c, u : u + 1, v : v + 2]
    return (bright * IMAGE, filters, bias), bright * want + bias[:, None, None]


@pytest.mark.criterion("conv_by_hand")
def test_convolution_by_hand(student, rng):
    for args, want in (((IMAGE, FILTERS, BIAS), FILTERED), changed(rng)):
        check_values(student.conv2d(*args), want)


@pytest.mark.criterion("conv_channels")
def test_every_filter_sums_over_every_channel(student, rng):
    x, w = rng.normal(size=(2, 3, 4, 5)), rng.normal(size=(4, 3, 2, 3))
    check_values(student.conv2d(x, w), conv2d(x, w))


@pytest.mark.criterion("conv_bias")
def test_each_filter_has_one_bias(student, rng):
    x, w, b = rng.normal(size=(2, 1, 3, 3)), mirrored(rng, 2, 2).repeat(3, axis=0), rng.uniform(1, 9, size=3)
    check_values(student.conv2d(x, w, b), conv2d(x, w, b))


@pytest.mark.criterion("conv_stride")
def test_strides(student, rng):
    for stride in (2, (3, 1)):
        x, w = rng.normal(size=(1, 1, 6, 8)), mirrored(rng, 3, 2)
        check_values(student.conv2d(x, w, stride=stride), conv2d(x, w, stride=stride))


@pytest.mark.criterion("conv_padding")
def test_padding(student, rng):
    for padding in (1, (2, 0)):
        x, w = rng.normal(size=(1, 1, 3, 5)), mirrored(rng, 2, 3)
        check_values(student.conv2d(x, w, padding=padding), conv2d(x, w, padding=padding))


@pytest.mark.criterion("conv_dilation")
def test_dilation(student, rng):
    for dilation in (2, (1, 3)):
        x, w = rng.normal(size=(1, 1, 7, 8)), mirrored(rng, 2, 3)
        check_values(student.conv2d(x, w, dilation=dilation), conv2d(x, w, dilation=dilation))


@pytest.mark.criterion("conv_together")
def test_everything_at_once(student, rng):
    for case in filled(rng, A, B, C, DILATED, drawn(rng), drawn(rng, dilated=True)):
        check_values(student.conv2d(case.x, case.w, case.b, **case.move), conv2d(case.x, case.w, case.b, **case.move))


@pytest.mark.criterion("columns_by_hand")
def test_columns_by_hand(student, rng):
    want = np.array([[[1, 2], [2, 4], [0, 1], [1, 5], [2, 0], [0, 1], [1, 1], [1, 2]]])
    check_values(student.im2col(IMAGE, (2, 2)), want.astype(float))
    numbers = rng.permutation(100).astype(float)  # whatever the numbers are, each goes to the same places
    check_values(student.im2col(numbers[IMAGE.astype(int)], (2, 2)), numbers[want])


@pytest.mark.criterion("columns_order")
def test_the_order_of_rows_and_columns(student, rng):
    for case in filled(rng, A, drawn(rng)):
        kernel = case.w.shape[2:]
        check_values(student.im2col(case.x, kernel, **case.move), im2col(case.x, kernel, **case.move))
    x = rng.normal(size=(2, 2, 3, 4))
    check_values(student.im2col(x, 2), im2col(x, 2))


@pytest.mark.criterion("product_by_hand")
def test_the_matrix_product_by_hand(student, rng):
    for args, want in (((IMAGE, FILTERS, BIAS), FILTERED), changed(rng)):
        check_values(student.conv2d_im2col(*args), want)


@pytest.mark.criterion("product_together")
def test_the_matrix_product_agrees_with_the_loops(student, rng):
    for case in filled(rng, A, C, drawn(rng)):
        got = student.conv2d_im2col(case.x, case.w, case.b, **case.move)
        check_values(got, conv2d(case.x, case.w, case.b, **case.move))


@pytest.mark.criterion("product_dilation")
def test_the_matrix_product_dilated(student, rng):
    x, w = rng.normal(size=(1, 2, 6, 8)), rng.normal(size=(3, 2, 2, 3))
    check_values(student.conv2d_im2col(x, w, dilation=(2, 3)), conv2d(x, w, dilation=(2, 3)))


@pytest.mark.criterion("product_speed")
def test_the_matrix_product_is_ten_times_faster(student, rng):
    loops_s = seconds_of_loops()
    for _ in range(3):
        x, w = rng.normal(size=TIMED), rng.normal(size=TIMED_FILTERS)  # never seen before: what is kept does not help
        start = time.perf_counter()
        got = student.conv2d_im2col(x, w)
        seconds = time.perf_counter() - start
        check_values(got, by_taps(x, w))
        if 10 * seconds <= loops_s:
            return
        if seconds > 3 * loops_s:  # no further try turns this into a tenth
            break
    check(False, "right, but not ten times faster than the loops", f"{seconds:.3f} s, the loops take {loops_s:.3f} s")


@functools.cache
def seconds_of_loops():
    """The processor time that plain loops need for a convolution that is large enough to be timed."""
    fixed = np.random.default_rng(28)
    x, w = fixed.normal(size=TIMED), fixed.normal(size=TIMED_FILTERS)
    start = time.process_time()
    looped = conv2d(x, w)
    seconds = time.process_time() - start
    if not np.allclose(by_taps(x, w), looped):
        raise RuntimeError("the taps do not add up to what the loops give")
    return seconds


def by_taps(x, w):
    """The same as `conv2d` without the wait: each of the 3×3 taps weighs a shifted image, and all are added."""
    height, width = x.shape[2] - 2, x.shape[3] - 2
    return sum(
        np.einsum("nchw,fc->nfhw", x[:, :, u : u + height, v : v + width], w[:, :, u, v]) for u, v in np.ndindex(3, 3)
    )
