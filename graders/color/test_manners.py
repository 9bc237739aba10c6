"""What holds for every function: element types, small integers, and arguments left alone.

The cases are the mildest of each function, blind to most mistakes: those have criteria of their own.
"""

from __future__ import annotations

import color_cases
import numpy as np
import oracle
import probes as instruments
import pytest
from color_checks import MEAN, as_colors, require_certain, scores

from receptive.grading.checks import a_thing, check, check_close, check_dtype, check_exact


@pytest.mark.criterion("types")
def test_types_of_results(student, probes):
    for dtype in ("uint8", "float32"):
        img = np.zeros((3, 3, 3), dtype=dtype)
        for function in (student.to_gray_mean, student.to_gray_weighted):
            gray = function(img)
            check_close(gray, np.zeros((3, 3)))
            check_dtype(gray, "float64")
        layout = student.hwc_to_chw(img)
        check_close(layout, img)
        check_dtype(layout, dtype)
    check_exact(student.dense_weight_count(1, 1, 1, 1, bias=False), 1)
    kernel = student.gray_as_conv(np.array(MEAN, dtype=np.float32))
    check_close(kernel.reshape(-1) if isinstance(kernel, np.ndarray) else kernel, np.array(MEAN), rtol=1e-6)
    check_dtype(kernel, "float64")
    pair = student.metamer_pair(MEAN)
    as_colors(pair)
    for color in pair:
        check_dtype(color, "uint8")
    got = student.compare_representations(*color_cases.red_and_green(), 3)
    scores(got)
    error = student.equivariance_error(probes.blur(), np.zeros((8, 8)), (1, 1))
    check_close(error, 0.0)
    for number in (*got.values(), error):
        check(type(number) in (float, np.float64), f"the result is {a_thing(number)}, not a float")


@pytest.mark.criterion("integers")
def test_small_integers_neither_overflow_nor_round(student, probes, rng):
    """In the weighted sum, in distances and in differences of images; the mean has its own criterion."""
    img = np.repeat(rng.integers(100, 256, size=(2, 3, 1), dtype=np.uint8), 3, axis=2)
    check_close(student.to_gray_weighted(img), img[:, :, 0].astype(float))
    require_certain(student, color_cases.small_integers(rng), 1.0, 1.0, n_repeats=12)
    dark, light = np.full((8, 8), 10, dtype=np.uint8), np.tile(np.array([1, 9], dtype=np.uint8), (8, 4))
    want = oracle.equivariance_error(instruments.times(light), dark, (1, 1))
    check_close(student.equivariance_error(probes.times(light), dark, (1, 1)), want)


@pytest.mark.criterion("unchanged")
def test_arguments_are_left_alone(student, probes):
    img, weights, (x, y) = np.full((8, 8, 3), 7.0), np.array(MEAN), color_cases.red_and_green()
    leave_alone(student.to_gray_mean, 64, student, img)
    leave_alone(student.to_gray_weighted, 64, student, img, weights)
    leave_alone(student.hwc_to_chw, 192, student, img)
    leave_alone(student.gray_as_conv, 3, student, weights)
    as_colors(leave_alone(student.metamer_pair, None, student, weights))
    scores(leave_alone(student.compare_representations, None, student, x, y, 3))
    error = leave_alone(student.equivariance_error, None, student, probes.blur(), img[:, :, 0], (1, 1))
    check(type(error) in (int, float, np.float64, np.float32), f"the result is {a_thing(error)}, not a number")


def leave_alone(function, size, student, *args):
    """The result of a call, once it has as many numbers as it must and every array of the caller is as it was."""
    there = [student.put(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
    got = function(*there)
    if size is not None:
        check(isinstance(got, np.ndarray) and got.size == size, "the size of the result is wrong")
    for kept, arg in zip(there, args, strict=True):
        if isinstance(arg, np.ndarray):
            now = student.get(kept)
            same = isinstance(now, np.ndarray) and np.array_equal(now, arg)
            check(same, "an array of the caller is changed")
    return got
