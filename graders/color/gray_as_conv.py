"""`gray_as_conv`: gray as a filter of 1×1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Grid, Grids, Picture, Place, call, grid

from .images import Array, generator
from .pixels import number
from .weights import SHOWN, some_weights

MOST_WEIGHTS = 6  # of a kernel that is drawn filter by filter


def gray_as_conv(weights: Sequence[float]) -> Array:
    return np.array([[[[float(weight)]] for weight in weights]])


def calls(rng: Random) -> Iterator[Call]:
    yield from map(call, SHOWN)
    yield call(np.array([0, 1, 0]))
    drawn = generator(rng)
    for turn in count():
        weights = some_weights(drawn)
        rounded = tuple(float(np.floor(1000 * part) / 1000) for part in weights)
        yield call(rounded if turn % 2 else weights)


def arithmetic(place: Place, weights: Sequence[float]) -> str:
    return f"weights[{place[1]}] = {number(gray_as_conv(weights)[place])}"


def pictures(case: Case, weights: Any) -> Iterator[Picture]:
    """A box for each filter, where it is the shape that is wrong."""
    del weights  # they stand in the boxes
    yours, right = (np.array(value, dtype=float) for value in (case.returned, case.expected))
    if yours.ndim == right.ndim and yours.shape != right.shape and 0 < yours.size <= MOST_WEIGHTS:
        grids = (*_boxes(yours, "yours", "✗"), *_boxes(right, "right", "✓"))
        signs = (*[""] * (len(yours) - 1), "but", *[""] * (len(right) - 1))
        yield Grids(case.call, grids, signs, case.arithmetic)


def example() -> Iterator[Picture]:
    kernel = grid("one filter, a column for each channel", [[0.5, 0.3, 0.2]])
    yield Grids("Weights as a filter of one pixel", (grid("weights", [[0.5, 0.3, 0.2]]), kernel), ("→",))


def _boxes(kernel: Array, whose: str, sign: str) -> Iterator[Grid]:
    """The filters of a kernel (filters, channels, rows, columns): a column for each channel, its pixels below it."""
    channels = tuple(f"channel {c}" for c in range(kernel.shape[1]))
    for f, weights in enumerate(kernel.reshape(*kernel.shape[:2], -1)):
        yield replace(grid(f"{whose}: filter {f}", weights.T.tolist(), shape=sign), columns=channels)
