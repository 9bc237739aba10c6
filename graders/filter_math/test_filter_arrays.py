"""What holds for every function: element types, memory layouts, and arguments left alone.

The cases are the mildest of each function, blind to flips, swaps and forgotten channels:
those have criteria of their own.
"""

from __future__ import annotations

import functools

import numpy as np
import oracle
import pytest
from filter_cases import strided, the_three

from receptive.grading.checks import a_thing, check, check_close, check_dtype

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


@functools.cache
def on_ones(name):
    """A function's arguments in single precision, all ones and the bias zero, and what it gives for them."""
    fill = {(1,): 0.0}
    args = tuple(np.full(a, fill.get(a, 1.0), dtype=np.float32) if isinstance(a, tuple) else a for a in CALLS[name])
    return args, meaning(name)(*args)


@pytest.mark.criterion("types")
def test_results_are_float64(student):
    for name in CALLS:
        args, want = on_ones(name)
        for got, expected in pairs(getattr(student, name)(*args), want):
            check_close(got, expected)
            if name == "patch_dot":
                check(type(got) in (float, np.float64), f"the value is right but {a_thing(got)} is no float")
            else:
                check_dtype(got, "float32" if name == "zero_pad2d" else "float64")
    check_dtype(student.design_kernel("identity"), "float64")


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
            check_close(got, expected)


@pytest.mark.criterion("layouts")
def test_memory_layouts(student, rng):
    x, even = rng.normal(size=PLANES), np.ones(SQUARE)
    for laid_out in (np.asfortranarray(x), strided(x)):
        check_close(student.conv2d(laid_out, even), oracle.conv2d(x, even))
        check_close(student.im2col(laid_out, 3), oracle.im2col(x, 3))


@pytest.mark.criterion("unchanged")
def test_arguments_are_left_alone(student, rng):
    shapes = {shape for args in CALLS.values() for shape in args if isinstance(shape, tuple)}
    arrays = {shape: rng.normal(size=shape) for shape in sorted(shapes)}
    if not leave_alone(student, arrays, *CALLS):
        for name in CALLS:
            check(leave_alone(student, arrays, name), f"{name} changes an array of its caller")
        check(False, "an array of the caller is changed")


def leave_alone(student, arrays, *names):
    """Whether these functions, called one after the other, leave their arguments as they were."""
    there = {shape: student.put(array) for shape, array in arrays.items()}
    for name in names:
        results = getattr(student, name)(*(there.get(argument, argument) for argument in CALLS[name]))
        for got, expected in pairs(results, on_ones(name)[1]):
            shape = got.shape if isinstance(got, np.ndarray) else ()
            check(shape == np.shape(expected), f"the result of {name} has the wrong shape")
    return all(np.array_equal(student.get(there[shape]), array) for shape, array in arrays.items())
