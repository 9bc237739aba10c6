"""Which calls make sense: arrays that fit each other, and windows that fit into the image."""

from collections.abc import Callable
from typing import Any

import numpy.typing as npt
from oracle import both, starts

Array = npt.NDArray[Any]
Pair = Any  # an int or a pair of them


def possible(exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether the README says what this call gives. A model may answer more, by broadcasting or by an empty array."""
    return RULES[exercise](*args, **kwargs) if exercise in RULES else True


def patch(patch: Array, kernel: Array, bias: float = 0.0) -> bool:  # noqa: ARG001  # the exercise's own arguments
    return patch.shape == kernel.shape


def planes(x: Array, k: Array) -> bool:
    return all(size >= window for size, window in zip(x.shape, k.shape, strict=True))


def grid(x: Array, kernel: Pair, stride: Pair, padding: Pair = 0, dilation: Pair = 1) -> tuple[int, int]:
    """How many windows fit, downwards and to the right."""
    rows, columns = (
        len(starts(size + 2 * p, k, s, d))
        for size, k, s, p, d in zip(x.shape[2:], *map(both, (kernel, stride, padding, dilation)), strict=True)
    )
    return rows, columns


def conv(x: Array, w: Array, b: Array | None = None, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> bool:
    fits = x.shape[1] == w.shape[1] and (b is None or b.shape == w.shape[:1])
    return fits and min(grid(x, w.shape[2:], stride, padding, dilation)) > 0


def columns(x: Array, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> bool:
    return min(grid(x, kernel, stride, padding)) > 0


def pool(x: Array, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, *_: Any, **__: Any) -> bool:
    half = all(2 * p <= k for p, k in zip(both(padding), both(kernel), strict=True))
    return half and min(grid(x, kernel, kernel if stride is None else stride, padding)) > 0


def conv_backward(dout: Array, x: Array, w: Array, stride: Pair = 1, padding: Pair = 0) -> bool:
    fits = conv(x, w, None, stride, padding)
    return fits and dout.shape == (len(x), len(w), *grid(x, w.shape[2:], stride, padding))


def pool_backward(dout: Array, x: Array, kernel: Pair, stride: Pair | None = None) -> bool:
    step = kernel if stride is None else stride
    return pool(x, kernel, step) and dout.shape == (*x.shape[:2], *grid(x, kernel, step))


RULES: dict[str, Callable[..., bool]] = {
    "patch_dot": patch,
    "cross_correlate2d": planes,
    "convolve2d": planes,
    "conv2d": conv,
    "conv2d_im2col": conv,
    "im2col": columns,
    "max_pool2d": pool,
    "avg_pool2d": pool,
    "conv2d_backward": conv_backward,
    "max_pool2d_backward": pool_backward,
}
