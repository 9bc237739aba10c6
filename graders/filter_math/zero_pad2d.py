"""`zero_pad2d`: a border of zeros."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Grids, Picture, Place, call, grid

from .grids import around, maps
from .images import GRID, Array, batch, drawn_pair, image, plane, whole
from .terms import looked_up, moved
from .windows import both


def zero_pad2d(x: Array, pad: Any) -> Array:
    (top, bottom), (left, right) = map(both, both(pad))
    *leading, height, width = x.shape
    out = np.zeros((*leading, top + height + bottom, left + width + right), dtype=x.dtype)
    out[..., top : top + height, left : left + width] = x
    return out


def calls(rng: Random) -> Iterator[Call]:
    yield call(plane("7"), 1)
    yield call(plane("1 2"), (1, 0))
    yield call(plane("1 2"), (0, 2))
    yield call(image("1 2", "3 4"), 1)
    yield call(batch("1 2/3 4"), ((0, 1), (2, 0)))
    yield call(plane(GRID), 2)
    yield call(batch("1 2"), 0)
    yield call(plane("5"), 3)
    while True:
        leading = [rng.randint(1, 3) for _ in range(rng.randint(0, 2))]
        four = tuple((rng.randint(0, 3), rng.randint(0, 3)) for _ in range(2))
        x = whole(rng, *leading, rng.randint(1, 4), rng.randint(1, 5), low=1)
        yield call(x, four if rng.random() < 0.3 else drawn_pair(rng, 0, 3))


def arithmetic(place: Place, x: Array, pad: Any) -> str:
    above, before = (both(side)[0] for side in both(pad))
    *leading, row, column = place
    return looked_up(x, leading, (moved(row, above), moved(column, before)), (row - above, column - before))


def pictures(case: Case, x: Any, pad: Any) -> Iterator[Picture]:
    if case.place is None:
        return
    x, (*leading, i, j) = np.array(x), case.place
    above, before = (both(side)[0] for side in both(pad))
    yours, _ = maps(case)
    expected = np.array(case.expected)[tuple(leading)]
    border = around(expected.shape, (above, before), x.shape[-2:])
    right = grid("right", expected.tolist(), should=(i, j), border=border)
    yield Grids(case.call, (grid("input", x[tuple(leading)].tolist()), yours, right), ("→", "but"), case.arithmetic)


def example() -> Iterator[Picture]:
    x = np.array([[1.0, 2], [3, 4]])
    zeros = around((4, 4), (1, 1), x.shape)
    padded = grid("with padding 1", zero_pad2d(x, 1).tolist(), border=zeros, first=(-1, -1))
    yield Grids("A border of zeros", (grid("image", x.tolist()), padded), ("→",))
