"""What holds for every function: element types, memory layouts, and arguments left alone.

The cases are the mildest of each function, blind to flips, swaps and forgotten channels:
those have criteria of their own.
"""

from __future__ import annotations

import functools
import math

import numpy as np
import oracle
import pytest
from filter_cases import check_values, strided, the_three

from receptive.grader import a_thing, check, check_close, check_dtype

# The name of every function that takes arrays, and its arguments: a shape stands for an array of that shape.
PLANE, PLANES, SQUARE, ONE = (5, 5), (1, 1, 5, 5), (1, 1, 3, 3), (1, 1, 1, 1)
CALLS = {
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


def meaning(name):
    """The oracle's function of that name."""
    return getattr(oracle, "conv2d" if name == "conv2d_im2col" else name)


def pairs(got, want):
    """Each array that came back beside the one it should be."""
    return zip(the_three(got), want, strict=True) if isinstance(want, tuple) else [(got, want)]


@pytest.mark.criterion("types")
def test_results_are_float64(student, rng):
    for name in CALLS:
        args = constants(name, rng.integers(2, 60, size=3).tolist())
        for got, expected in pairs(getattr(student, name)(*args), meaning(name)(*args)):
            check_close(got, expected)
            if name == "patch_dot":
                told = "the value is right but its type is not: a float is asked"
                check(type(got) in (float, np.float64), told, f"it is {a_thing(got)}")
            else:
                check_dtype(got, "float32" if name == "zero_pad2d" else "float64")
    check_dtype(student.design_kernel("identity"), "float64")


def constants(name, numbers):
    """A function's arguments in single precision: each array is filled with one number, and the bias is zero."""
    fill = {(1,): 0.0}
    return tuple(
        np.full(argument, fill.get(argument, number), dtype=np.float32) if isinstance(argument, tuple) else argument
        for argument, number in zip(CALLS[name], (*numbers, None), strict=False)
    )


@pytest.mark.criterion("integers")
def test_small_integers_neither_overflow_nor_round(student, rng):
    image, dark = rng.integers(100, 256, size=PLANE, dtype=np.uint8), np.full((3, 3), -100, dtype=np.int8)
    batch, weights, tenth = image[None, None], dark[None, None], np.full(SQUARE, 0.1)
    dout = np.full(ONE, 100, dtype=np.int8)
    for name, args in (
        ("patch_dot", (batch[0, :, :3, :3], weights[0])),
        ("cross_correlate2d", (image, image[:1, :1])),
        ("conv2d", (batch, tenth)),
        ("avg_pool2d", (batch, 5)),
        ("conv2d_backward", (dout, batch[:, :, :3, :3], weights)),
    ):
        for got, expected in pairs(getattr(student, name)(*args), meaning(name)(*args)):
            check_values(got, expected)


@pytest.mark.criterion("layouts")
def test_memory_layouts(student, rng):
    x, even = rng.normal(size=PLANES), np.ones(SQUARE)
    for laid_out in (np.asfortranarray(x), strided(x)):
        check_values(student.conv2d(laid_out, even), oracle.conv2d(x, even))
        check_values(student.im2col(laid_out, 3), oracle.im2col(x, 3))


@pytest.mark.criterion("unchanged")
def test_arguments_are_left_alone(student, rng):
    """Each function is also called with its first array (and a bias) multiplied: the result must be as well."""
    shapes = {shape for args in CALLS.values() for shape in args if isinstance(shape, tuple)}
    arrays, factor = {shape: rng.normal(size=shape) for shape in sorted(shapes)}, float(rng.uniform(2, 3))
    results = left_alone(student, arrays, *CALLS)
    if results is None:
        for name in CALLS:
            check(left_alone(student, arrays, name) is not None, f"{name} changes an array of its caller")
        check(False, "an array of the caller is changed")
    for name, result in zip(CALLS, results, strict=True):
        args = [arrays.get(argument, argument) for argument in CALLS[name]]
        args = [factor * arg if number == 0 or np.shape(arg) == (1,) else arg for number, arg in enumerate(args)]
        require_proportional(name, result, getattr(student, name)(*args), factor)


def left_alone(student, arrays, *names):
    """What these functions give, called one after the other; None if they do not leave their arguments as they were."""
    there = {shape: student.put(array) for shape, array in arrays.items()}
    results = [getattr(student, name)(*(there.get(argument, argument) for argument in CALLS[name])) for name in names]
    now = {shape: student.get(kept) for shape, kept in there.items()}
    same = all(isinstance(now[shape], np.ndarray) and np.array_equal(now[shape], arrays[shape]) for shape in arrays)
    return results if same else None


def require_proportional(name, once, larger, factor):
    """Both have the right shape, the second is the first times the factor, and neither is zero."""
    blank = blank_result(name)
    for (got, zeros), (more, _) in zip(pairs(once, blank), pairs(larger, blank), strict=True):
        check_close(got, zeros, atol=math.inf)
        values = np.asarray(got, dtype=np.float64)
        check(values.any(), f"the result of {name} is zero where it cannot be")
        check_values(more, factor * values)


@functools.cache
def blank_result(name):
    """Zeros in the shape of the result."""
    want = meaning(name)(*constants(name, (1.0, 1.0, 1.0)))
    return tuple(0.0 * each for each in want) if isinstance(want, tuple) else 0.0 * want
