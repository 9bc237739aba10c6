"""The arithmetic of one value of the right answer, for a student who got it wrong.

A case comes from shrinking, which cuts arrays without asking whether they still fit each other. Where a model answers
such a call all the same, by broadcasting, there is no arithmetic of the lesson to show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import oracle
from oracle import both, starts
from working_filter_pools import avg_pool2d, conv2d_backward, max_pool2d, max_pool2d_backward
from working_filter_words import MOST_TERMS, joined, looked_up, moved, number, part, reached, times

Array = npt.NDArray[Any]
Pair = Any  # an int or a pair of them
Place = tuple[Any, ...]


def working(exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any], place: Place) -> str:
    """The arithmetic of one value of the right answer, or an empty text where there is none to show."""
    return LINES[exercise](place, *args, **kwargs) if exercise in LINES else ""


def patch_dot(_: Place, patch: Array, kernel: Array, bias: float | None = None) -> str:
    """The bias is a term if it is given: a 0 that somebody has passed is worth seeing."""
    if patch.shape != kernel.shape:
        return ""
    terms = times(zip(patch.flat, kernel.flat, strict=True)) + ([] if bias is None else [part(bias)])
    return f"{joined(terms)} = {number(oracle.patch_dot(patch, kernel, bias or 0.0))}"


def cross_correlate2d(place: Place, x: Array, k: Array) -> str:
    return conv2d((0, 0, *place), x[None, None], k[None, None])


def convolve2d(place: Place, x: Array, k: Array) -> str:
    flipped = k[::-1, ::-1]
    line = cross_correlate2d(place, x, flipped)
    if not 1 < k.size <= MOST_TERMS:
        return line
    rows = " / ".join(" ".join(number(weight) for weight in row) for row in flipped)
    return f"with the flipped kernel {rows}: {line}"


def zero_pad2d(place: Place, x: Array, pad: Any) -> str:
    above, before = (both(side)[0] for side in both(pad))
    *leading, row, column = place
    return looked_up(x, leading, (moved(row, above), moved(column, before)), (row - above, column - before))


def conv2d(
    place: Place,
    x: Array,
    w: Array,
    b: Array | None = None,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
) -> str:
    if x.shape[1] != w.shape[1] or (b is not None and b.shape != w.shape[:1]):
        return ""
    n, f, i, j = place
    (down, right), (du, dv) = both(stride), both(dilation)
    cells = oracle.zero_pad2d(x, both(padding))[n]
    met = [(cells[c, i * down + u * du, j * right + v * dv], w[f, c, u, v]) for c, u, v in np.ndindex(*w.shape[1:])]
    terms = times(met) if b is None else [*times(met), part(b[f])]
    return f"{joined(terms)} = {number(oracle.conv2d(x, w, b, stride, padding, dilation)[place])}"


def im2col(place: Place, x: Array, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> str:
    """Nothing is computed here but places: which cell of the image it is."""
    n, down_column, position = place
    (kh, kw), steps, pads = both(kernel), both(stride), both(padding)
    channel, tap = down_column // (kh * kw), divmod(down_column % (kh * kw), kw)
    window = divmod(position, len(starts(x.shape[3] + 2 * pads[1], kw, steps[1])))
    lines = list(zip(window, steps, tap, pads, strict=True))
    rows, columns = (reached(*line) for line in lines)
    row, column = (at * step + t - pad for at, step, t, pad in lines)
    copied = looked_up(x, (n, channel), (rows, columns), (row, column))
    return f"channel {channel}, tap {list(tap)} of window {list(window)}: {copied}"


LINES: dict[str, Callable[..., str]] = {
    "patch_dot": patch_dot,
    "cross_correlate2d": cross_correlate2d,
    "convolve2d": convolve2d,
    "zero_pad2d": zero_pad2d,
    "conv2d": conv2d,
    "im2col": im2col,
    "conv2d_im2col": conv2d,
    "max_pool2d": max_pool2d,
    "avg_pool2d": avg_pool2d,
    "conv2d_backward": conv2d_backward,
    "max_pool2d_backward": max_pool2d_backward,
}
