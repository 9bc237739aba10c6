"""Reference solution of `filter_math`: filters, pooling and their gradients, in NumPy.

The plain route stays visible in `conv2d`, which visits one window after the other. Everything else
rests on one idea: NumPy can *show* all windows of an image at once, without copying a pixel.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

Array = npt.NDArray[Any]
Pair = int | tuple[int, int]
Pads = int | tuple[int, int] | tuple[tuple[int, int], tuple[int, int]]


def patch_dot(patch: Array, kernel: Array, bias: float = 0.0) -> float:
    return float(np.sum(_float(patch) * _float(kernel)) + bias)


def cross_correlate2d(x: Array, k: Array) -> Array:
    _check_array("x", x, 2)
    _check_array("k", k, 2)
    _check_fits("k", k.shape, x.shape)
    return _correlate(x, k)


def convolve2d(x: Array, k: Array) -> Array:
    return _correlate(x, k[::-1, ::-1])


def design_kernel(behaviour: str) -> Array:
    kernel = np.zeros((3, 3))
    # The weight that is 1 names the neighbor each pixel copies: content that moves right comes from the left.
    source = {"identity": (1, 1), "shift_right": (1, 0), "shift_left": (1, 2), "shift_down": (0, 1), "shift_up": (2, 1)}
    if behaviour in source:
        kernel[source[behaviour]] = 1.0
    elif behaviour == "blur":
        kernel[:] = 1 / 9
    elif behaviour in ("vertical_edge", "horizontal_edge"):
        kernel[:] = [-1, 0, 1]  # in each row the right neighbor minus the left one (Prewitt)
        kernel = kernel if behaviour == "vertical_edge" else kernel.T
    elif behaviour == "sharpen":
        kernel[:] = -1 / 9  # the image plus what a blur takes away: 2·identity - blur
        kernel[1, 1] += 2
    else:
        raise ValueError(f"behaviour: no kernel is known as {behaviour!r}")
    return kernel


def build_detector(kind: str) -> tuple[Array, Array, float]:
    edge = np.array([[-1.0, 0.0, 1.0]] * 3)
    # ReLU keeps one direction of change only, so an edge has two kernels: for dark to bright, and back.
    first = np.stack([edge, -edge, edge.T, -edge.T])[:, None]
    second = np.zeros((1, 4, 3, 3))
    upright, level = second[0, :2], second[0, 2:]  # views: what is written into them is written into `second`
    if kind == "corner":
        # Two pixels away from the corner each edge is whole, and the other one out of sight.
        upright[:, 2, 0] = level[:, 0, 2] = 1.0
    elif kind == "ring":
        upright[:, 1, [0, 2]] = level[:, [0, 2], 1] = 1.0  # on the inside, where a filled disc has no edges
    else:
        raise ValueError(f"kind: no detector is known for {kind!r}")
    parts = second[0, ::2].sum()  # of a bright shape, or of a dark one: never both
    # An edge at contrast 1 gives 3. All parts but one, at 1.2, give less than 94 of 100 of all parts at 1.
    return first, second, -0.94 * 3 * float(parts)


def zero_pad2d(x: Array, pad: Pads) -> Array:
    vertical, horizontal = _pair(pad)
    # np.pad with a bare number would pad the batch and the channels too, so every axis is named.
    leading = [(0, 0)] * (x.ndim - 2)
    return np.pad(x, [*leading, _pair(vertical), _pair(horizontal)])


def conv2d(
    x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
) -> Array:
    _check_conv2d(x, w, b, stride, padding, dilation)
    windows = _windows(zero_pad2d(_float(x), padding), w.shape[2:], stride, dilation)
    out = np.empty((len(x), len(w), *windows.shape[2:4]))
    filters = _flat(_float(w))
    for i, j in np.ndindex(*out.shape[2:]):
        # One place, all images and all filters: each filter meets the window as one long vector, channels included.
        out[:, :, i, j] = _flat(windows[:, :, i, j]) @ filters.T
    return out if b is None else out + _float(b)[:, None, None]


def im2col(x: Array, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> Array:
    windows = _windows(zero_pad2d(_float(x), padding), kernel, stride)
    n, c, rows, columns, kh, kw = windows.shape
    # The order (C, kh, kw) of the rows is the order of a flattened filter: that is why the product below works.
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(n, c * kh * kw, rows * columns)


def conv2d_im2col(
    x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
) -> Array:
    wide = _spread(_float(w), dilation)
    padded = zero_pad2d(_float(x), padding)
    (down, right), kernel = _pair(stride), wide.shape[2:]
    size = [(edge - k) // step + 1 for edge, k, step in zip(padded.shape[2:], kernel, (down, right), strict=True)]
    out = (_flat(wide) @ im2col(padded, kernel, stride)).reshape(len(x), len(w), *size)
    return out if b is None else out + _float(b)[:, None, None]


def max_pool2d(x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
    largest: Array = _windows(_float(x), kernel, kernel if stride is None else stride).max(axis=(-2, -1))
    return largest


def avg_pool2d(
    x: Array, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, count_include_pad: bool = False
) -> Array:
    step = kernel if stride is None else stride
    sums = _window_sums(zero_pad2d(_float(x), padding), kernel, step)
    # Pooling an image of ones counts the cells of each window; the border counts only if its ones are put there.
    ones = np.ones(x.shape[2:])
    cells = np.pad(ones, [(p, p) for p in _pair(padding)], constant_values=float(count_include_pad))
    return sums / _window_sums(cells, kernel, step)


def conv2d_backward(dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> tuple[Array, Array, Array]:
    (down, right), (top, left) = _pair(stride), _pair(padding)
    filters, _, kh, kw = w.shape
    dout, weights = _float(dout), _float(w)
    rows, columns = dout.shape[2:]

    flat = dout.reshape(len(x), filters, rows * columns)
    dw = np.tensordot(flat, im2col(x, (kh, kw), stride, padding), axes=((0, 2), (0, 2))).reshape(w.shape)

    dx = zero_pad2d(np.zeros(x.shape), padding)
    for u, v in np.ndindex(kh, kw):
        # The pixels that weight (u, v) met lie on a grid. Windows overlap, so a pixel collects from several weights.
        met = dx[:, :, u : u + down * rows : down, v : v + right * columns : right]
        met += np.einsum("nfij,fc->ncij", dout, weights[:, :, u, v])
    inside = dx[:, :, top : top + x.shape[2], left : left + x.shape[3]]
    return inside.copy(), dw, dout.sum(axis=(0, 2, 3))


def max_pool2d_backward(dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> Array:
    (kh, kw), (down, right) = _pair(kernel), _pair(kernel if stride is None else stride)
    windows = _windows(_float(x), (kh, kw), (down, right))
    winner = windows.reshape(*dout.shape, kh * kw).argmax(axis=-1)  # argmax keeps the first of equals
    n, c, i, j = np.indices(dout.shape)
    dx = np.zeros(x.shape)
    # `dx[index] += dout` would keep one of several gradients for the same pixel; add.at adds them all.
    np.add.at(dx, (n, c, i * down + winner // kw, j * right + winner % kw), _float(dout))
    return dx


# Helpers


def _float(array: Array) -> npt.NDArray[np.float64]:
    """Small integer types overflow and cannot hold a mean, so every sum starts from float64."""
    return np.asarray(array, dtype=np.float64)


def _pair(value: Any) -> tuple[Any, Any]:
    return value if isinstance(value, tuple) else (value, value)


def _windows(x: Array, kernel: Pair, stride: Pair, dilation: Pair = 1) -> Array:
    """All windows of the last two axes as a view (…, rows, columns, kh, kw)."""
    (kh, kw), (down, right), (du, dv) = _pair(kernel), _pair(stride), _pair(dilation)
    view = sliding_window_view(x, ((kh - 1) * du + 1, (kw - 1) * dv + 1), axis=(-2, -1))
    return view[..., ::down, ::right, ::du, ::dv]


def _window_sums(x: Array, kernel: Pair, stride: Pair) -> Array:
    sums: Array = _windows(x, kernel, stride).sum(axis=(-2, -1))
    return sums


def _flat(array: Array) -> Array:
    """Each entry of the first axis as one row."""
    return array.reshape(len(array), -1)


def _correlate(x: Array, k: Array) -> Array:
    sums: Array = np.einsum("ijuv,uv->ij", _windows(_float(x), k.shape, 1), _float(k))
    return sums


def _spread(w: Array, dilation: Pair) -> Array:
    """The ordinary kernel that does what `w` does dilated: zeros stand where a dilated window does not look."""
    (du, dv), (kh, kw) = _pair(dilation), w.shape[2:]
    wide = np.zeros((*w.shape[:2], (kh - 1) * du + 1, (kw - 1) * dv + 1))
    wide[:, :, ::du, ::dv] = w
    return wide


def _check_array(name: str, value: object, axes: int) -> None:
    if not isinstance(value, np.ndarray):
        raise TypeError(f"{name} must be an array, not {type(value).__name__}")
    if value.ndim != axes:
        raise ValueError(f"{name} must have {axes} axes, not {value.ndim}")


def _check_pair(name: str, value: object, least: int) -> None:
    parts = _pair(value)
    if not all(isinstance(part, int | np.integer) for part in parts):
        raise TypeError(f"{name} must be an int or two ints, not {value!r}")
    if len(parts) != 2 or min(parts) < least:
        raise ValueError(f"{name} must be one or two numbers of at least {least}, not {value!r}")


def _check_fits(name: str, kernel: tuple[int, ...], image: tuple[int, ...]) -> None:
    if any(k > size for k, size in zip(kernel, image, strict=True)):
        raise ValueError(f"{name} spans {kernel}, more than the image with its padding: {image}")


def _check_conv2d(x: Array, w: Array, b: Array | None, stride: Pair, padding: Pair, dilation: Pair) -> None:
    _check_array("x", x, 4)
    _check_array("w", w, 4)
    for name, value, least in (("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1)):
        _check_pair(name, value, least)
    if w.shape[1] != x.shape[1]:
        raise ValueError(f"w has {w.shape[1]} channels, x has {x.shape[1]}")
    if b is not None and np.shape(b) != (len(w),):
        raise ValueError(f"b has the shape {np.shape(b)}, which is not one number for each of {len(w)} filters")
    image = tuple(size + 2 * p for size, p in zip(x.shape[2:], _pair(padding), strict=True))
    span = tuple((k - 1) * d + 1 for k, d in zip(w.shape[2:], _pair(dilation), strict=True))
    _check_fits("w", span, image)
