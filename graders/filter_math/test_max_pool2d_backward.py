"""Criteria of `max_pool2d_backward`; and of all exercises: the types of results, arguments left alone."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator

from receptive.grader import Mismatch, a_thing, check, check_close, check_dtype

from .avg_pool2d import avg_pool2d
from .cases import GRID, a_number, turned
from .conv2d import conv2d
from .conv2d_backward import conv2d_backward
from .convolve2d import convolve2d
from .cross_correlate2d import cross_correlate2d
from .im2col import im2col
from .images import Array
from .max_pool2d import max_pool2d
from .max_pool2d_backward import max_pool2d_backward
from .patch_dot import patch_dot
from .results import check_values, pairs
from .zero_pad2d import zero_pad2d

# Every exercise that takes arrays, with its arguments: a shape stands for an array of that shape. They are the mildest
# of each, blind to flips, swaps and forgotten channels: those have criteria of their own.
PLANE, PLANES, SQUARE, ONE = (5, 5), (1, 1, 5, 5), (1, 1, 3, 3), (1, 1, 1, 1)
CALLS: dict[str, tuple[Any, ...]] = {
    "patch_dot": ((1, 2, 2), (1, 2, 2)),
    "cross_correlate2d": (PLANE, (3, 3)),
    "convolve2d": (PLANE, (3, 3)),
    "zero_pad2d": (PLANES, 1),
    "conv2d": (PLANES, SQUARE, (1,)),
    "im2col": (PLANES, 3),
    "conv2d_im2col": (PLANES, SQUARE, (1,)),
    "max_pool2d": (PLANES, 1),
    "avg_pool2d": (PLANES, 5),
    "conv2d_backward": (ONE, SQUARE, SQUARE),
    "max_pool2d_backward": (SQUARE, PLANES, 1, 2),
}
ANSWERS: tuple[Callable[..., Any], ...] = (
    *(patch_dot, cross_correlate2d, convolve2d, zero_pad2d, conv2d, im2col, conv2d, max_pool2d, avg_pool2d),
    *(conv2d_backward, max_pool2d_backward),
)
RIGHT = dict(zip(CALLS, ANSWERS, strict=True))


@pytest.mark.criterion("pool_gradient_by_hand")
def test_gradient_of_max_pooling_by_hand(student: Any, rng: Generator) -> None:
    want = np.array([[[[0, 0, 0, 0], [1, 0, 2, 0], [3, 0, 0, 4], [0, 0, 0, 0]]]])
    dout = np.array([[[[1, 2], [3, 4]]]])
    check_values(student.max_pool2d_backward(dout.astype(float), GRID, 2), want.astype(float))
    # Other numbers arrive, and the image is turned with them
    arriving = np.array([0.0, *(a_number(rng) for _ in range(4))])
    dout, grid, want = turned(rng, arriving[dout], GRID, arriving[want])
    check_values(student.max_pool2d_backward(dout, grid, 2), want)


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
    for name in CALLS:
        args = constants(name, rng.integers(2, 60, size=3).tolist())
        for got, expected in pairs(getattr(student, name)(*args), RIGHT[name](*args)):
            check_close(got, expected)
            if name == "patch_dot":
                told = "the value is right but its type is not: a float is asked"
                check(type(got) in (float, np.float64), told, f"it is {a_thing(got)}")
            else:
                check_dtype(got, "float32" if name == "zero_pad2d" else "float64")
    check_dtype(student.design_kernel("identity"), "float64")


def constants(name: str, numbers: Sequence[float]) -> tuple[Any, ...]:
    """A function's arguments in single precision: each array is filled with one number, and the bias is zero."""
    fill = {(1,): 0.0}
    return tuple(
        np.full(argument, fill.get(argument, number), dtype=np.float32) if isinstance(argument, tuple) else argument
        for argument, number in zip(CALLS[name], (*numbers, None), strict=False)
    )


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
        args = [factor * arg if number == 0 or np.shape(arg) == (1,) else arg for number, arg in enumerate(args)]
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
    want = RIGHT[name](*constants(name, (1.0, 1.0, 1.0)))
    return tuple(0.0 * each for each in want) if isinstance(want, tuple) else 0.0 * want
