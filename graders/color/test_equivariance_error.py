"""Criteria of `equivariance_error`, and what holds for every function of the topic.

Functions of images run in the worker; what they do is worked out here too. Element types, small integers and arguments
left alone are asked of the mildest cases of each function, blind to most mistakes: those have criteria of their own.
Where a value would not be blind, two are compared: an image that is brighter by a factor gives a result that is larger
by it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from receptive.grader import a_thing, check, check_close, check_dtype, check_exact

from . import probes as instruments
from .compare_representations import require_certain
from .equivariance_error import equivariance_error
from .images import Array, red_and_green, small_integers
from .results import as_colors, check_values, scores
from .weights import MEAN, a_number, some_weights


@pytest.mark.criterion("shift_by_hand")
def test_a_blur_and_a_ramp(student: Any, probes: Any, rng: Generator) -> None:
    """A blur moves with the image. Column j times j does not: one step to the right makes a difference of 1."""
    img, ramp = np.ones((12, 12)), np.tile(np.arange(12.0), (12, 1))
    check_values(student.equivariance_error(probes.blur(), img, (1, 1)), 0.0)
    check_values(student.equivariance_error(probes.times(ramp), img, (0, 1)), 1.0)
    check_values(student.equivariance_error(probes.times(ramp.T), img, (2, 0)), 2.0)
    # A steeper ramp, a brighter image, a longer way: each makes the difference as many times larger
    steep, light, rows = a_number(rng), a_number(rng), int(rng.integers(1, 4))
    moving = probes.times(steep * ramp.T)
    check_values(student.equivariance_error(moving, light * img, (rows, 0)), steep * light * rows)


@pytest.mark.criterion("shift_oblong")
def test_a_slope_on_an_oblong_image(student: Any, probes: Any, rng: Generator) -> None:
    """Three more a row down, one more a column to the right: only the right mix of both ways makes 1."""
    img, (rows, columns) = np.ones((10, 16)), np.ogrid[:10, :16]
    for steep in (1.0, a_number(rng)):
        slope = probes.times(steep * (3.0 * rows + columns))
        check_values(student.equivariance_error(slope, img, (1, -2)), steep)
        check_values(student.equivariance_error(slope, img, (2, 1)), 7 * steep)


@pytest.mark.criterion("shift_direction")
def test_rows_first_and_down_and_right_are_positive(student: Any, probes: Any, rng: Generator) -> None:
    """A bright dot in the middle: how much its factor changes tells where it has gone, and the border has no say."""
    img, (rows, columns) = np.zeros((12, 16)), np.ogrid[:12, :16]
    img[5, 7] = rng.uniform(1, 2)
    factors = rng.uniform(1, 2) * rows**2 + rng.uniform(3, 4) * columns**2
    fn, own = probes.times(factors), instruments.times(factors)
    for shift in ((1, -1), (-1, 0), (0, 1)):
        require_error(student, fn, own, img, shift)


@pytest.mark.criterion("shift_border")
def test_the_border_that_is_left_out(student: Any, probes: Any, rng: Generator) -> None:
    """The factors grow towards all corners, so the largest difference is where the border ends."""
    factors, img = growing_outwards(12, 16), rng.uniform(1, 2, size=(12, 16))
    fn, own = probes.times(factors), instruments.times(factors)
    for shift in ((1, 2), (-2, 1)):
        require_error(student, fn, own, img, shift)
    require_error(student, probes.blur(), instruments.blur(), img, (1, 1))
    # Of nine rows the middle one is left; the row after it would show a larger difference
    img, factors = rng.uniform(1, 2, size=(9, 11)), np.arange(9.0)[:, None] ** 6 + rng.uniform(1, 2, size=(9, 11))
    require_error(student, probes.times(factors), instruments.times(factors), img, (4, 1))
    # Three rows that do not move have no border: a slice that ends at -0 is empty
    img, factors = rng.uniform(1, 2, size=(3, 9)), rng.uniform(1, 2, size=(3, 9))
    require_error(student, probes.times(factors), instruments.times(factors), img, (0, 1))


@pytest.mark.criterion("shift_zero_fill")
def test_zeros_come_in(student: Any, probes: Any, rng: Generator) -> None:
    """The mean of the whole image notices what the shift brings in."""
    img, fn, own = rng.uniform(1, 2, size=(12, 16)), probes.from_the_mean(), instruments.from_the_mean()
    for shift in ((1, 0), (-2, 3)):
        require_error(student, fn, own, img, shift)


@pytest.mark.criterion("shift_color")
def test_images_of_three_channels(student: Any, probes: Any, rng: Generator) -> None:
    single, outwards = rng.uniform(1, 2, size=(8, 12, 3)).astype(np.float32), growing_outwards(8, 12)
    # The largest difference is above zero with the ones, below with the others
    for img, factors in ((single, outwards), (single.astype(float), -outwards)):
        require_error(student, probes.times(factors), instruments.times(factors), img, (1, -1))
        require_error(student, probes.gray_times(factors), instruments.gray_times(factors), img, (-1, 2))


def require_error(student: Any, fn: Any, own: instruments.ImageFunction, img: Array, shift: tuple[int, int]) -> None:
    """`fn` is the instrument in the worker, `own` the same one here."""
    check_values(student.equivariance_error(fn, img, shift), equivariance_error(own, img, shift))


def growing_outwards(height: int, width: int) -> Array:
    """Factors that grow towards all corners."""
    down, right = np.abs(np.arange(height) - (height - 1) / 2), np.abs(np.arange(width) - (width - 1) / 2)
    return np.outer(down, right) ** 2


@pytest.mark.criterion("types")
def test_types_of_results(student: Any, probes: Any, rng: Generator) -> None:
    for dtype in ("uint8", "int64", "float32", "float64"):
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
    weights = np.array(some_weights(rng), dtype=np.float32)
    kernel = student.gray_as_conv(weights)
    require_numbers(kernel, 3)
    check_close(np.sort(kernel, axis=None), np.sort(weights).astype(float), rtol=1e-6)
    check_dtype(kernel, "float64")
    pair = student.metamer_pair(MEAN)
    as_colors(pair)
    for color in pair:
        check_dtype(color, "uint8")
    got = student.compare_representations(*red_and_green(), 3)
    scores(got)
    fn, image, more = probes.times(rng.uniform(1, 2, size=(8, 8))), rng.uniform(1, 2, size=(8, 8)), rng.uniform(2, 3)
    error, larger = (student.equivariance_error(fn, each, (1, 1)) for each in (image, more * image))
    require_proportional(error, larger, more)
    for number in (*got.values(), error):
        told = "the value is right but its type is not: a float is asked"
        check(type(number) in (float, np.float64), told, f"it is {a_thing(number)}")


@pytest.mark.criterion("integers")
def test_small_integers_neither_overflow_nor_round(student: Any, probes: Any, rng: Generator) -> None:
    """In the weighted sum, in distances and in differences of images; the mean has its own criterion."""
    img = np.repeat(rng.integers(100, 256, size=(2, 3, 1), dtype=np.uint8), 3, axis=2)
    weights = (0.25, 0.5, 0.25)  # products and sums of these are exact, in whatever order: nothing is cut off by luck
    check_values(student.to_gray_weighted(img, weights), img[:, :, 0].astype(float))
    for bright in rng.permutation([True, False]).tolist():
        labeled = small_integers(rng, "brightness" if bright else "something else")
        require_certain(student, labeled, float(bright), float(bright), n_repeats=12)
    for dtype in (np.uint8, np.int64):
        dark = np.full((8, 8), rng.integers(5, 13), dtype=dtype)
        light = np.tile(np.array([1, 9], dtype=dtype), (8, 4))
        want = equivariance_error(instruments.times(light), dark, (1, 1))
        check_values(student.equivariance_error(probes.times(light), dark, (1, 1)), want)


@pytest.mark.criterion("unchanged")
def test_arguments_are_left_alone(student: Any, probes: Any, rng: Generator) -> None:
    img, factor = rng.uniform(100, 200, size=(8, 8, 3)), rng.uniform(2, 3)
    weights = np.array(some_weights(rng))
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
    scores(leave_alone(student.compare_representations, student, *red_and_green(), 3))


def require_proportional(once: Any, more: Any, factor: float, size: int = 1) -> None:
    """Of an image that is brighter by the factor the result is larger by it (roughly, if rounded), and not zero."""
    for got in (once, more):
        require_numbers(got, size)
    once, more = (np.asarray(got, dtype=float).reshape(-1) for got in (once, more))
    check(once.any(), "the result is zero where it cannot be")
    check_close(more, factor * once, rtol=0.02)


def require_numbers(got: Any, size: int) -> None:
    """As many as there must be, in whatever shape and type."""
    shape = got.shape if isinstance(got, np.ndarray) else ()
    check(math.prod(shape) == size, "the size of the result is wrong")
    check_close(got, np.zeros(shape) if shape else 0.0, atol=math.inf)


def leave_alone(function: Callable[..., Any], student: Any, *args: Any) -> Any:
    """The result of a call, once every array of the caller is as it was."""
    there = [student.put(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
    got = function(*there)
    for kept, arg in zip(there, args, strict=True):
        if isinstance(arg, np.ndarray):
            now = student.get(kept)
            same = isinstance(now, np.ndarray) and np.array_equal(now, arg)
            check(same, "an array of the caller is changed")
    return got
