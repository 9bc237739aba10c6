"""Pooling and the way back, as somebody would write them who holds some of the topic's misconceptions."""

from typing import Any

import numpy as np
from model_filter_windows import (
    Array,
    Ids,
    Pair,
    as_stored,
    both,
    floated,
    laid_out,
    padded,
    sized,
    starts,
    stepped,
    turned,
    unstrided,
    windows,
)


def pool_stride(ids: Ids, kernel: Pair, stride: Pair | None) -> Pair:
    if stride is None and "FIL-26a" in ids:
        return 1
    return kernel if stride is None or "FIL-26b" in ids else stride


def overhanging(ids: Ids, x: Array, kernel: Pair, stride: Pair) -> Array:
    """`x` with cells that are none behind its end, for those who keep a window that hangs over."""
    if "FIL-23" not in ids:
        return x
    lines = zip(x.shape[2:], sized(ids, kernel), stepped(ids, stride), strict=True)
    # A window that would lie all beyond the end has nothing to pool and is left to nobody.
    more = [min(-(size - k) % step, k - 1) for size, k, step in lines]
    return np.pad(x, [(0, 0), (0, 0), (0, more[0]), (0, more[1])], constant_values=np.nan)


def max_pool2d(ids: Ids, x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
    step = pool_stride(ids, kernel, stride)
    images = overhanging(ids, floated(ids, x), kernel, step)
    largest = np.nanmax(windows(ids, images, sized(ids, kernel), unstrided(ids, step)), axis=(4, 5))
    if "FIL-13" in ids:
        largest = np.maximum(largest, 0.0)
    if ids & {"FIL-15a", "FIL-15b"}:
        largest = largest.max(axis=1, keepdims=True)
    return pooled(ids, largest, x, step)


def avg_pool2d(
    ids: Ids, x: Array, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, count_include_pad: bool = False
) -> Array:
    step = pool_stride(ids, kernel, stride)
    images = overhanging(ids, padded(ids, floated(ids, x), padding), kernel, step)
    real = padded(ids - {"FIL-9"}, np.ones((1, 1, *x.shape[2:])), padding)
    if "FIL-14a" in ids or (count_include_pad and "FIL-14b" not in ids):
        real = np.ones_like(real)
    cells = np.nansum(
        windows(ids, overhanging(ids, real, kernel, step), sized(ids, kernel), unstrided(ids, step)), axis=(4, 5)
    )
    means = np.nansum(windows(ids, images, sized(ids, kernel), unstrided(ids, step)), axis=(4, 5)) / np.maximum(
        cells, 1.0
    )
    if ids & {"FIL-15a", "FIL-15b"}:
        means = means.mean(axis=1, keepdims=True)
    return pooled(ids, means, x, step)


def pooled(ids: Ids, result: Array, x: Array, step: Pair) -> Array:
    if "FIL-15b" in ids:
        result = np.repeat(result, x.shape[1], axis=1)
    return as_stored(ids, laid_out(ids, result, step), x)


def conv2d_backward(
    ids: Ids, dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0
) -> tuple[Array, ...]:
    """Window by window, all images and filters at once."""
    upstream, weights, seen = (floated(ids, array) for array in (dout, turned(ids & {"FIL-1a"}, w), x))
    images, (top, left), (kh, kw) = padded(ids, seen, padding), both(ids, padding), w.shape[2:]
    wide, dw = np.zeros(images.shape), np.zeros(w.shape)
    rows, columns = (starts(ids, n, step) for n, step in zip(dout.shape[2:], stepped(ids, stride), strict=True))
    for i, j in np.ndindex(*dout.shape[2:]):
        place = np.s_[:, :, rows[i] : rows[i] + kh, columns[j] : columns[j] + kw]
        arriving = upstream[:, :, i, j, None, None, None]
        to_pixels = (arriving * weights[None]).sum(axis=1)
        to_weights = (arriving * images[place][:, None]).sum(axis=0)
        wide[place] = to_pixels if "FIL-17a" in ids else wide[place] + to_pixels
        dw = to_weights if "FIL-17b" in ids else dw + to_weights
    dx = wide if "FIL-27" in ids else wide[:, :, top : top + x.shape[2], left : left + x.shape[3]].copy()
    db = upstream.sum(axis=(2, 3) if "FIL-28b" in ids else (0, 2, 3))
    if "FIL-28a" in ids:
        dw, db = dw / len(x), db / len(x)
    results = [as_stored(ids, result, like) for result, like in ((dx, x), (dw, w), (db, dout))]
    return tuple(results[at] for at in ((1, 0, 2) if "FIL-29" in ids else (0, 1, 2)))


def max_pool2d_backward(ids: Ids, dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
    kh, kw = sized(ids, kernel)
    down, right = stepped(ids, pool_stride(ids, kernel, stride))
    tops, lefts = starts(ids, dout.shape[2], down), starts(ids, dout.shape[3], right)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(*dout.shape):
        place = np.s_[n, c, tops[i] : tops[i] + kh, lefts[j] : lefts[j] + kw]
        share = winners(ids, np.asarray(x[place], dtype=np.float64)) * float(dout[n, c, i, j])
        dx[place] = share if "FIL-17a" in ids else dx[place] + share
    if "FIL-19" in ids:
        x[...] = dx
    return dx


def winners(ids: Ids, window: Array) -> Array:
    """1 for each cell that gets what arrives at the window, and 0 for the others."""
    if "FIL-13" in ids:
        window = np.maximum(window, 0.0)  # nothing is larger than the 0 that it starts from: the first cell stays
    if "FIL-16a" in ids:
        return (window == window.max()).astype(float)
    flat: Any = window.ravel()
    at = flat.size - 1 - flat[::-1].argmax() if "FIL-16b" in ids else flat.argmax()
    return (np.arange(flat.size) == at).astype(float).reshape(window.shape)
