"""`hwc_to_chw`: channels to the front."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

import numpy as np

from receptive.grader import Call, Case, Grids, Picture, Place, call, grid

from .images import Array, filled, generator
from .pixels import number, numbers_too


def hwc_to_chw(img: Array) -> Array:
    *batch, height, width, channels = img.shape
    out = np.zeros((*batch, channels, height, width), dtype=img.dtype)
    for *n, i, j, c in np.ndindex(*img.shape):
        out[(*n, c, i, j)] = img[(*n, i, j, c)]
    return out


def calls(rng: Random) -> Iterator[Call]:
    yield call(np.array([[[1, 2, 3], [4, 5, 6]]]))
    yield call(np.array([[[1, 2, 3]], [[4, 5, 6]]]))
    yield call(np.arange(12).reshape(2, 2, 3))
    yield call(np.arange(12).reshape(2, 1, 2, 3))
    drawn = generator(rng)
    for turn in count():
        shape = drawn.permutation([1, 2, 3, 4, 5])[: 3 + turn % 2].tolist()
        yield call(filled(drawn, shape, turn))


def arithmetic(place: Place, img: Array) -> str:
    """Nothing is computed here but places: which number of the image it is."""
    *batch, c, i, j = place
    names = [*(["n"] if len(batch) == 1 else batch), "i", "j", "c"]
    source = (*batch, i, j, c)
    asked, found = (f"img[{', '.join(str(at) for at in axes)}]" for axes in (names, source))
    return f"{asked} = {found} = {number(img[source])}"


def pictures(case: Case, img: Any) -> Iterator[Picture]:
    """The plane of a channel, before and after."""
    if case.place is None:
        return
    *batch, channel, i, j = case.place
    plane = np.array(img)[(*batch, ..., channel)]
    yours, right = (np.array(value)[(*batch, channel)] for value in (case.returned, case.expected))
    grids = (
        grid(f"img, channel {channel}", plane.tolist(), window=[(i, j)]),
        grid("yours", yours.tolist(), wrong=(i, j)),
        grid("right", right.tolist(), should=(i, j)),
    )
    yield Grids(f"{case.call}, channel {channel}", grids, ("→", "but"), case.arithmetic)
    yield from numbers_too(case)


def example() -> Iterator[Picture]:
    pixels = grid("H×W, each cell R, G, B", [["1, 2, 3", "4, 5, 6"]])
    planes = [grid(f"channel {c}", [[1 + c, 4 + c]]) for c in range(3)]
    yield Grids("One row of two pixels, channels last and channels first", (pixels, *planes), ("→", "", ""))
