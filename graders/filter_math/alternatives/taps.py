"""Shift and add: loops run over the few taps of the kernel, and each tap handles the whole batch with one slice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

import numpy as np

Array = Any


class Grid:
    """Where the taps of a kernel lie on an image, for all windows at once."""

    def __init__(self, image: Any, kernel: Any, stride: Any = 1, dilation: Any = 1) -> None:
        self.kernel, self.stride, self.dilation = pair(kernel), pair(stride), pair(dilation)
        spans = [(k - 1) * d for k, d in zip(self.kernel, self.dilation, strict=True)]
        self.size = tuple(len(range(0, n - e, s)) for n, e, s in zip(image[-2:], spans, self.stride, strict=True))

    def taps(self) -> Iterator[tuple[int, int, Any]]:
        """Each tap, with the index of the pixels that it meets."""
        for u in range(self.kernel[0]):
            for v in range(self.kernel[1]):
                yield u, v, (..., self.line(0, u), self.line(1, v))

    def line(self, axis: int, tap: int) -> slice:
        first = tap * self.dilation[axis]
        return slice(first, first + (self.size[axis] - 1) * self.stride[axis] + 1, self.stride[axis])


def pair(value: Any) -> tuple[Any, Any]:
    first, second = value if isinstance(value, tuple) else (value, value)
    return first, second


def patch_dot(patch: Array, kernel: Array, bias: float = 0.0) -> float:
    return float(np.vdot(patch.astype(float), kernel.astype(float))) + bias


def cross_correlate2d(x: Array, k: Array) -> Array:
    for name, plane in {"x": x, "k": k}.items():
        if type(plane) is not np.ndarray:
            raise TypeError(f"{name}: expected an array, got {plane!r}")
        if plane.ndim != 2:
            raise ValueError(f"{name}: expected two axes, got {plane.ndim}")
    grid = Grid(x.shape, k.shape)
    if 0 in grid.size:
        raise ValueError("k: the plane is smaller than the kernel")
    return sum((float(k[u, v]) * x[met] for u, v, met in grid.taps()), np.zeros(grid.size))


def convolve2d(x: Array, k: Array) -> Array:
    """Each pixel throws a copy of the kernel; in the middle of the full result all copies are complete."""
    (height, width), (kh, kw) = x.shape, k.shape
    full = np.zeros((height + kh - 1, width + kw - 1))
    for u in range(kh):
        for v in range(kw):
            full[u : u + height, v : v + width] += x * float(k[u, v])
    return full[kh - 1 : height, kw - 1 : width].copy()


def design_kernel(behaviour: str) -> Array:
    """Built from a single 1, by moving it and by taking differences of its neighbours."""
    dot = np.zeros((3, 3))
    dot[1, 1] = 1.0
    # The kernel looks at where the content comes from, so its dot moves against the content.
    moves = {"shift_right": (-1, 1), "shift_left": (1, 1), "shift_down": (-1, 0), "shift_up": (1, 0)}
    if behaviour == "identity":
        return dot
    if behaviour in moves:
        return np.roll(dot, *moves[behaviour])
    flat = sum(np.roll(dot, (u, v), (0, 1)) for u in (-1, 0, 1) for v in (-1, 0, 1)) / 9
    if behaviour == "blur":
        return flat
    if behaviour == "sharpen":
        return 3 * dot - 2 * flat
    axis = ("horizontal_edge", "vertical_edge").index(behaviour)
    return np.roll(dot, 1, axis) - np.roll(dot, -1, axis)


def build_detector(kind: str) -> tuple[Array, Array, float]:
    """One map for each tap of layer two: a map is looked at in one place, and a kernel may come twice."""
    sides = {
        "corner": [((0, 1), (3, 0)), ((1, 0), (0, 3))],
        "ring": [((0, 1), (1, 0)), ((0, -1), (1, 2)), ((1, 0), (0, 1)), ((-1, 0), (2, 1))],
    }[kind]
    taps = [(sign, step, place) for step, place in sides for sign in (1, -1)]
    ramp = np.indices((3, 3)) - 1.0
    first = np.stack([sign * (step[0] * ramp[0] + step[1] * ramp[1]) for sign, step, _ in taps])[:, None]
    second = np.zeros((1, len(taps), 4, 4))
    for number, (_, _, place) in enumerate(taps):
        second[0, number, place[0], place[1]] = 1 / 3
    return first, second, -0.47 * len(taps)


def zero_pad2d(x: Array, pad: Any) -> Array:
    for axis, sides in zip((-2, -1), pair(pad), strict=True):
        shapes = [[*x.shape[:axis], side, *x.shape[x.ndim + axis + 1 :]] for side in pair(sides)]
        before, after = (np.zeros(shape, dtype=x.dtype) for shape in shapes)
        x = np.concatenate([before, x, after], axis=axis)
    return x


def conv2d(x: Array, w: Array, b: Array | None = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> Array:
    for name, array in {"x": x, "w": w}.items():
        if type(array) is not np.ndarray:
            raise TypeError(f"{name}: expected an array, got {array!r}")
    for name, value, least in (("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1)):
        if any(int(number) != number or isinstance(number, float) for number in pair(value)):
            raise TypeError(f"{name}: whole numbers, please")
        if min(pair(value)) < least:
            raise ValueError(f"{name}: not below {least}, please")
    if w.shape[1] != x.shape[1]:
        raise ValueError("w: as many channels as the images, please")
    if b is not None and b.shape != (w.shape[0],):
        raise ValueError("b: one bias for each filter, please")
    padded = zero_pad2d(x, pair(padding)).astype(float)
    grid = Grid(padded.shape, w.shape[2:], stride, dilation)
    if 0 in grid.size:
        raise ValueError("w: it has to fit on the padded images")
    out = np.zeros((len(x), len(w), *grid.size))
    if b is not None:
        out += b.reshape(-1, 1, 1)
    for u, v, met in grid.taps():
        out += np.tensordot(padded[met], w[:, :, u, v].astype(float), axes=(1, 1)).transpose(0, 3, 1, 2)
    return out


def im2col(x: Array, kernel: Any, stride: Any = 1, padding: Any = 0) -> Array:
    padded = zero_pad2d(x, pair(padding)).astype(float)
    grid = Grid(padded.shape, kernel, stride)
    # One row for each channel and tap; stacking on the axis behind the channels puts them in order.
    rows = np.stack([padded[met] for _, _, met in grid.taps()], axis=2)
    return rows.reshape(len(x), -1, grid.size[0] * grid.size[1])


def conv2d_im2col(
    x: Array, w: Array, b: Array | None = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1
) -> Array:
    padded = zero_pad2d(x, pair(padding)).astype(float)
    grid = Grid(padded.shape, w.shape[2:], stride, dilation)
    pixels = np.stack([padded[met].reshape(len(x), x.shape[1], -1) for _, _, met in grid.taps()], axis=1)
    weights = (
        w.transpose(0, 2, 3, 1).reshape(len(w), -1).astype(float)
    )  # here the channel changes fastest, on both sides
    out = weights @ pixels.reshape(len(x), weights.shape[1], -1)
    if b is not None:
        out += b[:, None]
    return out.reshape(len(x), len(w), *grid.size)


def max_pool2d(x: Array, kernel: Any, stride: Any = None) -> Array:
    grid = Grid(x.shape, kernel, kernel if stride is None else stride)
    return reduce(np.maximum, (x[met] for _, _, met in grid.taps())).astype(float)


def avg_pool2d(x: Array, kernel: Any, stride: Any = None, padding: Any = 0, count_include_pad: bool = False) -> Array:
    padded = zero_pad2d(x, pair(padding)).astype(float)
    grid = Grid(padded.shape, kernel, kernel if stride is None else stride)
    inside = zero_pad2d(np.ones(x.shape[2:]), pair(padding))
    total, cells = 0.0, 0.0
    for _, _, met in grid.taps():
        total = total + padded[met]
        cells = cells + (1.0 if count_include_pad else inside[met])
    return total / cells


def conv2d_backward(dout: Array, x: Array, w: Array, stride: Any = 1, padding: Any = 0) -> list[Array]:
    """Each tap goes its way back on the slice that it went forward on."""
    upstream, weights = dout.astype(float), w.astype(float)
    padded = zero_pad2d(x, pair(padding)).astype(float)
    wide, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for u, v, met in Grid(padded.shape, w.shape[2:], stride).taps():
        wide[met] += np.tensordot(upstream, weights[:, :, u, v], axes=(1, 0)).transpose(0, 3, 1, 2)
        dw[:, :, u, v] = np.tensordot(upstream, padded[met], axes=((0, 2, 3), (0, 2, 3)))
    (top, left), (height, width) = pair(padding), x.shape[2:]
    return [wide[..., top : top + height, left : left + width], dw, upstream.sum(3).sum(2).sum(0)]


def max_pool2d_backward(dout: Array, x: Array, kernel: Any, stride: Any = None) -> Array:
    """Tap by tap, in the order of reading: what is the largest and nobody has claimed before takes it all."""
    grid = Grid(x.shape, kernel, kernel if stride is None else stride)
    largest, dx = max_pool2d(x, kernel, stride), np.zeros(x.shape)
    free = np.ones(dout.shape, dtype=bool)
    for _, _, met in grid.taps():
        claimed = free & (x[met] == largest)
        dx[met] += np.where(claimed, dout, 0.0)
        free &= ~claimed
    return dx
