"""The arithmetic of one value of a pooling, and of one gradient."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from operator import le
from typing import Any

import numpy as np
import numpy.typing as npt
import oracle
from oracle import both, starts
from working_filter_words import NOTHING, index, joined, largest, mean, number, part, times

Array = npt.NDArray[Any]
Pair = Any  # an int or a pair of them
Place = tuple[Any, ...]
Cell = tuple[int, int]


def window_cells(window: Cell, kernel: Pair, stride: Pair, padding: Pair = 0) -> Iterator[Cell]:
    """The cells of a window as places of the image; in the padding they lie outside of it."""
    (i, j), (down, right), (above, before) = window, both(stride), both(padding)
    for u, v in product(*map(range, both(kernel))):
        yield i * down + u - above, j * right + v - before


def inside(x: Array, cell: Cell) -> bool:
    return all(0 <= at < size for at, size in zip(cell, x.shape[2:], strict=True))


def positions(x: Array, kernel: Pair, stride: Pair, padding: Pair = 0) -> tuple[int, ...]:
    """How many windows there are, down and across."""
    lines = zip(x.shape[2:], both(kernel), both(stride), both(padding), strict=True)
    return tuple(len(starts(size + 2 * pad, taps, step)) for size, taps, step, pad in lines)


def fits(dout: Array, shape: tuple[int, ...]) -> bool:
    """Whether each number of `dout` belongs to a window; windows to which nothing arrives do no harm."""
    return dout.shape[:2] == shape[:2] and all(map(le, dout.shape[2:], shape[2:]))


def max_pool2d(place: Place, x: Array, kernel: Pair, stride: Pair | None = None) -> str:
    n, c, *window = place
    cells = window_cells((window[0], window[1]), kernel, kernel if stride is None else stride)
    return f"{largest(x[(n, c, *cell)] for cell in cells)} = {number(oracle.max_pool2d(x, kernel, stride)[place])}"


def avg_pool2d(
    place: Place, x: Array, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, count_include_pad: bool = False
) -> str:
    if any(2 * pad > taps for pad, taps in zip(both(padding), both(kernel), strict=True)):
        return ""
    n, c, *window = place
    cells = list(window_cells((window[0], window[1]), kernel, kernel if stride is None else stride, padding))
    real = [cell for cell in cells if inside(x, cell)]
    values = [x[(n, c, *cell)] if inside(x, cell) else 0 for cell in (cells if count_include_pad else real)]
    said = "" if count_include_pad or real == cells else "without the padding: "
    right = oracle.avg_pool2d(x, kernel, stride, padding, count_include_pad)[place]
    return f"{said}{mean(values)} = {number(right)}"


def conv2d_backward(place: Place, dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> str:
    which, *at = place
    if x.shape[1] != w.shape[1] or not fits(dout, (len(x), len(w), *positions(x, w.shape[2:], stride, padding))):
        return ""
    right = number(oracle.conv2d_backward(dout, x, w, stride, padding)[which][tuple(at)])
    if which == 2:
        return f"{added(dout, [(n, at[0], *window) for n, *window in np.ndindex(len(x), *dout.shape[2:])])} = {right}"
    terms = times((to_pixel, to_weight)[which](at, dout, x, w, stride, padding))
    return f"{joined(terms)} = {right}" if terms else f"no window reaches this pixel, {NOTHING}"


def to_pixel(at: list[int], dout: Array, _: Array, w: Array, stride: Pair, padding: Pair) -> Iterator[tuple[Any, Any]]:
    """Each window that holds the pixel, with the weight that the pixel met in it."""
    n, c, *cell = at
    for f, i, j in np.ndindex(*dout.shape[1:]):
        cells = window_cells((i, j), w.shape[2:], stride, padding)
        weights = [weight for met, weight in zip(cells, w[f, c].flat, strict=True) if met == tuple(cell)]
        yield from ((dout[n, f, i, j], weight) for weight in weights)


def to_weight(at: list[int], dout: Array, x: Array, w: Array, stride: Pair, padding: Pair) -> Iterator[tuple[Any, Any]]:
    """Each window, with the pixel that the weight met in it; a cell of the padding is 0."""
    f, c, u, v = at
    for n, i, j in np.ndindex(len(x), *dout.shape[2:]):
        cell = list(window_cells((i, j), w.shape[2:], stride, padding))[u * w.shape[3] + v]
        yield dout[n, f, i, j], x[(n, c, *cell)] if inside(x, cell) else 0


def max_pool2d_backward(place: Place, dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> str:
    step = kernel if stride is None else stride
    if not fits(dout, (*x.shape[:2], *positions(x, kernel, step))):
        return ""
    n, c, *cell = place
    # `max` gives the first of equals, and the cells come row by row
    won = [
        window
        for window in np.ndindex(*dout.shape[2:])
        if max(window_cells(window, kernel, step), key=lambda one: x[(n, c, *one)]) == tuple(cell)
    ]
    if not won:
        return f"this pixel is the first largest of no window, {NOTHING}"
    names = joined([index(*window) for window in won], ", ")
    windows = f"window {names}" if len(won) == 1 else f"the windows {names}"
    right = number(oracle.max_pool2d_backward(dout, x, kernel, stride)[place])
    return f"this pixel is the first largest of {windows}: {added(dout, [(n, c, *w) for w in won])} = {right}"


def added(dout: Array, places: list[tuple[int, ...]]) -> str:
    """The sum of what arrives at these places; a single one is named, as `3 = 3` would say nothing."""
    if len(places) == 1:
        return f"dout{index(*places[0])}"
    return joined([part(dout[place]) for place in places])
