"""Worked examples in pictures: for an exercise whose case cannot be shown, and for the lesson."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import oracle

from receptive.grader import Cell, Grids, Moving, grid

Array = npt.NDArray[Any]
STEP = np.array([[0, 0, 6, 6, 6]] * 2 + [[0, 0, 9, 6, 6]] + [[0, 0, 6, 6, 6]] * 2, dtype=float)
EDGE = np.array([[0, 0, 6, 6, 6, 6]] * 4, dtype=float)
PLANE = np.array([[1.0, 5, 2, 4], [3, 1, 0, 2], [2, 6, 1, 1], [0, 4, 3, 8]])


def covered(start: Cell, taps: tuple[int, ...], dilation: Cell = (1, 1)) -> list[Cell]:
    """The cells that a window covers."""
    return [(start[0] + u * dilation[0], start[1] + v * dilation[1]) for u, v in np.ndindex(taps[0], taps[1])]


def moving(image: Array, kernel: Array, stride: Cell = (1, 1), dilation: Cell = (1, 1), extra: float = 0.0) -> Moving:
    rows = (tuple(map(tuple, array.astype(float).tolist())) for array in (image, kernel))
    return Moving(*rows, stride, dilation, extra)


def window() -> Grids:
    x, k = np.array([[1.0, 0, 2, 1], [3, 1, 0, 2], [0, 2, 1, 1]]), np.array([[1.0, 2], [0, -1]])
    shown = (grid("input", x.tolist(), window=covered((0, 1), k.shape)), grid("kernel", k.tolist()))
    result = grid("result", oracle.cross_correlate2d(x, k).tolist(), window=[(0, 1)])
    line = "0·1 + 2·2 + 1·0 + 0·(-1) = 4"
    return Grids("A window and the value that it gives", (*shown, result), ("∗", "="), line, moving(x, k))


def edge() -> Grids:
    kernel = np.array([[-1.0, 0, 1]] * 3)
    response = oracle.cross_correlate2d(EDGE, kernel)
    shown = (grid("a step", EDGE.tolist()), grid("kernel", kernel.tolist()), grid("response", response.tolist()))
    return Grids("A kernel that answers steps from left to right", shown, ("∗", "="))


def columns() -> Grids:
    x, k = np.array([[1.0, 0, 2, 1], [3, 1, 0, 2], [0, 2, 1, 1]]), np.array([[1.0, 2], [0, -1]])
    windows = oracle.im2col(x[None, None], (2, 2))[0]
    grids = (
        grid("input", x.tolist(), window=covered((0, 1), (2, 2))),
        grid("each window as a column", windows.tolist(), window=[(row, 1) for row in range(4)]),
        grid("filter, laid flat, times columns", (k.reshape(1, 4) @ windows).tolist(), window=[(0, 1)]),
    )
    return Grids("Windows as columns", grids, ("→", "→"), "second column: 1·0 + 2·2 + 0·1 + (-1)·0 = 4")


def flip() -> Grids:
    dot = np.zeros((5, 5))
    dot[2, 2] = 1
    kernel = np.arange(1.0, 10).reshape(3, 3)
    grids = (
        grid("a dot", dot.tolist(), window=[(2, 2)]),
        grid("kernel", kernel.tolist()),
        grid("cross-correlation", oracle.cross_correlate2d(dot, kernel).tolist()),
        grid("convolution", oracle.convolve2d(dot, kernel).tolist()),
    )
    return Grids("Cross-correlation turns the kernel round, convolution prints it", grids, ("∗", "=", "or"))


def border() -> Grids:
    x = np.array([[1.0, 2], [3, 4]])
    zeros = [cell for cell in np.ndindex(4, 4) if cell not in set(covered((1, 1), (2, 2)))]
    padded = grid("with padding 1", oracle.zero_pad2d(x, 1).tolist(), border=zeros, first=(-1, -1))
    return Grids("A border of zeros", (grid("image", x.tolist()), padded), ("→",))


def pool() -> Grids:
    largest, mean = oracle.max_pool2d(PLANE[None, None], 2)[0, 0], oracle.avg_pool2d(PLANE[None, None], 2)[0, 0]
    grids = (
        grid("image", PLANE.tolist(), window=covered((0, 2), (2, 2))),
        grid("largest", largest.tolist(), window=[(0, 1)]),
        grid("mean", mean.tolist(), window=[(0, 1)]),
    )
    line = "max(2, 4, 0, 2) = 4, (2 + 4 + 0 + 2)/4 = 2"
    return Grids("The largest and the mean of each 2×2 window", grids, ("→", "or"), line)


def winners() -> Grids:
    dout = np.array([[7.0, 9], [5, 3]])
    back = oracle.max_pool2d_backward(dout[None, None], PLANE[None, None], 2)[0, 0]
    grids = (
        grid("dout", dout.tolist(), window=[(0, 1)]),
        grid("x", PLANE.tolist(), window=covered((0, 2), (2, 2))),
        grid("dx", back.tolist(), window=[(0, 3)]),
    )
    return Grids("What arrives goes to the pixel that was the largest", grids, ("", "→"))


def gradient() -> Grids:
    dout, x, w = np.array([[1.0, 100]]), np.array([[1.0, 2, 3]]), np.array([[1.0, 10]])
    _, dw, _ = oracle.conv2d_backward(dout[None, None], x[None, None], w[None, None])
    grids = (
        grid("dout", dout.tolist()),
        grid("x", x.tolist(), window=[(0, 0), (0, 1)]),
        grid("dw", dw[0, 0].tolist(), window=[(0, 0)]),
    )
    line = "the first weight met the pixels 1 and 2: 1·1 + 100·2 = 201"
    return Grids("A weight collects what arrived times the pixel that it met", grids, ("", "→"), line)


EXAMPLES: dict[str, Callable[[], Grids]] = {
    "patch_dot": window,
    "cross_correlate2d": window,
    "convolve2d": flip,
    "design_kernel": edge,
    "zero_pad2d": border,
    "conv2d": window,
    "im2col": columns,
    "conv2d_im2col": columns,
    "max_pool2d": pool,
    "avg_pool2d": pool,
    "conv2d_backward": gradient,
    "max_pool2d_backward": winners,
}
