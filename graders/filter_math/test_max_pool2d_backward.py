"""Criteria of `max_pool2d_backward`; and of all exercises: the types of results, arguments left alone."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from receptive.grader import Mismatch, a_thing, check, check_close, check_dtype

from .cases import GRID, OBLONG, a_number, turned
from .detector_maps import detector
from .images import Array
from .max_pool2d import max_pool2d
from .max_pool2d_backward import max_pool2d_backward
from .mild import BIAS, CALLS, RIGHT, constants
from .results import check_values, pairs


@pytest.mark.criterion("pool_gradient_by_hand")
def test_gradient_of_max_pooling_by_hand(student: Any, rng: Generator) -> None:
    want = np.array([[[[0, 0, 0, 0], [1, 0, 2, 0], [3, 0, 0, 4], [0, 0, 0, 0]]]])
    dout = np.array([[[[1, 2], [3, 4]]]])
    check_values(student.max_pool2d_backward(dout.astype(float), GRID, 2), want.astype(float))
    # Other numbers arrive, and the image is turned with them
    arriving = np.array([0.0, *(a_number(rng) for _ in range(4))])
    dout, grid, want = turned(rng, arriving[dout], GRID, arriving[want])
    check_values(student.max_pool2d_backward(dout, grid, 2), want)


@pytest.mark.criterion("pool_gradient_pairs")
def test_gradient_of_windows_and_strides_that_are_pairs(student: Any, rng: Generator) -> None:
    for strong in (1.0, a_number(rng)):
        dout = strong * np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
        want = np.zeros((1, 1, *OBLONG.shape))
        # Of two windows 14 is the largest, and so is 20
        for place, arrives in (((0, 1), 1 + 2), ((1, 4), 3), ((3, 2), 4), ((2, 3), 5 + 6)):
            want[0, 0][place] = strong * arrives
        check_values(student.max_pool2d_backward(dout, OBLONG[None, None], (2, 3), (2, 1)), want)


@pytest.mark.criterion("pool_gradient_ties")
def test_a_tie_goes_to_the_first(student: Any, rng: Generator) -> None:
    x, dout = rng.integers(-2, 0, size=(2, 3, 4, 9)).astype(float), rng.uniform(1, 2, size=(2, 3, 2, 3))
    x[0, 0, 0, :3] = -2, -2, -1  # some window has its first maximum in a column that no square window reaches
    check_values(student.max_pool2d_backward(dout, x, (2, 3)), max_pool2d_backward(dout, x, (2, 3)))


@pytest.mark.criterion("pool_gradient_overlap")
def test_windows_that_overlap_and_leave_out(student: Any, rng: Generator) -> None:
    for kernel, stride in (((3, 2), 1), ((2, 4), (3, 2))):
        x = rng.permutation(2 * 7 * 8).reshape(1, 2, 7, 8).astype(float)  # windows below zero are in other criteria
        dout = rng.uniform(1, 2, size=max_pool2d(x, kernel, stride).shape)
        got = student.max_pool2d_backward(dout, x, kernel, stride)
        check_values(got, max_pool2d_backward(dout, x, kernel, stride))


@pytest.mark.criterion("types")
def test_results_are_float64(student: Any, rng: Generator) -> None:
    numbers = rng.integers(2, 60, size=3).tolist()
    for name in CALLS:
        for dtype in ("float32", "uint8", "int64"):
            args = constants(name, numbers, dtype)
            for got, expected in pairs(getattr(student, name)(*args), RIGHT[name](*args)):
                if dtype == "float32":  # whether integers are computed rightly is another criterion
                    check_close(got, expected)
                require_type(got, name, dtype)
    check_dtype(student.zero_pad2d(*constants("zero_pad2d", numbers, "float64")), "float64")
    check_dtype(student.design_kernel("identity"), "float64")
    made = student.build_detector("corner")
    detector(made)
    for array in made[:2]:
        check_dtype(array, "float64")


def require_type(got: object, name: str, dtype: str) -> None:
    if name == "patch_dot":
        told = "the value is right but its type is not: a float is asked"
        check(type(got) in (float, np.float64), told, f"it is {a_thing(got)}")
    else:
        check_dtype(got, dtype if name == "zero_pad2d" else "float64")


@pytest.mark.criterion("unchanged")
def test_arguments_are_left_alone(student: Any, rng: Generator) -> None:
    """Each function is also called with its first array (and a bias) multiplied: the result must be as well."""
    shapes = {shape for args in CALLS.values() for shape in args if isinstance(shape, tuple)}
    arrays, factor = {shape: rng.normal(size=shape) for shape in sorted(shapes)}, float(rng.uniform(2, 3))
    results = left_alone(student, arrays, *CALLS)
    if results is None:
        for name in CALLS:
            check(left_alone(student, arrays, name) is not None, f"{name} changes an array of its caller")
        raise Mismatch("an array of the caller is changed")
    for name, result in zip(CALLS, results, strict=True):
        args = [arrays.get(argument, argument) for argument in CALLS[name]]
        args = [factor * arg if number == 0 or np.shape(arg) == BIAS else arg for number, arg in enumerate(args)]
        require_proportional(name, result, getattr(student, name)(*args), factor)


def left_alone(student: Any, arrays: dict[tuple[int, ...], Array], *names: str) -> list[Any] | None:
    """What these functions give, called one after the other; None if they do not leave their arguments as they were."""
    there = {shape: student.put(array) for shape, array in arrays.items()}
    results = [getattr(student, name)(*(there.get(argument, argument) for argument in CALLS[name])) for name in names]
    now = {shape: student.get(kept) for shape, kept in there.items()}
    same = all(isinstance(now[shape], np.ndarray) and np.array_equal(now[shape], arrays[shape]) for shape in arrays)
    return results if same else None


def require_proportional(name: str, once: object, larger: object, factor: float) -> None:
    """Both have the right shape, the second is the first times the factor, and neither is zero."""
    blank = blank_result(name)
    for (got, zeros), (more, _) in zip(pairs(once, blank), pairs(larger, blank), strict=True):
        check_close(got, zeros, atol=math.inf)
        values = np.asarray(got, dtype=np.float64)
        check(values.any(), f"the result of {name} is zero where it cannot be")
        check_values(more, factor * values)


@functools.cache
def blank_result(name: str) -> Any:
    """Zeros in the shape of the result."""
    want = RIGHT[name](*constants(name, (1.0, 1.0, 1.0), "float64"))
    return tuple(0.0 * each for each in want) if isinstance(want, tuple) else 0.0 * want
