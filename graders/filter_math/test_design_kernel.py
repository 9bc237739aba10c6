"""Criteria of `design_kernel`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from receptive.grader import check, check_close

from .cross_correlate2d import cross_correlate2d
from .images import Array, is_finite_array


@pytest.mark.criterion("keep_and_blur")
def test_kernels_that_keep_and_blur(student: Any) -> None:
    middle = np.zeros((3, 3))
    middle[1, 1] = 1.0
    for behaviour, want in (("identity", middle), ("blur", np.full((3, 3), 1 / 9))):
        check_close(designed(student, behaviour), want, rtol=1e-6)


@pytest.mark.criterion("shift")
def test_kernels_that_shift(student: Any, rng: Generator) -> None:
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
def test_kernels_that_find_edges(student: Any) -> None:
    left_right = np.repeat([[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]], 5, axis=0)
    for behaviour, step in (("vertical_edge", left_right), ("horizontal_edge", left_right.T)):
        kernel = designed(student, behaviour)
        tiny, plain = 1e-9 * np.abs(kernel).sum(), np.ones((5, 5))
        check(np.abs(cross_correlate2d(plain, kernel)).max() <= tiny, f"{behaviour} responds where nothing changes")
        check(np.abs(cross_correlate2d(step, kernel)).max() > 1e6 * tiny, f"{behaviour} is silent on its own edge")
        check(np.abs(cross_correlate2d(step.T, kernel)).max() <= tiny, f"{behaviour} responds to the other edge too")


@pytest.mark.criterion("sharpen")
def test_a_kernel_that_sharpens(student: Any) -> None:
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


def designed(student: Any, behaviour: str) -> Array:
    """The student's kernel in float64, once it is one at all."""
    kernel = student.design_kernel(behaviour)
    check(is_finite_array(kernel, (3, 3)), f"the kernel for {behaviour} is not a 3×3 array of finite numbers")
    numbers: Array = kernel.astype(np.float64)
    check(np.abs(numbers).max() < 1e9, f"the numbers of the kernel for {behaviour} are out of all proportion")
    return numbers
