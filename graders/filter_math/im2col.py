"""`im2col`: every window as a column."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Grids, Picture, Place, call, grid

from .grids import maps, with_border
from .images import GRID, Array, Pair, batch, drawn_images, drawn_pair
from .terms import looked_up, moved
from .windows import both, covered, positions, starts
from .zero_pad2d import zero_pad2d


def im2col(x: Array, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> Array:
    (kh, kw), (down, right) = both(kernel), both(stride)
    padded = zero_pad2d(x.astype(float), both(padding))
    rows, columns = starts(padded.shape[2], kh, down), starts(padded.shape[3], kw, right)
    cells = padded.tolist()
    return np.array(
        [
            [
                [cells[n][c][top + u][left + v] for top in rows for left in columns]
                for c, u, v in product(range(x.shape[1]), range(kh), range(kw))
            ]
            for n in range(len(x))
        ]
    )


def calls(rng: Random) -> Iterator[Call]:
    row, two, rows = batch("1 2 3"), batch("1 2 3", "4 5 6"), batch("1 2 3/4 5 6")
    yield call(row, (1, 2))
    yield call(row, (1, 1), 2)
    yield call(row, (1, 2), padding=(0, 1))
    yield call(two, (1, 2))
    yield call(two, 1, 1, 1)
    yield call(rows, (1, 2))
    yield call(rows, 2)
    yield call(batch("1 2/3 4/5 6"), (2, 1))
    yield call(batch(GRID), 2, 2)
    yield call(batch(GRID), 2, (1, 2))
    yield call(batch(GRID), (2, 3), padding=(1, 0))
    while True:
        yield call(drawn_images(rng), drawn_pair(rng, 1, 3), drawn_pair(rng, 1, 3), drawn_pair(rng, 0, 2))


def is_possible(x: Array, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> bool:
    return min(positions(x, kernel, stride, padding)) > 0


def arithmetic(place: Place, x: Array, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> str:
    """Nothing is computed here but places: which cell of the image it is."""
    n, down_column, position = place
    (kh, kw), steps, pads = both(kernel), both(stride), both(padding)
    channel, tap = down_column // (kh * kw), divmod(down_column % (kh * kw), kw)
    window = divmod(position, positions(x, kernel, stride, padding)[1])
    lines = list(zip(window, steps, tap, pads, strict=True))
    rows, columns = (reached(*line) for line in lines)
    row, column = (at * step + t - pad for at, step, t, pad in lines)
    copied = looked_up(x, (n, channel), (rows, columns), (row, column))
    return f"channel {channel}, tap {list(tap)} of window {list(window)}: {copied}"


def reached(window: int, stride: int, tap: int, pad: int) -> str:
    """Where a tap of a window lies on the image; what changes nothing (a stride of 1, no padding) is left out."""
    start = f"{window}·{stride}" if stride > 1 else f"{window}"
    return moved(f"{start} + {tap}", pad)


def pictures(case: Case, x: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> Iterator[Picture]:
    if case.place is None:
        return
    x, (n, row, position), taps, steps = np.array(x), case.place, both(kernel), both(stride)
    channel = row // (taps[0] * taps[1])
    at = divmod(position, positions(x, kernel, stride, padding)[1])
    window = covered((at[0] * steps[0], at[1] * steps[1]), taps)
    image = with_border(f"input, channel {channel}", x[n, channel], padding, window)
    line = f"column {position} is this window; {case.arithmetic}"
    yield Grids(case.call, (image, *maps(case)), ("→", "but"), line)


def example() -> Iterator[Picture]:
    x, k = np.array([[1.0, 0, 2, 1], [3, 1, 0, 2], [0, 2, 1, 1]]), np.array([[1.0, 2], [0, -1]])
    windows = im2col(x[None, None], (2, 2))[0]
    grids = (
        grid("input", x.tolist(), window=covered((0, 1), (2, 2))),
        grid("each window as a column", windows.tolist(), window=[(row, 1) for row in range(4)]),
        grid("kernel as a row × columns", (k.reshape(1, 4) @ windows).tolist(), window=[(0, 1)]),
    )
    yield Grids("Windows as columns", grids, ("→", "→"), "second column: 1·0 + 2·2 + 0·1 + (-1)·0 = 4")
