"""`max_pool2d`: the largest of each window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Picture, Place, call

from .images import Array, Pair
from .pools import calls_by_hand, drawn_pool, is_possible_pool, pooled_window
from .pools import pools_by_hand as example
from .terms import joined, number
from .windows import both, starts, window_cells

__all__ = ["arithmetic", "calls", "example", "is_possible", "max_pool2d", "pictures"]


def max_pool2d(x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
    (kh, kw), (down, right) = both(kernel), both(kernel if stride is None else stride)
    rows, columns = starts(x.shape[2], kh, down), starts(x.shape[3], kw, right)
    out = np.zeros((*x.shape[:2], len(rows), len(columns)))
    for n, c in product(range(x.shape[0]), range(x.shape[1])):
        plane = x[n, c].astype(float).tolist()
        for (i, top), (j, left) in product(enumerate(rows), enumerate(columns)):
            out[n, c, i, j] = max(plane[top + u][left + v] for u in range(kh) for v in range(kw))
    return out


def calls(rng: Random) -> Iterator[Call]:
    yield from calls_by_hand()
    while True:
        x, kernel, stride = drawn_pool(rng)
        yield call(x, kernel, *([] if stride is None else [stride]))


def is_possible(x: Array, kernel: Pair, stride: Pair | None = None) -> bool:
    return is_possible_pool(x, kernel, stride)


def arithmetic(place: Place, x: Array, kernel: Pair, stride: Pair | None = None) -> str:
    n, c, *window = place
    cells = window_cells(window, kernel, kernel if stride is None else stride)
    values = joined([number(x[(n, c, *cell)]) for cell in cells], ", ")
    return f"max({values}) = {number(max_pool2d(x, kernel, stride)[place])}"


def pictures(case: Case, x: Any, kernel: Any, stride: Any = None) -> Iterator[Picture]:
    yield from pooled_window(case, np.array(x), kernel, stride)
