"""Where windows lie, counted and placed in the plainest way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from operator import le
from typing import Any

import numpy as np

from receptive.grader import Cell

from .images import Array, Pair


def both(value: Any) -> tuple[Any, Any]:
    """The vertical and the horizontal part of an argument that may be one number."""
    down, right = (value, value) if isinstance(value, int) else value
    return down, right


def starts(size: int, window: int, stride: int, dilation: int = 1) -> list[int]:
    """Where a window of `window` taps may begin on a line of `size` cells."""
    found, start = [], 0
    while start + (window - 1) * dilation < size:
        found.append(start)
        start += stride
    return found


def positions(x: Array, kernel: Any, stride: Pair, padding: Pair = 0, dilation: Pair = 1) -> tuple[int, int]:
    """How many windows fit on images (N, C, H, W), down and across."""
    down, across = (
        len(starts(size + 2 * p, k, s, d))
        for size, k, s, p, d in zip(x.shape[2:], *map(both, (kernel, stride, padding, dilation)), strict=True)
    )
    return down, across


def fits(dout: Array, shape: Sequence[int]) -> bool:
    """Whether each number of `dout` belongs to a window; windows to which nothing arrives do no harm."""
    return dout.shape[:2] == tuple(shape[:2]) and all(map(le, dout.shape[2:], shape[2:]))


def covered(start: Cell, taps: Sequence[int], dilation: Cell = (1, 1)) -> list[Cell]:
    """The cells that a window covers, row by row."""
    return [(start[0] + u * dilation[0], start[1] + v * dilation[1]) for u, v in np.ndindex(taps[0], taps[1])]


def window_cells(window: Sequence[int], kernel: Any, stride: Pair, padding: Pair = 0) -> Iterator[Cell]:
    """The cells of a window as places of the image; in the padding they lie outside of it."""
    (i, j), (down, right), (above, before) = window, both(stride), both(padding)
    for u, v in product(*map(range, both(kernel))):
        yield i * down + u - above, j * right + v - before


def inside(x: Array, cell: Cell) -> bool:
    return all(0 <= at < size for at, size in zip(cell, x.shape[2:], strict=True))
