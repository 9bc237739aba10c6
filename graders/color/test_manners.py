"""What holds for every function: element types, small integers, and arguments left alone.

The cases are the mildest of each function, blind to most mistakes: those have criteria of their own. Where a value
would not be blind, two are compared: an image that is brighter by a factor gives a result that is larger by it.
"""

from __future__ import annotations

import functools
import math

import color_cases
import numpy as np
import oracle
import probes as instruments
import pytest
from color_checks import MEAN, as_colors, check_values, require_certain, scores

from receptive.grader import a_thing, check, check_close, check_dtype, check_exact


@pytest.mark.criterion("types")
def test_types_of_results(student, probes, rng):
    for dtype in ("uint8", "float32"):
        img, factor = 3 * rng.integers(1, 7, size=(3, 3, 3)), int(rng.integers(2, 5))
        dark, light = img.astype(dtype), (factor * img).astype(dtype)
        for function in (student.to_gray_mean, student.to_gray_weighted):
            gray = function(dark)
            require_proportional(gray, function(light), factor, 9)
            check_dtype(gray, "float64")
        layout = student.hwc_to_chw(dark)
        require_proportional(layout, student.hwc_to_chw(light), factor, 27)
        check_dtype(layout, dtype)
    units = int(rng.integers(1, 100))
    check_exact(student.dense_weight_count(1, 1, 1, units, bias=False), units)
    weights = np.array(color_cases.some_weights(rng), dtype=np.float32)
    kernel = student.gray_as_conv(weights)
    require_numbers(kernel, 3)
    check_close(np.sort(kernel, axis=None), np.sort(weights).astype(float), rtol=1e-6)
    check_dtype(kernel, "float64")
    pair = student.metamer_pair(MEAN)
    as_colors(pair)
    for color in pair:
        check_dtype(color, "uint8")
    got = student.compare_representations(*color_cases.red_and_green(), 3)
    scores(got)
    fn, img, factor = probes.times(rng.uniform(1, 2, size=(8, 8))), rng.uniform(1, 2, size=(8, 8)), rng.uniform(2, 3)
    error, larger = (student.equivariance_error(fn, image, (1, 1)) for image in (img, factor * img))
    require_proportional(error, larger, factor)
    for number in (*got.values(), error):
        told = "the value is right but its type is not: a float is asked"
        check(type(number) in (float, np.float64), told, f"it is {a_thing(number)}")


@pytest.mark.criterion("integers")
def test_small_integers_neither_overflow_nor_round(student, probes, rng):
    """In the weighted sum, in distances and in differences of images; the mean has its own criterion."""
    img = np.repeat(rng.integers(100, 256, size=(2, 3, 1), dtype=np.uint8), 3, axis=2)
    check_values(student.to_gray_weighted(img), img[:, :, 0].astype(float))
    for bright in rng.permutation([True, False]).tolist():
        labelled = color_cases.small_integers(rng, "brightness" if bright else "something else")
        require_certain(student, labelled, float(bright), float(bright), n_repeats=12)
    dark = np.full((8, 8), rng.integers(5, 13), dtype=np.uint8)
    light = np.tile(np.array([1, 9], dtype=np.uint8), (8, 4))
    want = oracle.equivariance_error(instruments.times(light), dark, (1, 1))
    check_values(student.equivariance_error(probes.times(light), dark, (1, 1)), want)


@pytest.mark.criterion("unchanged")
def test_arguments_are_left_alone(student, probes, rng):
    img, factor = rng.uniform(100, 200, size=(8, 8, 3)), rng.uniform(2, 3)
    weights = np.array(color_cases.some_weights(rng))
    fn = probes.times(rng.uniform(1, 2, size=(8, 8)))
    for function, size, image, *others in (
        (student.to_gray_mean, 64, img),
        (student.to_gray_weighted, 64, img, weights),
        (student.hwc_to_chw, 192, img),
        (functools.partial(student.equivariance_error, fn), 1, img[:, :, 0], (1, 1)),
    ):
        once, more = (leave_alone(function, student, each, *others) for each in (image, factor * image))
        require_proportional(once, more, factor, size)
    kernel = leave_alone(student.gray_as_conv, student, weights)
    require_numbers(kernel, 3)
    check_values(float(np.sum(kernel, dtype=float)), float(weights.sum()))
    as_colors(leave_alone(student.metamer_pair, student, weights))
    scores(leave_alone(student.compare_representations, student, *color_cases.red_and_green(), 3))


def require_proportional(once, more, factor, size=1):
    """Of an image that is brighter by the factor the result is larger by it (roughly, if rounded), and not zero."""
    for got in (once, more):
        require_numbers(got, size)
    once, more = (np.asarray(got, dtype=float).reshape(-1) for got in (once, more))
    check(once.any(), "the result is zero where it cannot be")
    check_close(more, factor * once, rtol=0.02)


def require_numbers(got, size):
    """As many as there must be, in whatever shape and type."""
    shape = got.shape if isinstance(got, np.ndarray) else ()
    check(math.prod(shape) == size, "the size of the result is wrong")
    check_close(got, np.zeros(shape) if shape else 0.0, atol=math.inf)


def leave_alone(function, student, *args):
    """The result of a call, once every array of the caller is as it was."""
    there = [student.put(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
    got = function(*there)
    for kept, arg in zip(there, args, strict=True):
        if isinstance(arg, np.ndarray):
            now = student.get(kept)
            same = isinstance(now, np.ndarray) and np.array_equal(now, arg)
            check(same, "an array of the caller is changed")
    return got
