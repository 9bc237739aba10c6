"""What a window meets, as somebody would write it who holds some of the topic's misconceptions.

Each id of a misconception turns one decision. With no ids everything is right.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Ids = frozenset[str]
Pair = Any  # an int or a pair of them


def both(ids: Ids, value: Pair) -> tuple[Any, Any]:
    """The vertical and the horizontal part."""
    down, right = value if isinstance(value, tuple) else (value, value)
    return (right, down) if "FIL-12d" in ids else (down, right)


def stepped(ids: Ids, stride: Pair) -> tuple[int, int]:
    down, right = both(ids, stride)
    if "FIL-8a" in ids:
        return down, 1
    return (down, down) if "FIL-8b" in ids else (down, right)


def sized(ids: Ids, kernel: Pair) -> tuple[int, int]:
    return squared(ids, both(ids, kernel))


def squared(ids: Ids, sides: tuple[int, ...]) -> tuple[int, int]:
    """Height and width of a kernel, given its shape."""
    kh, kw = sides
    return (kh, kh) if "FIL-12c" in ids else (kh, kw)


def floated(ids: Ids, array: Array) -> Array:
    return array if "FIL-11b" in ids else np.asarray(array, dtype=np.float64)


def as_stored(ids: Ids, result: Array, like: Array) -> Array:
    """The result, or what becomes of it in an array of the input's type."""
    if "FIL-11a" not in ids or like.dtype == result.dtype:
        return result
    return (np.trunc(result).astype(np.int64) if like.dtype.kind in "iu" else result).astype(like.dtype)


def padded(ids: Ids, x: Array, pad: Any) -> Array:
    """`x` with its border."""
    if "FIL-24b" in ids:
        return x
    if "FIL-9" in ids and isinstance(pad, int):
        return np.pad(x, pad)
    sides = [side_pads(ids, side) for side in both(ids, pad)]
    mode: Any = "edge" if "FIL-10a" in ids else "reflect" if "FIL-10b" in ids else "constant"
    return np.pad(x, [*[(0, 0)] * (x.ndim - 2), *sides], mode=mode)


def side_pads(ids: Ids, pad: Any) -> tuple[int, int]:
    if isinstance(pad, tuple):
        return pad[0], pad[1]
    return (pad // 2, pad - pad // 2) if "FIL-24a" in ids else (pad, pad)


def starts(ids: Ids, count: int, step: int) -> Array:
    return np.arange(count) * (1 if "FIL-7a" in ids else step)


def windows(ids: Ids, x: Array, kernel: tuple[int, int], stride: Pair, dilation: Pair = 1) -> Array:
    """All windows of `x` (N, C, H, W): (N, C, rows, columns, kh, kw). Places that do not exist raise IndexError."""
    (kh, kw), (down, right) = kernel, stepped(ids, stride)
    du, dv = (1, 1) if "FIL-25a" in ids else both(ids, dilation)
    spans = (kh * du, kw * dv) if "FIL-25b" in ids else ((kh - 1) * du + 1, (kw - 1) * dv + 1)
    first = 0 if "FIL-30" in ids else 1
    rows, columns = (x.shape[2] - spans[0]) // down + first, (x.shape[3] - spans[1]) // right + first
    if "FIL-12b" in ids:
        columns = rows
    tops = starts(ids, rows, down)[:, None] + np.arange(kh) * du
    lefts = starts(ids, columns, right)[:, None] + np.arange(kw) * dv
    return x[:, :, tops[:, None, :, None], lefts[None, :, None, :]]


def unstrided(ids: Ids, stride: Pair) -> Pair:
    """The stride of the windows: 1 for those who put their results a stride apart."""
    return 1 if "FIL-7b" in ids else stride


def laid_out(ids: Ids, result: Array, stride: Pair) -> Array:
    """The result (N, F, rows, columns) as it is handed over."""
    if "FIL-7b" in ids:
        down, right = both(ids, stride)
        holes = np.zeros_like(result)
        holes[:, :, ::down, ::right] = result[:, :, ::down, ::right]
        result = holes
    return result.transpose(0, 1, 3, 2) if "FIL-12a" in ids else result


def turned(ids: Ids, kernel: Array) -> Array:
    """The kernel as it is laid on a window."""
    if "FIL-1a" in ids:
        return kernel[..., ::-1, ::-1]
    if "FIL-2a" in ids:
        return kernel[..., ::-1]
    if "FIL-2b" in ids:
        return kernel[..., ::-1, :]
    return kernel.swapaxes(-1, -2) if "FIL-3" in ids else kernel
