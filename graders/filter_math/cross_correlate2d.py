"""`cross_correlate2d`: a kernel slides over a plane."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Grids, Picture, Place, call, grid

from . import conv2d
from .grids import maps, moving
from .grids import window_by_hand as example
from .images import GRID, ROW, SMALL, TAPS, Array, plane, whole
from .windows import covered

__all__ = ["arithmetic", "calls", "cross_correlate2d", "example", "is_possible", "pictures"]


def cross_correlate2d(x: Array, k: Array) -> Array:
    [[found]] = conv2d.conv2d(x[None, None], k[None, None])
    return np.array(found)


def calls(rng: Random) -> Iterator[Call]:
    yield call(plane(ROW), plane(TAPS))
    yield call(plane("1 2/3 4"), plane("1 10"))
    yield call(plane("1 2/3 4"), plane("1/10"))
    yield call(plane("1 2/3 4"), plane("1 2/3 5"))
    yield call(plane(GRID), plane(SMALL))
    yield call(plane("200 100 50", "uint8"), plane("2 3", "uint8"))
    while True:
        kind = rng.choice(("float64", "float64", "float64", "uint8"))
        low = 0 if kind == "uint8" else -4
        kh, kw = rng.randint(1, 3), rng.randint(1, 3)
        x, k = (whole(rng, *size, low=low, high=40) for size in ((rng.randint(3, 6), rng.randint(3, 8)), (kh, kw)))
        yield call(x.astype(kind), k.astype(kind))


def is_possible(x: Array, k: Array) -> bool:
    return all(size >= window for size, window in zip(x.shape, k.shape, strict=True))


def arithmetic(place: Place, x: Array, k: Array) -> str:
    return conv2d.arithmetic((0, 0, *place), x[None, None], k[None, None])


def pictures(case: Case, x: Any, k: Any) -> Iterator[Picture]:
    if case.place is None:
        return
    (i, j), x, k = case.place, np.array(x), np.array(k)
    shown = (grid("input", x.tolist(), window=covered((i, j), k.shape)), grid("kernel", k.tolist()))
    yield Grids(case.call, (*shown, *maps(case)), ("∗", "=", "but"), case.arithmetic, moving(x, k))
