"""Pictures of poolings and of gradients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from oracle import both
from working_filter_pools import inside, window_cells

from receptive.grader import Case, Cell, Grid, Grids, Picture, grid

Array = npt.NDArray[Any]
Pair = Any  # an int or a pair of them
GRADIENTS = ("dx", "dw", "db")


def _maps(yours: Any, right: Any, at: Cell, name: str = "") -> tuple[Grid, Grid]:
    return grid(f"yours{name}", yours.tolist(), wrong=at), grid(f"right{name}", right.tolist(), should=at)


def largest(case: Case, x: Array, kernel: Pair, stride: Pair | None = None) -> Iterator[Picture]:
    yield from average(case, x, kernel, stride)


def average(
    case: Case, x: Array, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, count_include_pad: bool = False
) -> Iterator[Picture]:
    """The window on the image; cells of the padding lie outside and are said in the arithmetic."""
    del count_include_pad
    n, c, i, j = case.place  # type: ignore[misc]  # there is a place
    cells = window_cells((i, j), kernel, kernel if stride is None else stride, padding)
    window = [cell for cell in cells if inside(x, cell)]
    maps = _maps(np.array(case.returned)[n, c], np.array(case.expected)[n, c], (i, j))
    image = grid(f"input, channel {c}" if x.shape[1] > 1 else "input", x[n, c].tolist(), window=window)
    yield Grids(case.call, (image, *maps), ("→", "but"), case.arithmetic)


def winners(case: Case, dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> Iterator[Picture]:
    n, c, i, j = case.place  # type: ignore[misc]  # there is a place
    step = both(kernel if stride is None else stride)
    starts = [(u * step[0], v * step[1]) for u, v in np.ndindex(*dout.shape[2:])]
    holding = [
        start for start in starts if all(s <= at < s + k for s, at, k in zip(start, (i, j), both(kernel), strict=True))
    ]
    window = [cell for start in holding[:1] for cell in _block(start, both(kernel)) if inside(x, cell)]
    maps = _maps(np.array(case.returned)[n, c], np.array(case.expected)[n, c], (i, j), " dx")
    shown = (grid("dout", dout[n, c].tolist()), grid("x", x[n, c].tolist(), window=window))
    yield Grids(case.call, (*shown, *maps), ("", "→", "but"), case.arithmetic)


def _block(start: Cell, taps: Cell) -> list[Cell]:
    return [(start[0] + u, start[1] + v) for u, v in np.ndindex(*taps)]


def backward(case: Case, dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> Iterator[Picture]:
    """What arrives, the image and the filter, and the gradient that is wrong."""
    del stride, padding
    which, *at = case.place  # type: ignore[misc]  # there is a place
    yours, right = (np.array(found[which]) for found in (case.returned, case.expected))
    if which == len(GRADIENTS) - 1:
        yours, right, place = yours[None], right[None], (0, at[0])
    else:
        yours, right, place = yours[at[0], at[1]], right[at[0], at[1]], (at[2], at[3])
    first = at[0] if which else 0
    shown = (
        grid("dout", dout[at[0] if which == 0 else 0, first].tolist()),
        grid("x", x[at[0] if which == 0 else 0, at[1] if which < 2 else 0].tolist()),
        grid("w", w[first, at[1] if which < 2 else 0].tolist()),
    )
    yield Grids(
        case.call,
        (*shown, *_maps(yours, right, place, f" {GRADIENTS[which]}")),
        ("", "", "→", "but"),
        case.arithmetic,
    )
