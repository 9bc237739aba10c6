"""`max_pool2d_backward`: the gradient of max pooling."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Grids, Picture, Place, call, grid

from .grids import maps
from .images import Array, Pair, batch, whole
from .pools import PLANE, drawn_pool, is_possible_pool
from .terms import NOTHING, added, index, joined, number
from .windows import both, covered, fits, inside, positions, window_cells


def max_pool2d_backward(dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
    """The first largest cell of a window, read row by row, receives what arrives at the window."""
    (kh, kw), (down, right) = both(kernel), both(kernel if stride is None else stride)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        winner = (i * down, j * right)
        for u, v in product(range(kh), range(kw)):
            cell = (i * down + u, j * right + v)
            if x[(n, c, *cell)] > x[(n, c, *winner)]:
                winner = cell
        dx[(n, c, *winner)] += float(dout[n, c, i, j])
    return dx


def calls(rng: Random) -> Iterator[Call]:
    row, square = batch("1 5 2 2"), batch("1 3 2 3/3 0 1 2")
    yield call(batch("7 9"), row, (1, 2))
    yield call(batch("1 2 3"), row, (1, 2), 1)
    yield call(batch("7 9"), batch("-2 -1 -4 -3"), (1, 2))
    yield call(batch("1 2"), square, 2)
    yield call(batch("1 2 4"), square, 2, 1)
    yield call(batch("1 2"), square, 2, (1, 2))
    yield call(batch("1/2"), batch("1 2/4 3/0 1/1 5"), (2, 1), (2, 2))
    yield call(batch("1 2"), batch("1 4 2 0 3"), (1, 2), (1, 3))
    while True:
        x, kernel, stride = drawn_pool(rng)
        dout = whole(rng, *x.shape[:2], *positions(x, kernel, kernel if stride is None else stride), low=1)
        yield call(dout, x, kernel, *([] if stride is None else [stride]))


def is_possible(dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> bool:
    step = kernel if stride is None else stride
    return is_possible_pool(x, kernel, step) and dout.shape == (*x.shape[:2], *positions(x, kernel, step))


def arithmetic(place: Place, dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> str:
    step = kernel if stride is None else stride
    if not fits(dout, (*x.shape[:2], *positions(x, kernel, step))):
        return ""
    n, c, *cell = place
    # `max` gives the first of equals, and the cells come row by row
    won = [
        window
        for window in np.ndindex(*dout.shape[2:])
        if max(window_cells(window, kernel, step), key=lambda one: float(x[(n, c, *one)])) == tuple(cell)
    ]
    if not won:
        return f"this pixel is the first largest of no window, {NOTHING}"
    names = joined([index(*window) for window in won], ", ")
    windows = f"window {names}" if len(won) == 1 else f"the windows {names}"
    right = number(max_pool2d_backward(dout, x, kernel, stride)[place])
    return f"this pixel is the first largest of {windows}: {added(dout, [(n, c, *w) for w in won])} = {right}"


def pictures(case: Case, dout: Any, x: Any, kernel: Any, stride: Any = None) -> Iterator[Picture]:
    """The first window that holds the pixel."""
    if case.place is None:
        return
    dout, x, (n, c, i, j) = np.array(dout), np.array(x), case.place
    step = both(kernel if stride is None else stride)
    windows = (covered((u * step[0], v * step[1]), both(kernel)) for u, v in np.ndindex(*dout.shape[2:]))
    window = [cell for cell in next((cells for cells in windows if (i, j) in cells), []) if inside(x, cell)]
    shown = (grid("dout", dout[n, c].tolist()), grid("x", x[n, c].tolist(), window=window))
    yield Grids(case.call, (*shown, *maps(case, " dx")), ("", "→", "but"), case.arithmetic)


def example() -> Iterator[Picture]:
    dout = np.array([[7.0, 9], [5, 3]])
    back = max_pool2d_backward(dout[None, None], PLANE[None, None], 2)[0, 0]
    grids = (
        grid("dout", dout.tolist(), window=[(0, 1)]),
        grid("x", PLANE.tolist(), window=covered((0, 2), (2, 2))),
        grid("dx", back.tolist(), window=[(0, 3)]),
    )
    yield Grids("What arrives goes to the pixel that was the largest", grids, ("", "→"))
