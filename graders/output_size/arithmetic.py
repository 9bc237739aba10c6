"""The arithmetic of one side of what a window makes of an image."""

from __future__ import annotations

from receptive.grader import Place

from .layers import Pair, Shape
from .pairs import both

SIDES = ("channels", "height", "width")


def rounded(how: str, line: str, free: int, s: int) -> str:
    """The count of positions, `how` being floor or ceil."""
    steps = free // s if how == "floor" else -(-free // s)
    return f"{how}(({line})/{s}) + 1 = {how}({free / s:.6g}) + 1 = {steps + 1}"


def positions(i: int, k: int, s: int, p: int | None, d: int) -> str:
    """The positions of a window on a line; a padding of None is one that cannot be asked for."""
    free = i + 2 * (p or 0) - d * (k - 1) - 1
    length = f"{i}" if p is None else f"{i} + 2·{p}"
    return rounded("floor", f"{length} - {d}·({k} - 1) - 1", free, s) if free >= 0 else ""


def pool_positions(i: int, k: int, s: int, p: int, ceil_mode: bool) -> str:
    """The positions of a pool's window, which has no dilation. As PyTorch counts, at most one is dropped."""
    free, how = i + 2 * p - k, "ceil" if ceil_mode else "floor"
    if free < 0 or (ceil_mode and 2 * p > k):
        return ""
    line = rounded(how, f"{i} + 2·{p} - {k}", free, s)
    count = -(-free // s) + 1
    start = (count - 1) * s - p
    if not ceil_mode or start < i:
        return line
    behind = f"the last window would start at ({count} - 1)·{s} - {p} = {start}, behind the last pixel {i - 1}"
    return f"{line}, but {behind}, so {count} - 1 = {count - 1}"


def along(side: int, *values: Pair) -> list[int]:
    """Of each value the number for this side."""
    return [both(value)[side - 1] for value in values]


def convolved(
    side: int, shape: Shape, filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1
) -> str:
    """One side of what a convolution puts out, its input being (C, H, W)."""
    if side == 0:
        return f"channels = number of filters = {filters}"
    i, k, s, p, d = along(side, shape[1:], kernel, stride, padding, dilation)
    line = positions(i, k, s, p, d)
    return line and f"{SIDES[side]} = {line}"


def pooled(
    side: int, shape: Shape, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, ceil_mode: bool = False
) -> str:
    """One side of what a pool puts out, its input being (C, H, W)."""
    if side == 0:
        return f"channels = channels of the input = {shape[0]}"
    step = kernel if stride is None else stride
    i, k, s, p = along(side, shape[1:], kernel, step, padding)
    line = pool_positions(i, k, s, p, ceil_mode)
    return line and f"{SIDES[side]} = {line}"


def in_layout(place: Place, in_shape: Shape, layout: str) -> tuple[int, tuple[int, ...]]:
    """The side that is asked for, and the shape with its channels in front."""
    if layout == "NCHW":
        return place[0], tuple(in_shape)
    height, width, channels = in_shape
    return (place[0] + 1) % len(SIDES), (channels, height, width)
