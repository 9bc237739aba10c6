"""Windows on an image: the places where one stands, found by sliding it, and the arithmetic of their number."""

from __future__ import annotations

from itertools import product
from typing import Any

from .layers import Shape

Pair = Any  # an int or a pair of them


def both(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])


def line(i: int, k: int, s: int, p: int, d: int) -> int:
    """Slide the window from the first padded pixel for as long as its last tap is on the line."""
    start, count = -p, 0
    while start + d * (k - 1) < i + p:
        start, count = start + s, count + 1
    return count


def grid(size: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> tuple[int, int]:
    options = [both(option) for option in (kernel, stride, padding, dilation)]
    return line(size[0], *(pair[0] for pair in options)), line(size[1], *(pair[1] for pair in options))


def places(size: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> int:
    down, across = grid(size, kernel, stride, padding, dilation)
    return len(list(product(range(down), range(across))))


def span(size: int, k: int, s: int, p: int, d: int | None) -> tuple[str, int]:
    """Where a window may be moved, divided by its step; a dilation of None cannot be asked for."""
    length = f"{k}" if d is None else f"{d}·({k} - 1) - 1"
    return f"({size} + 2·{p} - {length})/{s}", size + 2 * p - (d or 1) * (k - 1) - 1


def on_grid(in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair | None = None) -> str:
    """The rows and the columns in which a window that fits may stand."""
    lines = []
    for side, name in enumerate(("rows", "columns")):
        size, k, s, p = (both(value)[side] for value in (in_shape[1:], kernel, stride, padding))
        text, free = span(size, k, s, p, None if dilation is None else both(dilation)[side])
        lines.append(f"{name} = floor({text}) + 1 = {free // s + 1}")
    return ", ".join(lines)
