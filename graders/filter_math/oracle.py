"""What each function means, as the slowest and plainest program that says it.

Everything is a nested list and a loop over places. No views, no matrix products, no size formula:
a window's positions are counted by sliding it until it no longer fits.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Pair = int | tuple[int, int]


def both(value: Pair) -> tuple[int, int]:
    """The vertical and the horizontal part of an argument that may be one number."""
    return (value, value) if isinstance(value, int) else value


def starts(size: int, window: int, stride: int, dilation: int = 1) -> list[int]:
    """Where a window of `window` taps may begin on a line of `size` cells."""
    found, start = [], 0
    while start + (window - 1) * dilation < size:
        found.append(start)
        start += stride
    return found


def patch_dot(patch: npt.NDArray[Any], kernel: npt.NDArray[Any], bias: float = 0.0) -> float:
    total = float(bias)
    for place in np.ndindex(*patch.shape):
        total += float(patch[place]) * float(kernel[place])
    return total


def cross_correlate2d(x: npt.NDArray[Any], k: npt.NDArray[Any]) -> Array:
    return conv2d(x[None, None], k[None, None])[0, 0]


def convolve2d(x: npt.NDArray[Any], k: npt.NDArray[Any]) -> Array:
    """The pixel at distance (u, v) *before* the window's last pixel meets the weight (u, v)."""
    (height, width), (kh, kw) = x.shape, k.shape
    rows, columns = starts(height, kh, 1), starts(width, kw, 1)
    out = np.zeros((len(rows), len(columns)))
    for i, j, u, v in product(rows, columns, range(kh), range(kw)):
        out[i, j] += float(x[i + kh - 1 - u, j + kw - 1 - v]) * float(k[u, v])
    return out


def zero_pad2d(x: npt.NDArray[Any], pad: Any) -> npt.NDArray[Any]:
    vertical, horizontal = (pad, pad) if isinstance(pad, int) else pad
    top, bottom = both(vertical)
    left, right = both(horizontal)
    *leading, height, width = x.shape
    out = np.zeros((*leading, top + height + bottom, left + width + right), dtype=x.dtype)
    out[..., top : top + height, left : left + width] = x
    return out


def conv2d(
    x: npt.NDArray[Any],
    w: npt.NDArray[Any],
    b: npt.NDArray[Any] | None = None,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
) -> Array:
    filters, channels, kh, kw = w.shape
    (down, right), (step_u, step_v) = both(stride), both(dilation)
    padded = zero_pad2d(x.astype(float), both(padding))
    rows = starts(padded.shape[2], kh, down, step_u)
    columns = starts(padded.shape[3], kw, right, step_v)
    cells, weights = padded.tolist(), w.astype(float).tolist()
    biases = [0.0] * filters if b is None else b.astype(float).tolist()
    out = np.zeros((len(x), filters, len(rows), len(columns)))
    for n, f, (i, top), (j, left) in product(range(len(x)), range(filters), enumerate(rows), enumerate(columns)):
        total = biases[f]
        for c in range(channels):
            for u in range(kh):
                for v in range(kw):
                    total += cells[n][c][top + u * step_u][left + v * step_v] * weights[f][c][u][v]
        out[n, f, i, j] = total
    return out


def im2col(x: npt.NDArray[Any], kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> Array:
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


def max_pool2d(x: npt.NDArray[Any], kernel: Pair, stride: Pair | None = None) -> Array:
    (kh, kw), (down, right) = both(kernel), both(kernel if stride is None else stride)
    rows, columns = starts(x.shape[2], kh, down), starts(x.shape[3], kw, right)
    out = np.zeros((*x.shape[:2], len(rows), len(columns)))
    for n, c in product(range(x.shape[0]), range(x.shape[1])):
        plane = x[n, c].astype(float).tolist()
        for (i, top), (j, left) in product(enumerate(rows), enumerate(columns)):
            out[n, c, i, j] = max(plane[top + u][left + v] for u in range(kh) for v in range(kw))
    return out


def avg_pool2d(
    x: npt.NDArray[Any], kernel: Pair, stride: Pair | None = None, padding: Pair = 0, count_include_pad: bool = False
) -> Array:
    """A border cell is worth 0; whether it counts as a cell is what `count_include_pad` says."""
    (kh, kw), (down, right) = both(kernel), both(kernel if stride is None else stride)
    padded = zero_pad2d(x.astype(float), both(padding))
    counted = zero_pad2d(np.ones(x.shape[2:]), both(padding)).tolist()
    rows, columns = starts(padded.shape[2], kh, down), starts(padded.shape[3], kw, right)
    out = np.zeros((*x.shape[:2], len(rows), len(columns)))
    for n, c in product(range(x.shape[0]), range(x.shape[1])):
        plane = padded[n, c].tolist()
        for (i, top), (j, left) in product(enumerate(rows), enumerate(columns)):
            cells = [(top + u, left + v) for u in range(kh) for v in range(kw)]
            number = sum(1 if count_include_pad else counted[p][q] for p, q in cells)
            out[n, c, i, j] = sum(plane[p][q] for p, q in cells) / number
    return out


def conv2d_backward(
    dout: npt.NDArray[Any], x: npt.NDArray[Any], w: npt.NDArray[Any], stride: Pair = 1, padding: Pair = 0
) -> tuple[Array, Array, Array]:
    """Each product pixel · weight of the forward loops passes `dout` to its two factors."""
    filters, channels, kh, kw = w.shape
    (down, right), (above, before) = both(stride), both(padding)
    dx, dw, db = np.zeros(x.shape).tolist(), np.zeros(w.shape).tolist(), [0.0] * filters
    pixels, weights, upstream = x.astype(float).tolist(), w.astype(float).tolist(), dout.astype(float).tolist()
    for n, f, i, j in np.ndindex(*dout.shape):
        arriving = upstream[n][f][i][j]
        db[f] += arriving
        for c, u, v in product(range(channels), range(kh), range(kw)):
            p, q = i * down + u - above, j * right + v - before
            if 0 <= p < x.shape[2] and 0 <= q < x.shape[3]:
                dx[n][c][p][q] += arriving * weights[f][c][u][v]
                dw[f][c][u][v] += arriving * pixels[n][c][p][q]
    return np.array(dx), np.array(dw), np.array(db)


def max_pool2d_backward(dout: npt.NDArray[Any], x: npt.NDArray[Any], kernel: Pair, stride: Pair | None = None) -> Array:
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
