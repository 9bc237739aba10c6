"""Linear algebra: cutting windows out of a plane is a product with matrices of zeros and ones, and so is the way back.

`S` chooses rows, `T` chooses columns: S @ plane @ T.T holds all windows side by side. Padding is a row of zeros in S.
The gradient of such a product needs nothing but the transposed matrices.
"""

from typing import Any

import numpy as np

ARRAYS = Any


def pair(value: Any) -> tuple[Any, Any]:
    return value if isinstance(value, tuple) else (value, value)


def chooser(size: int, k: int, s: int = 1, p: int = 0, d: int = 1) -> ARRAYS:
    """(positions, k, size): a 1 where the tap of a window at a position lies on a pixel."""
    padded = np.eye(size + 2 * p, size, -p)  # row r of the padded line is pixel r - p
    starts = range(0, size + 2 * p - (k - 1) * d, s)
    return np.array([[padded[start + tap * d] for tap in range(k)] for start in starts]).reshape(-1, k, size)


def choosers(shape: Any, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> list[ARRAYS]:
    options = zip(shape[-2:], *map(pair, (kernel, stride, padding, dilation)), strict=True)
    return [chooser(*axis) for axis in options]


def cut(x: ARRAYS, S: ARRAYS, T: ARRAYS) -> ARRAYS:
    """All windows, as (…, rows, columns, kh, kw)."""
    (rows, kh, height), (columns, kw, width) = S.shape, T.shape
    wide = S.reshape(rows * kh, height) @ x.astype(float) @ T.reshape(columns * kw, width).T
    return wide.reshape(*x.shape[:-2], rows, kh, columns, kw).swapaxes(-3, -2)


def paste(windows: ARRAYS, S: ARRAYS, T: ARRAYS) -> ARRAYS:
    """The transpose of `cut`: windows are put back to where they came from, and added up."""
    (rows, kh, height), (columns, kw, width) = S.shape, T.shape
    wide = windows.swapaxes(-3, -2).reshape(*windows.shape[:-4], rows * kh, columns * kw)
    return S.reshape(rows * kh, height).T @ wide @ T.reshape(columns * kw, width)


def patch_dot(patch: ARRAYS, kernel: ARRAYS, bias: float = 0.0) -> float:
    # The trace of a product of two matrices is the sum of products of their entries.
    flat = [array.reshape(len(array), -1).astype(float) for array in (patch, kernel)]
    return float(np.trace(flat[0] @ flat[1].T) + bias)


def cross_correlate2d(x: ARRAYS, k: ARRAYS) -> ARRAYS:
    require_planes(x=x, k=k)
    if x.shape[0] < k.shape[0] or x.shape[1] < k.shape[1]:
        raise ValueError(f"k {k.shape} must fit into x {x.shape}")
    S, T = choosers(x.shape, k.shape)
    return np.einsum("ijuv,uv->ij", cut(x, S, T), k.astype(float))


def convolve2d(x: ARRAYS, k: ARRAYS) -> ARRAYS:
    mirror_rows, mirror_columns = (np.eye(size)[::-1] for size in k.shape)
    return cross_correlate2d(x, mirror_rows @ k @ mirror_columns)


def design_kernel(behaviour: str) -> ARRAYS:
    """Products of a column (what happens from row to row) and a row."""
    before, here, after = np.eye(3)
    mean, change = np.full(3, 1 / 3), after - before
    if behaviour == "sharpen":
        return 2 * np.outer(here, here) - np.outer(mean, mean)
    return np.outer(
        *{
            "identity": (here, here),
            "blur": (mean, mean),
            "vertical_edge": (mean, change),
            "horizontal_edge": (change, mean),
            "shift_right": (here, before),
            "shift_left": (here, after),
            "shift_down": (before, here),
            "shift_up": (after, here),
        }[behaviour]
    )


def build_detector(kind: str) -> tuple[ARRAYS, ARRAYS, float]:
    """Kernels are products of a column and a row; so are the places that layer two looks at."""
    change, mean = np.array([-1.0, 0.0, 1.0]), np.full(3, 1 / 3)
    first = np.array([np.outer(mean, change), np.outer(mean, -change), np.outer(change, mean), np.outer(-change, mean)])
    places = np.eye(4)
    ends, middle = np.array([1.0, 0.0, 1.0, 0.0]), places[1]
    upright = np.outer(places[3], places[0]) if kind == "corner" else np.outer(middle, ends)
    second = np.array([upright, upright, upright.T, upright.T])[None]
    return first[:, None], second, -1.9 if kind == "corner" else -3.76


def zero_pad2d(x: ARRAYS, pad: Any) -> ARRAYS:
    (top, bottom), (left, right) = (pair(side) for side in pair(pad))
    height, width = x.shape[-2:]
    S = np.eye(top + height + bottom, height, -top, dtype=x.dtype)
    T = np.eye(left + width + right, width, -left, dtype=x.dtype)
    return S @ x @ T.T


def conv2d(x: ARRAYS, w: ARRAYS, b: Any = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> ARRAYS:
    require_arrays(x=x, w=w)
    require_numbers(1, stride=stride, dilation=dilation)
    require_numbers(0, padding=padding)
    if x.shape[1] != w.shape[1]:
        raise ValueError(f"w reads {w.shape[1]} channels, there are {x.shape[1]}")
    if b is not None and len(b) != len(w):
        raise ValueError(f"b holds {len(b)} numbers for {len(w)} filters")
    S, T = choosers(x.shape, w.shape[2:], stride, padding, dilation)
    if S.size == 0 or T.size == 0:
        raise ValueError("w must fit into the padded images")
    return layer(cut(x, S, T), w, b)


def layer(windows: ARRAYS, w: ARRAYS, b: Any) -> ARRAYS:
    """One vector for each window, one column for each filter."""
    n, _, rows, columns, _, _ = windows.shape
    vectors = windows.transpose(0, 2, 3, 1, 4, 5).reshape(n * rows * columns, -1)
    answers = vectors @ w.reshape(len(w), -1).T.astype(float)
    if b is not None:
        answers = answers + b
    return answers.reshape(n, rows, columns, len(w)).transpose(0, 3, 1, 2)


def im2col(x: ARRAYS, kernel: Any, stride: Any = 1, padding: Any = 0) -> ARRAYS:
    windows = cut(x, *choosers(x.shape, kernel, stride, padding))
    rows, columns, kh, kw = windows.shape[2:]
    return np.moveaxis(windows, (4, 5), (2, 3)).reshape(len(x), x.shape[1] * kh * kw, rows * columns)


def conv2d_im2col(x: ARRAYS, w: ARRAYS, b: Any = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> ARRAYS:
    return layer(cut(x, *choosers(x.shape, w.shape[2:], stride, padding, dilation)), w, b)


def max_pool2d(x: ARRAYS, kernel: Any, stride: Any = None) -> ARRAYS:
    step = kernel if stride is None else stride
    return cut(x, *choosers(x.shape, kernel, step)).max(axis=(4, 5))


def avg_pool2d(x: ARRAYS, kernel: Any, stride: Any = None, padding: Any = 0, count_include_pad: bool = False) -> ARRAYS:
    """Sums along each axis are matrices, too: rows of S added up over the taps of a window."""
    S, T = (taps.sum(axis=1) for taps in choosers(x.shape, kernel, kernel if stride is None else stride, padding))
    kh, kw = pair(kernel)
    cells = kh * kw if count_include_pad else np.outer(S.sum(axis=1), T.sum(axis=1))
    return S @ x.astype(float) @ T.T / cells


def conv2d_backward(dout: ARRAYS, x: ARRAYS, w: ARRAYS, stride: Any = 1, padding: Any = 0) -> tuple[ARRAYS, ...]:
    S, T = choosers(x.shape, w.shape[2:], stride, padding)
    arriving = dout.astype(float)
    dw = np.einsum("nfij,ncijuv->fcuv", arriving, cut(x, S, T))
    return paste(np.einsum("nfij,fcuv->ncijuv", arriving, w.astype(float)), S, T), dw, arriving.sum(axis=(0, 2, 3))


def max_pool2d_backward(dout: ARRAYS, x: ARRAYS, kernel: Any, stride: Any = None) -> ARRAYS:
    S, T = choosers(x.shape, kernel, kernel if stride is None else stride)
    windows = cut(x, S, T)
    size = windows.shape[4:]
    first = windows.reshape(*dout.shape, -1).argmax(axis=-1)
    one_hot = np.eye(size[0] * size[1])[first].reshape(windows.shape)
    return paste(one_hot * dout[..., None, None], S, T)


def require_arrays(**arrays: Any) -> None:
    for name, array in arrays.items():
        if not isinstance(array, np.ndarray):
            raise TypeError(f"{name} is {array!r}, not an array")


def require_planes(**planes: Any) -> None:
    require_arrays(**planes)
    for name, plane in planes.items():
        if plane.ndim != 2:
            raise ValueError(f"{name} has the shape {plane.shape}, which is no plane")


def require_numbers(least: int, **named: Any) -> None:
    for name, value in named.items():
        if not all(isinstance(number, int | np.integer) for number in pair(value)):
            raise TypeError(f"{name} is {value!r}, not made of ints")
        if min(pair(value)) < least:
            raise ValueError(f"{name} is {value!r}, less than {least}")
