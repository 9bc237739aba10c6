"""The functions that look forward, as somebody would write them who holds some of the topic's misconceptions."""

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
    squared,
    turned,
    unstrided,
    windows,
)


def patch_dot(ids: Ids, patch: Array, kernel: Array, bias: float = 0.0) -> Any:
    products = floated(ids, patch) * floated(ids, kernel)
    if "FIL-19" in ids and patch.dtype == products.dtype:
        patch[...] = products
    if "FIL-4b" in ids:
        times = products[0].size if "FIL-6a" in ids else 0 if "FIL-6c" in ids else 1
        return products.sum(axis=(1, 2)) + bias * times
    if "FIL-4a" in ids:
        products = products[:1]
    total = products.sum()
    if "FIL-5" in ids:
        total = total / len(products)
    times = products.size if "FIL-6a" in ids else len(products) if "FIL-6b" in ids else 0 if "FIL-6c" in ids else 1
    total = total + bias * times
    return total if "FIL-11b" in ids else float(total)


def cross_correlate2d(ids: Ids, x: Array, k: Array) -> Array:
    for name, array in (("x", x), ("k", k)):
        if not isinstance(array, np.ndarray):
            raise TypeError(f"{name} must be an array")
        if array.ndim != 2:
            raise ValueError(f"{name} must have two axes")
    if k.shape[0] > x.shape[0] or k.shape[1] > x.shape[1]:
        raise ValueError("k is larger than the plane")
    return correlated(ids, x, turned(ids, k))


def convolve2d(ids: Ids, x: Array, k: Array) -> Array:
    if ids & {"FIL-2a", "FIL-2b", "FIL-3"}:
        return correlated(ids, x, turned(ids, k))
    flipped = k.copy() if "FIL-1b" in ids else k[::-1, ::-1].copy()
    if "FIL-19" in ids:
        k[...] = flipped
    return correlated(ids, x, flipped)


def correlated(ids: Ids, x: Array, k: Array) -> Array:
    seen = windows(ids, floated(ids, x)[None, None], squared(ids, k.shape), 1)[0, 0]
    weights = floated(ids, k)[:, : seen.shape[-1]]
    if seen.shape[2:] != weights.shape:
        raise ValueError(f"a window of {seen.shape[2:]} does not go with a kernel of {weights.shape}")
    out = (seen * weights).sum(axis=(2, 3))
    return as_stored(ids, out.T if "FIL-12a" in ids else out, x)


def design_kernel(ids: Ids, behaviour: str) -> Array:
    """Copies of one neighbour, means, differences along a row (Sobel), and the image plus its Laplacian."""
    copied = {"identity": (1, 1), "shift_right": (1, 0), "shift_left": (1, 2), "shift_down": (0, 1), "shift_up": (2, 1)}
    kernel = np.zeros((3, 3))
    laplace = np.array([[0.0, -1.0, 0.0], [-1.0, 4.0, -1.0], [0.0, -1.0, 0.0]])
    if behaviour in copied:
        kernel[copied[behaviour]] = 1.0
        return turned(ids & {"FIL-1a"}, kernel).copy()
    if behaviour == "blur":
        gauss = np.outer([1.0, 2.0, 1.0], [1.0, 2.0, 1.0]) / 16
        return gauss if "FIL-20b" in ids else kernel + (1.0 if "FIL-20a" in ids else 1 / 9)
    if behaviour == "sharpen":
        kernel[1, 1] = 0.0 if "FIL-22a" in ids else 1.0
        return kernel + laplace
    if "FIL-22b" in ids:
        return laplace
    sobel = np.outer([1.0, 2.0, 1.0], [-1.0, 0.0, 1.0])
    return sobel if (behaviour == "vertical_edge") != ("FIL-21" in ids) else sobel.T.copy()


def conv2d(
    ids: Ids, x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
) -> Array:
    check_conv2d(x, w, b, stride, padding, dilation)
    weights = floated(ids, turned(ids, w))
    images, kernel = padded(ids, floated(ids, x), padding), squared(ids, weights.shape[2:])
    seen = windows(ids, images, kernel, unstrided(ids, stride), dilation)
    # Each filter meets each window: (N, F, C, rows, columns, kh, kw)
    products = seen[:, None] * weights[None, :, :, None, None, :, : seen.shape[-1]]
    if "FIL-4a" in ids:
        products = products[:, :, :1]
    if "FIL-4b" in ids:
        n, f, c, rows, columns, *_ = products.shape
        maps = products.sum(axis=(5, 6)).reshape(n, f * c, rows, columns)
    else:
        maps = products.sum(axis=(2, 5, 6))
    return finished(ids, maps, x, w, b, stride)


def finished(ids: Ids, maps: Array, x: Array, w: Array, b: Array | None, stride: Pair) -> Array:
    """Means over channels for those who take them; biases; the place and the type of the result."""
    if "FIL-5" in ids:
        maps = maps / w.shape[1]
    if b is not None and "FIL-6c" not in ids:
        times = w[0].size if "FIL-6a" in ids else w.shape[1] if "FIL-6b" in ids else 1
        biases = np.repeat(b[0], len(b)) if "FIL-6d" in ids else b
        maps = maps + np.repeat(floated(ids, biases) * times, maps.shape[1] // len(b))[:, None, None]
    return as_stored(ids, laid_out(ids, maps, stride), x)


def columns_of(ids: Ids, seen: Array) -> Array:
    """Windows as columns: (N, C·kh·kw, rows·columns)."""
    n, c, rows, columns, kh, kw = seen.shape
    if "FIL-18c" in ids:
        return seen.reshape(n, c * kh * kw, rows * columns)
    down = (4, 5, 1) if "FIL-18a" in ids else (1, 4, 5)
    along = (3, 2) if "FIL-18b" in ids else (2, 3)
    return seen.transpose(0, *down, *along).reshape(n, c * kh * kw, rows * columns)


def im2col(ids: Ids, x: Array, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> Array:
    return columns_of(ids, windows(ids, padded(ids, floated(ids, x), padding), sized(ids, kernel), stride))


def conv2d_im2col(
    ids: Ids, x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
) -> Array:
    weights = floated(ids, turned(ids, w))
    images, kernel = padded(ids, floated(ids, x), padding), squared(ids, weights.shape[2:])
    seen = windows(ids, images, kernel, unstrided(ids, stride), dilation)
    weights = weights[..., : seen.shape[-1]]
    if "FIL-4a" in ids:
        seen, weights = seen[:, :1], weights[:, :1]
    if "FIL-4b" in ids:
        apart = [flat_product(ids, weights[:, c : c + 1], seen[:, c : c + 1]) for c in range(w.shape[1])]
        maps = np.stack(apart, axis=2).reshape(len(x), -1, *seen.shape[2:4])
    else:
        maps = flat_product(ids, weights, seen)
    return finished(ids, maps, x, w, b, stride)


def flat_product(ids: Ids, weights: Array, seen: Array) -> Array:
    rows = weights.reshape(len(weights), -1)
    return (rows @ columns_of(ids, seen)).reshape(len(seen), len(weights), *seen.shape[2:4])


def check_conv2d(x: Array, w: Array, b: Array | None, stride: Pair, padding: Pair, dilation: Pair) -> None:
    for name, array in (("x", x), ("w", w)):
        if not isinstance(array, np.ndarray):
            raise TypeError(f"{name} must be an array")
    for name, value, least in (("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1)):
        for part in value if isinstance(value, tuple) else (value,):
            if not isinstance(part, int | np.integer):
                raise TypeError(f"{name} must be one int or two, not {value!r}")
            if part < least:
                raise ValueError(f"{name} must be at least {least}, not {value!r}")
    if w.shape[1] != x.shape[1]:
        raise ValueError("w has not as many channels as the images")
    if b is not None and b.shape != w.shape[:1]:
        raise ValueError("b must hold one bias for each filter")
    room = zip(x.shape[2:], w.shape[2:], both(frozenset(), padding), both(frozenset(), dilation), strict=True)
    if any((kernel - 1) * gap + 1 > size + 2 * pad for size, kernel, pad, gap in room):
        raise ValueError("w does not fit on the images with their padding")
