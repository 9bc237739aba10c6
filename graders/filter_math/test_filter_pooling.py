"""Pooling, and the way back through convolution and pooling."""

from __future__ import annotations

import numpy as np
import pytest
from filter_cases import A, C, a_number, a_pair, a_place, check_values, drawn, filled, the_three
from oracle import avg_pool2d, both, conv2d_backward, max_pool2d, max_pool2d_backward, starts

GRID = np.array([[[[3.0, 1.0, 0.0, 2.0], [4.0, 0.0, 8.0, 2.0], [-1.0, -5.0, 6.0, 7.0], [-3.0, -3.0, 1.0, 2.0]]]])
WINNERS = ((1, 0), (1, 2), (2, 0), (2, 3))  # the largest pixel of each window of 2×2
WINDOWS = (((3, 2), 2), ((2, 3), 3))  # on 7×10: rows and columns are left over


def turned(rng, *arrays):
    """All of them, turned by the same quarters, at least one: no window keeps its first pixel."""
    quarters = rng.integers(1, 4)
    return [np.rot90(array, quarters, axes=(2, 3)).copy() for array in arrays]


@pytest.mark.criterion("max_by_hand")
def test_max_pooling_by_hand(student, rng):
    want = np.array([[[[4.0, 8.0], [-1.0, 7.0]]]])
    check_values(student.max_pool2d(GRID, 2), want)
    # The image turned, all of it darker or brighter, and the largest pixel of one window larger
    (n, strong, level, more), grid = (rng.integers(4), *(a_number(rng) for _ in range(3))), GRID.copy()
    grid[0, 0][WINNERS[n]] += more
    want.flat[n] += more
    grid, want = turned(rng, grid, want)
    check_values(student.max_pool2d(strong * grid - level, 2), strong * want - level)


@pytest.mark.criterion("max_negative")
def test_windows_below_zero(student, rng):
    x = rng.normal(size=(2, 3, 7, 10)) - 3
    for kernel, stride in WINDOWS:
        check_values(student.max_pool2d(x, kernel, stride), max_pool2d(x, kernel, stride))


@pytest.mark.criterion("max_windows")
def test_max_pooling_in_oblong_windows(student, rng):
    for kernel, stride in ((3, (1, 2)), (a_pair(rng, 1, 3), None)):
        height, width = 2 * rng.integers(3, 6, size=2) + (1, 0)  # never square; of the first a column is left over
        x = rng.uniform(1, 2, size=(2, 3, height, width))
        check_values(student.max_pool2d(x, kernel, stride=stride), max_pool2d(x, kernel, stride))


@pytest.mark.criterion("avg_by_hand")
def test_average_pooling_by_hand(student, rng):
    want = np.array([[[[2.0, 3.0], [-3.0, 4.0]]]])
    check_values(student.avg_pool2d(GRID, 2), want)
    # The image turned, all of it darker or brighter, and some pixel brighter by four times what its mean grows by
    strong, level, more, (*_, i, j) = *(a_number(rng) for _ in range(3)), a_place(rng, GRID)
    grid = GRID.copy()
    grid[0, 0, i, j] += 4 * more
    want[0, 0, i // 2, j // 2] += more
    grid, want = turned(rng, grid, want)
    check_values(student.avg_pool2d(strong * grid - level, 2), strong * want - level)


@pytest.mark.criterion("avg_windows")
def test_average_pooling_in_oblong_windows(student, rng):
    x = rng.normal(size=(2, 3, 7, 10))
    for kernel, stride in (*WINDOWS, (a_pair(rng, 1, 3), None)):
        check_values(student.avg_pool2d(x, kernel, stride), avg_pool2d(x, kernel, stride))


@pytest.mark.criterion("avg_inside")
def test_the_border_is_not_counted(student, rng):
    for kernel, stride, padding in ((2, 1, 1), ((3, 4), (2, 3), (1, 2))):
        x = rng.uniform(1, 2, size=(1, 2, 5, 7))
        check_values(student.avg_pool2d(x, kernel, stride, padding), avg_pool2d(x, kernel, stride, padding))


@pytest.mark.criterion("avg_border")
def test_the_border_is_counted_on_request(student, rng):
    for kernel, stride, padding in (((3, 2), (2, 1), 1), ((4, 3), None, (2, 1))):
        x = rng.uniform(1, 2, size=(1, 2, 5, 7))
        got = student.avg_pool2d(x, kernel, stride, padding, count_include_pad=True)
        check_values(got, avg_pool2d(x, kernel, stride, padding, count_include_pad=True))


@pytest.mark.criterion("gradients_by_hand")
def test_gradients_by_hand(student, rng):
    x, w = np.arange(1.0, 7.0).reshape(1, 1, 2, 3), np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    dx, dw = np.array([[[[10.0, 21.0, 2.0], [30.0, 43.0, 4.0]]]]), np.array([[[[12.0, 23.0], [45.0, 56.0]]]])
    require_gradients(student, (np.array([[[[10.0, 1.0]]]]), x, w), (dx, dw, np.array([11.0])))
    # More arrives everywhere, and still more at the second window, whose pixels and weights alone notice that
    strong, more = a_number(rng), a_number(rng)
    dx, dw = strong * dx, strong * dw + more * x[..., 1:]
    dx[..., 1:] += more * w
    dout = np.array([[[[10 * strong, strong + more]]]])
    require_gradients(student, (dout, x, w), (dx, dw, np.array([11 * strong + more])))


def require_gradients(student, arrays, want):
    for got, expected in zip(gradients(student, *arrays), want, strict=True):
        check_values(got, expected)


def backward_cases(rng, *configurations):
    """Whatever arrives at the output, and the convolution it arrives at."""
    for case in filled(rng, *configurations):
        lines = zip(
            case.x.shape[2:], case.w.shape[2:], both(case.move["stride"]), both(case.move["padding"]), strict=True
        )
        positions = [len(starts(size + 2 * pad, kernel, stride)) for size, kernel, stride, pad in lines]
        dout = rng.normal(size=(len(case.x), len(case.w), *positions))
        yield (dout, case.x, case.w), case.move


@pytest.mark.criterion("gradient_x")
def test_gradient_of_the_image(student, rng):
    overlapping = ((2, 2, 6, 5), (3, 2, 3, 2), {"stride": (2, 1), "padding": (0, 1)})
    for arrays, move in backward_cases(rng, C, overlapping):
        check_values(gradients(student, *arrays, **move)[0], conv2d_backward(*arrays, **move)[0])


@pytest.mark.criterion("gradient_w")
def test_gradient_of_the_weights(student, rng):
    for arrays, move in backward_cases(rng, A, drawn(rng)):
        check_values(gradients(student, *arrays, **move)[1], conv2d_backward(*arrays, **move)[1])


@pytest.mark.criterion("gradient_b")
def test_gradient_of_the_bias(student, rng):
    for arrays, move in backward_cases(rng, A):
        check_values(gradients(student, *arrays, **move)[2], conv2d_backward(*arrays, **move)[2])


@pytest.mark.criterion("pool_gradient_by_hand")
def test_gradient_of_max_pooling_by_hand(student, rng):
    want = np.array([[[[0, 0, 0, 0], [1, 0, 2, 0], [3, 0, 0, 4], [0, 0, 0, 0]]]])
    dout = np.array([[[[1, 2], [3, 4]]]])
    check_values(student.max_pool2d_backward(dout.astype(float), GRID, 2), want.astype(float))
    # Other numbers arrive, and the image is turned with them
    arriving = np.array([0.0, *(a_number(rng) for _ in range(4))])
    dout, grid, want = turned(rng, arriving[dout], GRID, arriving[want])
    check_values(student.max_pool2d_backward(dout, grid, 2), want)


@pytest.mark.criterion("pool_gradient_ties")
def test_a_tie_goes_to_the_first(student, rng):
    x, dout = rng.integers(-2, 0, size=(2, 3, 4, 9)).astype(float), rng.uniform(1, 2, size=(2, 3, 2, 3))
    x[0, 0, 0, :3] = -2, -2, -1  # some window has its first maximum in a column that no square window reaches
    check_values(student.max_pool2d_backward(dout, x, (2, 3)), max_pool2d_backward(dout, x, (2, 3)))


@pytest.mark.criterion("pool_gradient_overlap")
def test_windows_that_overlap_and_leave_out(student, rng):
    for kernel, stride in (((3, 2), 1), ((2, 4), (3, 2))):
        x = rng.permutation(2 * 7 * 8).reshape(1, 2, 7, 8).astype(float)  # windows below zero are in other criteria
        dout = rng.uniform(1, 2, size=max_pool2d(x, kernel, stride).shape)
        got = student.max_pool2d_backward(dout, x, kernel, stride)
        check_values(got, max_pool2d_backward(dout, x, kernel, stride))


def gradients(student, *args, **kwargs):
    """The student's three gradients, once there are three."""
    return the_three(student.conv2d_backward(*args, **kwargs))
