"""What exercises are asked: arrays by hand with companions drawn, and shapes that tell right from wrong.

Square images and kernels hide most mistakes. Each configuration below has H ≠ W, kh ≠ kw and F ≠ C, and
in each the last step does not fit on some axis.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator

from .images import Array

Shape = tuple[int, ...]
Configuration = tuple[Shape, Shape, dict[str, Any]]  # of images, of filters, and how the window moves

A: Configuration = ((2, 3, 7, 10), (4, 3, 3, 2), {"stride": 3, "padding": 1})
B: Configuration = ((1, 2, 10, 8), (3, 2, 2, 3), {"stride": 3, "padding": 0})
C: Configuration = ((1, 2, 9, 6), (3, 2, 2, 4), {"stride": 2, "padding": 2})
DILATED: Configuration = ((1, 2, 9, 10), (3, 2, 2, 3), {"stride": (2, 3), "padding": (1, 0), "dilation": (3, 2)})

PLANE = np.array([[1.0, 0.0, 2.0, 1.0], [3.0, 1.0, 0.0, 2.0], [0.0, 2.0, 1.0, 1.0]])
KERNEL = np.array([[1.0, 2.0], [0.0, -1.0]])

# One image of two channels, two filters.
IMAGE = np.array([[[[1.0, 2.0, 4.0], [0.0, 1.0, 5.0]], [[2.0, 0.0, 1.0], [1.0, 1.0, 2.0]]]])
FILTERS = np.array(
    [[[[1.0, 0.0], [2.0, -1.0]], [[0.0, 1.0], [1.0, 2.0]]], [[[0.0, 1.0], [1.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]]]]
)
BIAS = np.array([0.5, -1.0])
FILTERED = np.array([[[[3.5, 5.5]], [[4.0, 6.0]]]])

# Pooled in windows of 2×2
GRID = np.array([[[[3.0, 1.0, 0.0, 2.0], [4.0, 0.0, 8.0, 2.0], [-1.0, -5.0, 6.0, 7.0], [-3.0, -3.0, 1.0, 2.0]]]])
WINDOWS = (((3, 2), 2), ((2, 3), 3))  # on 7×10: rows and columns are left over


# An oblong image, and an oblong filter that looks the same from every side: a flip is a matter for other criteria.
OBLONG = np.array([[3.0, 14.0, 5.0, 1.0, 9.0], [11.0, 2.0, 6.0, 7.0, 12.0],
                   [16.0, 8.0, 10.0, 20.0, 4.0], [15.0, 18.0, 19.0, 13.0, 17.0]])  # fmt: skip
MIRRORED = np.array([[[[1.0, 2.0, 1.0], [1.0, 2.0, 1.0]]]])
MOVED: tuple[tuple[dict[str, Any], Any], ...] = (
    ({"stride": (2, 1)}, [[57, 46, 48], [112, 117, 116]]),
    ({"padding": (1, 0)}, [[36, 25, 16], [57, 46, 48], [63, 69, 86], [112, 117, 116], [70, 69, 62]]),
)


class Conv(NamedTuple):
    """A convolution: its arrays, and how the window moves."""

    x: Array
    w: Array
    b: Array
    move: dict[str, Any]


def a_number(rng: Generator) -> float:
    """One that nobody guesses, with one decimal, from 1.1 to 9.9."""
    return float(rng.integers(11, 100)) / 10


def a_place(rng: Generator, array: Array) -> tuple[int, ...]:
    """The index of some number of an array."""
    return tuple(rng.integers(array.shape).tolist())


def a_pair(rng: Generator, low: int, high: int) -> tuple[int, int]:
    """Two different ints from `low` to `high`."""
    first, second = rng.choice(np.arange(low, high + 1), size=2, replace=False).tolist()
    return first, second


def with_more(kernel: Array, place: tuple[int, ...], more: float) -> Array:
    """The kernel with one weight that is larger: each result grows by that, times the pixel that this weight meets."""
    kernel = kernel.copy()
    kernel[place] += more
    return kernel


def filtered_by_hand(rng: Generator) -> Iterator[tuple[tuple[Array, Array, Array], Array]]:
    """The example, then a brighter image, other biases, and one weight that is larger: its pixels count more."""
    yield (IMAGE, FILTERS, BIAS), FILTERED
    bright, more, bias = a_number(rng), a_number(rng), np.array([a_number(rng), -a_number(rng)])
    f, c, u, v = place = a_place(rng, FILTERS)
    want = FILTERED - BIAS[:, None, None]
    want[:, f] += more * IMAGE[:, c, u : u + 1, v : v + 2]
    yield (bright * IMAGE, with_more(FILTERS, place, more), bias), bright * want + bias[:, None, None]


def turned(rng: Generator, *arrays: Array) -> list[Array]:
    """All of them, turned by the same quarters, at least one: no window keeps its first pixel."""
    quarters = int(rng.integers(1, 4))
    return [np.rot90(array, quarters, axes=(2, 3)).copy() for array in arrays]


def filled(rng: Generator, *configurations: Configuration) -> Iterator[Conv]:
    """The configurations with random numbers in them."""
    for x_shape, w_shape, move in configurations:
        x, w, b = (rng.normal(size=shape) for shape in (x_shape, w_shape, w_shape[:1]))
        yield Conv(x, w, b, move)


def drawn(rng: Generator, dilated: bool = False) -> Configuration:
    """A random configuration, as lopsided as the fixed ones."""
    (height, width), (kh, kw) = a_pair(rng, 6, 9), a_pair(rng, 1, 3)
    channels, filters = a_pair(rng, 1, 4)
    move = {"stride": a_pair(rng, 1, 3), "padding": a_pair(rng, 0, 2)}
    if dilated:
        move["dilation"] = a_pair(rng, 1, 2)
    return (1, channels, height, width), (filters, channels, kh, kw), move
