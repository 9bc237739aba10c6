"""The arithmetic of one side of what a window makes of an image."""

from __future__ import annotations

from receptive.grader import Place

from .layers import Pair, Shape
from .pairs import both

SIDES = ("channels", "height", "width")
MOST_STARTS = 6  # that are listed


def positions(i: int, k: int, s: int, p: int, d: int) -> str:
    """The starts of a window on a line, counted: the rule behind their number is the reader's to find."""
    free = i + 2 * p - d * (k - 1) - 1
    return counted(range(-p, free - p + 1, s)) if free >= 0 else ""


def pool_positions(i: int, k: int, s: int, p: int, ceil_mode: bool) -> str:
    """The starts of a pool's window, which has no dilation. As PyTorch counts, at most one is dropped."""
    free = i + 2 * p - k
    if free < 0 or (ceil_mode and 2 * p > k):
        return ""
    if not ceil_mode:
        return counted(range(-p, free - p + 1, s))
    steps = -(-free // s)
    start = steps * s - p
    if start < i:
        return counted(range(-p, start + 1, s))
    dropped = f"one at {start} would be after the last pixel {i - 1} and is dropped"
    return f"{dropped}, {counted(range(-p, start, s))}"


def counted(starts: range) -> str:
    """`starts at 0, 2, 4, positions = 3`; of many the first and the last."""
    if len(starts) > MOST_STARTS:
        return f"starts from {starts[0]} to {starts[-1]} in steps of {starts.step}, positions = {len(starts)}"
    return f"starts at {', '.join(map(str, starts))}, positions = {len(starts)}"


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
    return line and f"{SIDES[side]}: {line}"


def pooled(
    side: int, shape: Shape, kernel: Pair, stride: Pair | None = None, padding: Pair = 0, ceil_mode: bool = False
) -> str:
    """One side of what a pool puts out, its input being (C, H, W)."""
    if side == 0:
        return f"channels = channels of the input = {shape[0]}"
    step = kernel if stride is None else stride
    i, k, s, p = along(side, shape[1:], kernel, step, padding)
    line = pool_positions(i, k, s, p, ceil_mode)
    return line and f"{SIDES[side]}: {line}"


def in_layout(place: Place, in_shape: Shape, layout: str) -> tuple[int, tuple[int, ...]]:
    """The side that is asked for, and the shape with its channels in front."""
    if layout == "NCHW":
        return place[0], tuple(in_shape)
    height, width, channels = in_shape
    return (place[0] + 1) % len(SIDES), (channels, height, width)
