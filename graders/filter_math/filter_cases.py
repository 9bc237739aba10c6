"""The shapes that tell right from wrong, and arrays to fill them.

Square images and kernels hide most mistakes. Each configuration below has H ≠ W, kh ≠ kw and F ≠ C, and
in each the last step does not fit on some axis.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from receptive.grader import check, check_close

SINGLE = 1e-4  # what single precision may be off; the type has a criterion of its own

Array = npt.NDArray[Any]


class Conv(NamedTuple):
    """A convolution: its arrays, and how the window moves."""

    x: Array
    w: Array
    b: Array
    move: dict[str, Any]


A = ((2, 3, 7, 10), (4, 3, 3, 2), {"stride": 3, "padding": 1})
B = ((1, 2, 10, 8), (3, 2, 2, 3), {"stride": 3, "padding": 0})
C = ((1, 2, 9, 6), (3, 2, 2, 4), {"stride": 2, "padding": 2})
DILATED = ((1, 2, 9, 10), (3, 2, 2, 3), {"stride": (2, 3), "padding": (1, 0), "dilation": (3, 2)})


def check_values(got: object, want: object) -> None:
    """The same shape and values, to single precision if that is what came, or a plain number, which hides it."""
    exact = isinstance(want, np.ndarray)
    check_close(got, want, *(() if exact else (SINGLE, SINGLE)), single=SINGLE)


def a_number(rng: np.random.Generator) -> float:
    """One that nobody guesses, with one decimal, from 1.1 to 9.9."""
    return float(rng.integers(11, 100)) / 10


def a_place(rng: np.random.Generator, array: Array) -> tuple[int, ...]:
    """The index of some number of an array."""
    return tuple(rng.integers(array.shape).tolist())


def filled(rng: np.random.Generator, *configurations: tuple[Any, Any, dict[str, Any]]) -> Iterator[Conv]:
    """The configurations with random numbers in them."""
    for x_shape, w_shape, move in configurations:
        yield Conv(rng.normal(size=x_shape), rng.normal(size=w_shape), rng.normal(size=w_shape[0]), move)


def a_pair(rng: np.random.Generator, low: int, high: int) -> tuple[int, int]:
    """Two different ints from `low` to `high`."""
    first, second = rng.choice(np.arange(low, high + 1), size=2, replace=False).tolist()
    return first, second


def a_plane_and_kernel(rng: np.random.Generator) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two sizes: neither is square, and the second has not as many places along the rows of the first as down it."""
    while True:
        plane, kernel = a_pair(rng, 4, 8), a_pair(rng, 1, 4)
        if plane[0] - kernel[0] != plane[1] - kernel[1]:
            return plane, kernel


def drawn(rng: np.random.Generator, dilated: bool = False) -> tuple[Any, Any, dict[str, Any]]:
    """A random configuration, as lopsided as the fixed ones."""
    (height, width), (kh, kw) = a_pair(rng, 6, 9), a_pair(rng, 1, 3)
    channels, filters = a_pair(rng, 1, 4)
    move = {"stride": a_pair(rng, 1, 3), "padding": a_pair(rng, 0, 2)}
    if dilated:
        move["dilation"] = a_pair(rng, 1, 2)
    return (1, channels, height, width), (filters, channels, kh, kw), move


def mirrored(rng: np.random.Generator, kh: int, kw: int) -> Array:
    """One filter that looks the same from every side: a flip is a matter for another criterion."""
    quarter = rng.uniform(1, 2, size=(1, 1, kh, kw))
    half = quarter + quarter[:, :, ::-1]
    return half + half[:, :, :, ::-1]


def strided(array: Array) -> Array:
    """The same numbers, every second cell of a larger array."""
    wide = np.full((*array.shape[:-2], 2 * array.shape[-2], 2 * array.shape[-1]), 99, dtype=array.dtype)
    wide[..., ::2, ::2] = array
    return wide[..., ::2, ::2]


def the_three(gradients: object) -> Any:
    """What `conv2d_backward` gave, once there are three of it."""
    right = isinstance(gradients, tuple | list) and len(gradients) == 3
    check(right, "the result is not the three gradients (dx, dw, db)")
    return gradients
