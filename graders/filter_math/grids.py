"""Planes of numbers in pictures: yours and right, a border, a kernel that moves, and the example that many share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from receptive.grader import Case, Cell, Grid, Grids, Moving, Picture, grid

from .images import Array, Pair
from .windows import both, covered


def maps(case: Case, name: str = "") -> tuple[Grid, Grid]:
    """Yours and right, in the plane that has the first wrong value."""
    assert case.place is not None
    leading, (i, j) = case.place[:-2], case.place[-2:]
    yours, right = (np.array(found)[leading] for found in (case.returned, case.expected))
    return yours_and_right(yours, right, (i, j), name)


def yours_and_right(yours: Array, right: Array, at: Cell, name: str = "") -> tuple[Grid, Grid]:
    return grid(f"yours{name}", yours.tolist(), wrong=at), grid(f"right{name}", right.tolist(), should=at)


def around(size: tuple[int, ...], corner: Cell, inner: tuple[int, ...]) -> list[Cell]:
    """The cells of a plane that are not inside a smaller one, which begins at `corner`."""
    within = set(covered(corner, inner))
    return [cell for cell in np.ndindex(size[0], size[1]) if cell not in within]


def with_border(title: str, plane: Array, padding: Any, window: list[Cell]) -> Grid:
    """A plane with its zeros around it, places counted from the first pixel."""
    above, before = both(padding)
    padded = np.pad(plane, ((above, above), (before, before)))
    kept = [cell for cell in window if cell[0] < padded.shape[0] and cell[1] < padded.shape[1]]
    border = around(padded.shape, (above, before), plane.shape)
    return grid(title, padded.tolist(), window=kept, border=border, first=(-above, -before))


def moving(image: Array, kernel: Array, stride: Pair = 1, dilation: Pair = 1, extra: float = 0.0) -> Moving:
    pixels, weights = (tuple(map(tuple, array.astype(float).tolist())) for array in (image, kernel))
    return Moving(pixels, weights, both(stride), both(dilation), extra)


def window_by_hand() -> Iterator[Picture]:
    x, k = np.array([[1.0, 0, 2, 1], [3, 1, 0, 2], [0, 2, 1, 1]]), np.array([[1.0, 2], [0, -1]])
    shown = (grid("input", x.tolist(), window=covered((0, 1), k.shape)), grid("kernel", k.tolist()))
    result = grid("result", [[0.0, 4.0, 2.0], [3.0, 0.0, 3.0]], window=[(0, 1)])
    line = "0·1 + 2·2 + 1·0 + 0·(-1) = 4"
    yield Grids("A window and the value that it gives", (*shown, result), ("∗", "="), line, moving(x, k))
