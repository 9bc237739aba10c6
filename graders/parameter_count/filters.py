"""Filters: the taps of one, and the arithmetic of its weights and products."""

from __future__ import annotations

from itertools import product
from math import prod

from .layers import Shape
from .windows import Pair, both


def filter_taps(c_in: int, kernel: Pair, groups: int = 1) -> int:
    """Every tap that one filter has: the channels of the first group, each with all rows and columns."""
    channels = [channel for channel in range(c_in) if channel * groups < c_in]
    return len(list(product(channels, range(both(kernel)[0]), range(both(kernel)[1]))))


def can_be_dealt(c_in: int, c_out: int, groups: int) -> bool:
    """Whether channels and filters can be dealt out to the groups."""
    return c_in % groups == 0 and c_out % groups == 0


def taps(c_in: int, kernel: Pair, groups: int | None = None) -> tuple[str, int]:
    """The weights of one filter, as a product and as a number; groups of None cannot be asked for."""
    high, wide = both(kernel)
    divided = "" if groups is None else f"/{groups}"
    return f"{high}·{wide}·{c_in}{divided}", high * wide * c_in // (groups or 1)


def products(out_shape: Shape, c_in: int, kernel: Pair, groups: int) -> str:
    """The multiply-accumulates of a convolution, from what it puts out."""
    weights, count = taps(c_in, kernel, groups)
    numbers = prod(out_shape)
    put_out = f"{'·'.join(str(size) for size in out_shape)} = {numbers} numbers put out"
    return f"{put_out} with {weights} = {count} products each, {numbers}·{count} = {numbers * count}"
