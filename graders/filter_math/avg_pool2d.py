"""`avg_pool2d`: the mean of each window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Picture, Place, call

from .images import GRID, Array, Pair, batch, drawn_pair
from .pools import calls_by_hand, drawn_pool, is_possible_pool, pooled_window
from .pools import pools_by_hand as example
from .terms import joined, number, part
from .windows import both, inside, starts, window_cells
from .zero_pad2d import zero_pad2d

__all__ = ["arithmetic", "avg_pool2d", "calls", "example", "is_possible", "pictures"]


def avg_pool2d(
    x: Array, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, count_include_pad: bool = False
) -> Array:
    """A border cell is worth 0; whether it counts as a cell is what `count_include_pad` says."""
    (kh, kw), (down, right) = both(kernel), both(kernel if stride is None else stride)
    padded = zero_pad2d(x.astype(float), both(padding))
    counted = zero_pad2d(np.ones(x.shape[2:]), both(padding)).tolist()
    rows, columns = starts(padded.shape[2], kh, down), starts(padded.shape[3], kw, right)
    out = np.zeros((*x.shape[:2], len(rows), len(columns)))
    for n, c in product(range(x.shape[0]), range(x.shape[1])):
        plane = padded[n, c].tolist()
        for (i, top), (j, left) in product(enumerate(rows), enumerate(columns)):
            cells = [(top + u, left + v) for u in range(kh) for v in range(kw)]
            number_of_cells = sum(1 if count_include_pad else counted[p][q] for p, q in cells)
            out[n, c, i, j] = sum(plane[p][q] for p, q in cells) / number_of_cells
    return out


def calls(rng: Random) -> Iterator[Call]:
    yield from calls_by_hand()
    row, square = batch("6 2"), batch("4 8/2 6")
    for args in ((row, (1, 2), 1, (0, 1)), (square, 2, 2, 1), (square, 2, 1, 1), (batch(GRID), (2, 4), (1, 2), (1, 2))):
        yield call(*args, count_include_pad=False)
        yield call(*args, count_include_pad=True)
    yield call(batch("1 2 2 2").astype("uint8"), (1, 2))
    while True:
        x, kernel, stride = drawn_pool(rng)
        padding = 0 if 1 in both(kernel) else drawn_pair(rng, 0, 1)
        x = np.abs(x).astype("uint8") if rng.random() < 0.2 else x
        yield call(x, kernel, stride, padding, rng.random() < 0.5)


def is_possible(
    x: Array, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, count_include_pad: bool = False
) -> bool:
    del count_include_pad
    return is_possible_pool(x, kernel, stride, padding)


def arithmetic(
    place: Place, x: Array, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, count_include_pad: bool = False
) -> str:
    if any(2 * pad > taps for pad, taps in zip(both(padding), both(kernel), strict=True)):
        return ""
    n, c, *window = place
    cells = list(window_cells(window, kernel, kernel if stride is None else stride, padding))
    real = [cell for cell in cells if inside(x, cell)]
    values = [x[(n, c, *cell)] if inside(x, cell) else 0 for cell in (cells if count_include_pad else real)]
    said = "" if count_include_pad or real == cells else "without the padding: "
    right = avg_pool2d(x, kernel, stride, padding, count_include_pad)[place]
    return f"{said}{mean(values)} = {number(right)}"


def mean(values: Sequence[Any]) -> str:
    terms = joined([part(value) for value in values])
    return f"{terms}/{len(values)}" if len(values) == 1 else f"({terms})/{len(values)}"


def pictures(
    case: Case, x: Any, kernel: Any, stride: Any = None, padding: Any = 0, count_include_pad: bool = False
) -> Iterator[Picture]:
    del count_include_pad
    yield from pooled_window(case, np.array(x), kernel, stride, padding)
