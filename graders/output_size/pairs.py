"""One number for both axes, or one for each; and shapes in either layout."""

from __future__ import annotations

from .layers import Pair, Shape


def both(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else value


def swap_layout(shape: Shape, layout: str) -> Shape:
    return shape if layout == "NCHW" else (*shape[1:], shape[0])
