"""`convolve2d`: the same as `cross_correlate2d` with the kernel flipped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from receptive.grader import Case, Grids, Picture, Place, grid

from . import cross_correlate2d
from .cross_correlate2d import calls, is_possible
from .grids import maps, moving
from .images import Array
from .terms import MOST_TERMS, number
from .windows import covered, starts

__all__ = ["arithmetic", "calls", "convolve2d", "example", "is_possible", "pictures"]


def convolve2d(x: Array, k: Array) -> Array:
    """The pixel at distance (u, v) *before* the window's last pixel meets the weight (u, v)."""
    (height, width), (kh, kw) = x.shape, k.shape
    rows, columns = starts(height, kh, 1), starts(width, kw, 1)
    out = np.zeros((len(rows), len(columns)))
    for i, j, u, v in product(rows, columns, range(kh), range(kw)):
        out[i, j] += float(x[i + kh - 1 - u, j + kw - 1 - v]) * float(k[u, v])
    return out


def arithmetic(place: Place, x: Array, k: Array) -> str:
    flipped = k[::-1, ::-1]
    line = cross_correlate2d.arithmetic(place, x, flipped)
    if not 1 < k.size <= MOST_TERMS:
        return line
    rows = " / ".join(" ".join(number(weight) for weight in row) for row in flipped)
    return f"with the flipped kernel {rows}: {line}"


def pictures(case: Case, x: Any, k: Any) -> Iterator[Picture]:
    if case.place is None:
        return
    (i, j), x, k = case.place, np.array(x), np.array(k)
    flipped = k[::-1, ::-1]
    shown = grid("input", x.tolist(), window=covered((i, j), k.shape))
    kernels = (grid("kernel", k.tolist()), grid("flipped on both axes", flipped.tolist()))
    signs = ("∗", "→", "=", "but")
    yield Grids(case.call, (shown, *kernels, *maps(case)), signs, case.arithmetic, moving(x, flipped))


def example() -> Iterator[Picture]:
    dot = np.zeros((5, 5))
    dot[2, 2] = 1
    kernel = np.arange(1.0, 10).reshape(3, 3)
    grids = (
        grid("a dot", dot.tolist(), window=[(2, 2)]),
        grid("kernel", kernel.tolist()),
        grid("cross-correlation", cross_correlate2d.cross_correlate2d(dot, kernel).tolist()),
        grid("convolution", convolve2d(dot, kernel).tolist()),
    )
    yield Grids("Cross-correlation turns the kernel round, convolution prints it", grids, ("∗", "=", "or"))
