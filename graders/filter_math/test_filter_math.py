"""One window, one plane, the border: what every later function is made of."""

from __future__ import annotations

import numpy as np
import pytest
from filter_cases import a_number, a_pair, a_place, a_plane_and_kernel, check_values
from oracle import convolve2d, cross_correlate2d, patch_dot, zero_pad2d

from receptive.grader import Refusals, check, check_close

PLANE = np.array([[1.0, 0.0, 2.0, 1.0], [3.0, 1.0, 0.0, 2.0], [0.0, 2.0, 1.0, 1.0]])
KERNEL = np.array([[1.0, 2.0], [0.0, -1.0]])


@pytest.mark.criterion("patch_by_hand")
def test_one_patch_by_hand(student, rng):
    patch = np.array([[[1.0, 2.0], [0.0, 3.0]], [[2.0, 1.0], [1.0, 0.0]]])
    kernel = np.array([[[1.0, 0.0], [2.0, 1.0]], [[-1.0, 1.0], [3.0, 2.0]]])
    check_values(student.patch_dot(patch, kernel, 0.5), 6.5)
    # Products grow with both factors, and a weight that is larger counts its pixel as many times more
    bright, strong, more, bias = (a_number(rng) for _ in range(4))
    place = a_place(rng, kernel)
    got = student.patch_dot(bright * patch, strong * with_more(kernel, place, more), bias)
    check_values(got, bright * strong * (6 + more * patch[place]) + bias)


@pytest.mark.criterion("patch_deep")
def test_a_patch_of_many_channels(student, rng):
    for shape, bias in (((4, 2, 3), float(rng.normal())), ((3, 4, 1), 0.0)):
        patch, kernel = rng.normal(size=shape), rng.normal(size=shape)
        got = student.patch_dot(patch, kernel, bias) if bias else student.patch_dot(patch, kernel)
        check_values(got, patch_dot(patch, kernel, bias))


@pytest.mark.criterion("correlate_by_hand")
def test_cross_correlation_by_hand(student, rng):
    want = np.array([[0.0, 4.0, 2.0], [3.0, 0.0, 3.0]])
    check_values(student.cross_correlate2d(PLANE, KERNEL), want)
    bright, more, (u, v) = a_number(rng), a_number(rng), a_place(rng, KERNEL)
    want += more * PLANE[u : u + 2, v : v + 3]
    check_values(student.cross_correlate2d(bright * PLANE, with_more(KERNEL, (u, v), more)), bright * want)


def with_more(kernel, place, more):
    """The kernel with one weight that is larger: each result grows by that, times the pixel that this weight meets."""
    kernel = kernel.copy()
    kernel[place] += more
    return kernel


@pytest.mark.criterion("correlate_oblong")
def test_oblong_planes_and_kernels(student, rng):
    for size, kernel in (a_plane_and_kernel(rng), ((3, 4), (3, 4))):
        x, k = rng.normal(size=size), rng.normal(size=kernel)
        check_values(student.cross_correlate2d(x, k), cross_correlate2d(x, k))


@pytest.mark.criterion("convolve_by_hand")
def test_convolution_by_hand(student, rng):
    want = np.array([[6.0, 2.0, 0.0], [-1.0, 4.0, 3.0]])
    check_values(student.convolve2d(PLANE, KERNEL), want)
    bright, more, (u, v) = a_number(rng), a_number(rng), a_place(rng, KERNEL)
    want += more * PLANE[1 - u : 3 - u, 1 - v : 4 - v]
    check_values(student.convolve2d(bright * PLANE, with_more(KERNEL, (u, v), more)), bright * want)


@pytest.mark.criterion("convolve_oblong")
def test_the_kernel_is_flipped_on_both_axes(student, rng):
    # Wider than high: the kernel has more places along the rows than down
    x, k = rng.normal(size=sorted(a_pair(rng, 4, 7))), rng.normal(size=(3, 2))
    check_values(student.convolve2d(x, k), convolve2d(x, k))


@pytest.mark.criterion("keep_and_blur")
def test_kernels_that_keep_and_blur(student):
    middle = np.zeros((3, 3))
    middle[1, 1] = 1.0
    for behaviour, want in (("identity", middle), ("blur", np.full((3, 3), 1 / 9))):
        check_close(designed(student, behaviour), want, rtol=1e-6)


@pytest.mark.criterion("shift")
def test_kernels_that_shift(student, rng):
    image = rng.normal(size=(5, 7))
    moved = {
        "shift_right": image[1:-1, :-2],
        "shift_left": image[1:-1, 2:],
        "shift_down": image[:-2, 1:-1],
        "shift_up": image[2:, 1:-1],
    }
    for behaviour, want in moved.items():
        check_close(cross_correlate2d(image, designed(student, behaviour)), want)


@pytest.mark.criterion("edges")
def test_kernels_that_find_edges(student):
    left_right = np.repeat([[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]], 5, axis=0)
    for behaviour, step in (("vertical_edge", left_right), ("horizontal_edge", left_right.T)):
        kernel = designed(student, behaviour)
        tiny, plain = 1e-9 * np.abs(kernel).sum(), np.ones((5, 5))
        check(np.abs(cross_correlate2d(plain, kernel)).max() <= tiny, f"{behaviour} responds where nothing changes")
        check(np.abs(cross_correlate2d(step, kernel)).max() > 1e6 * tiny, f"{behaviour} is silent on its own edge")
        check(np.abs(cross_correlate2d(step.T, kernel)).max() <= tiny, f"{behaviour} responds to the other edge too")


@pytest.mark.criterion("sharpen")
def test_a_kernel_that_sharpens(student):
    kernel = designed(student, "sharpen")
    check_close(cross_correlate2d(np.full((4, 5), 7.0), kernel), np.full((2, 3), 7.0), rtol=1e-6)
    step, spot = np.repeat([[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]], 6, axis=0), np.zeros((5, 5))
    spot[2, 2] = 1.0
    for edge in (step, step.T):
        response = cross_correlate2d(edge, kernel)
        check(response.max() > 1.01 and response.min() < -0.01, "sharpen does not make the two sides differ more")
    response = cross_correlate2d(spot, kernel)
    check(response[1, 1] > 1.01, "sharpen does not make a bright spot brighter in its place")
    check(response[1, 1] == np.abs(response).max(), "sharpen moves a bright spot")


@pytest.mark.criterion("pad_by_hand")
def test_a_border_by_hand(student, rng):
    for row in ([1.0, 2.0], [a_number(rng) for _ in range(rng.integers(3, 7))]):
        nothing = [0.0] * (len(row) + 2)
        check_values(student.zero_pad2d(np.array([row]), 1), np.array([nothing, [0.0, *row, 0.0], nothing]))


@pytest.mark.criterion("pad_leading")
def test_only_the_last_two_axes_are_padded(student, rng):
    x = rng.normal(size=(2, 3, 2, 4))
    check_values(student.zero_pad2d(x, 2), zero_pad2d(x, 2))


@pytest.mark.criterion("pad_sides")
def test_a_pad_of_its_own_for_each_side(student, rng):
    for shape, pad in (((3, 4), (2, 0)), ((2, 3, 4), ((0, 2), (3, 1)))):
        x = rng.normal(size=shape)
        check_values(student.zero_pad2d(x, pad), zero_pad2d(x, pad))


@pytest.mark.criterion("validation")
def test_impossible_input_is_refused(student, rng):
    # Wider than high: an answer comes even from who counts rows only or takes a kernel for a square
    refuses, (height, width) = refusing(student.cross_correlate2d), sorted(a_pair(rng, 4, 7))
    plane, k, extra = rng.normal(size=(height, width)), rng.normal(size=(2, 3)), int(rng.integers(1, 4))
    refuses(ValueError, "x", plane[None, None], plane, k)
    refuses(ValueError, "k", rng.normal(size=(2, width + extra)), plane, k)
    refuses(ValueError, "k", rng.normal(size=(height + extra, 3)), plane, rng.normal(size=plane.shape))
    refuses(TypeError, "k", None, plane, k)
    refuses, least = refusing(student.conv2d), int(rng.integers(-3, 0))
    channels, filters = a_pair(rng, 1, 4)
    x, w = rng.normal(size=(1, channels, height, width)), rng.normal(size=(filters, channels, 2, 3))
    refuses(ValueError, "w", rng.normal(size=(filters, channels + extra, 2, 3)), x, w)
    refuses(
        ValueError, "w", rng.normal(size=(filters, channels, 3, 1)), x, w[..., :1].copy(), dilation=(height + 1) // 2
    )
    refuses(ValueError, "w", rng.normal(size=(filters, channels, height + 3, 1)), x, w, padding=1)
    refuses(ValueError, "b", rng.normal(size=filters + extra), x, w, rng.normal(size=filters))
    refuses(ValueError, "stride", 0, x, w, stride=extra)
    refuses(ValueError, "padding", (extra, least), x, w, padding=(0, extra))
    refuses(ValueError, "dilation", least + 1, x, w, dilation=1)
    refuses(TypeError, "stride", extra + 0.5, x, w, stride=extra)
    refuses(TypeError, "x", None, x, w)
    refuses(TypeError, "w", None, x, w)


def refusing(function):
    """Asks for refusals of one function; the same call with a possible value must give an array, whatever is in it."""
    refusals, places = Refusals(function), {"x": 0, "k": 1, "w": 1, "b": 2}

    def refuses(error, argument, impossible, *args, **options):
        got = function(*args, **options)
        check(isinstance(got, np.ndarray) and got.dtype.kind in "iuf", "possible input gives no array of numbers")
        call = list(args)
        if argument in places:
            call[places[argument]] = impossible
        else:
            options[argument] = impossible
        refusals.check(*call, error=error, argument=argument, **options)

    return refuses


def designed(student, behaviour):
    """The student's kernel in float64, once it is one at all."""
    kernel = student.design_kernel(behaviour)
    right = isinstance(kernel, np.ndarray) and kernel.shape == (3, 3) and kernel.dtype.kind in "iuf"
    check(right and np.isfinite(kernel).all(), f"the kernel for {behaviour} is not a 3×3 array of finite numbers")
    kernel = kernel.astype(np.float64)
    check(np.abs(kernel).max() < 1e9, f"the numbers of the kernel for {behaviour} are out of all proportion")
    return kernel
