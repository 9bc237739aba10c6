"""What poolings share: small calls, which of them make sense, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import numpy as np

from receptive.grader import Call, Case, Grids, Picture, call, grid

from .grids import maps
from .images import GRID, Array, Pair, batch, drawn_images, drawn_pair
from .windows import both, covered, inside, positions, window_cells

PLANE = np.array([[1.0, 5, 2, 4], [3, 1, 0, 2], [2, 6, 1, 1], [0, 4, 3, 8]])


def calls_by_hand() -> list[Call]:
    row, two = batch("1 5 2 4"), batch("1 5 2 4", "8 0 6 6")
    return [
        call(row, (1, 2)), call(row, (1, 2), 1), call(row, (1, 3)), call(batch("-3 -1 -2 -4"), (1, 2)),
        call(two, (1, 2)), call(batch("1 2/3 4/5 6/7 8"), (2, 1)), call(batch("1 2 3/4 5 6/7 8 9"), 2),
        call(batch(GRID), 2, (1, 2)), call(batch("1 5 2 4 3 9"), (1, 2), (1, 3)), call(batch(GRID), (1, 2)),
        call(batch(GRID), (3, 2), 1),
    ]  # fmt: skip


def drawn_pool(rng: Random) -> tuple[Array, Pair, Pair | None]:
    """Images, some of them below zero, a kernel and perhaps a stride."""
    x = drawn_images(rng) - rng.choice((0, 0, 9))
    return x, drawn_pair(rng, 1, 3), drawn_pair(rng, 1, 3) if rng.random() < 0.6 else None


def is_possible_pool(x: Array, kernel: Pair, stride: Pair | None, padding: Pair = 0) -> bool:
    half = all(2 * p <= k for p, k in zip(both(padding), both(kernel), strict=True))
    return half and min(positions(x, kernel, kernel if stride is None else stride, padding)) > 0


def pooled_window(case: Case, x: Array, kernel: Pair, stride: Pair | None, padding: Pair = 0) -> Iterator[Picture]:
    """The window on the image; cells of the padding lie outside and are said in the arithmetic."""
    if case.place is None:
        return
    n, c, i, j = case.place
    cells = window_cells((i, j), kernel, kernel if stride is None else stride, padding)
    window = [cell for cell in cells if inside(x, cell)]
    image = grid(f"input, channel {c}" if x.shape[1] > 1 else "input", x[n, c].tolist(), window=window)
    yield Grids(case.call, (image, *maps(case)), ("→", "but"), case.arithmetic)


def pools_by_hand() -> Iterator[Picture]:
    grids = (
        grid("image", PLANE.tolist(), window=covered((0, 2), (2, 2))),
        grid("largest", [[5.0, 4.0], [6.0, 8.0]], window=[(0, 1)]),
        grid("mean", [[2.5, 2.0], [3.0, 3.25]], window=[(0, 1)]),
    )
    line = "max(2, 4, 0, 2) = 4, (2 + 4 + 0 + 2)/4 = 2"
    yield Grids("The largest and the mean of each 2×2 window", grids, ("→", "or"), line)
