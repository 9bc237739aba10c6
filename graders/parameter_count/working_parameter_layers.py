"""The arithmetic of one layer: its filters, its products, and the places where its window stands."""

from __future__ import annotations

from math import prod
from typing import Any

import oracle
from oracle import both

Pair = Any  # an int or a pair of them


def taps(c_in: int, kernel: Pair, groups: int | None = None) -> tuple[str, int]:
    """The weights of one filter, as a product and as a number; groups of None cannot be asked for."""
    high, wide = both(kernel)
    divided = "" if groups is None else f"/{groups}"
    return f"{high}·{wide}·{c_in}{divided}", high * wide * c_in // (groups or 1)


def dealt(c_in: int, c_out: int, groups: int) -> bool:
    """Whether channels and filters can be dealt out to the groups."""
    return c_in % groups == 0 and c_out % groups == 0


def conv_params(c_in: int, c_out: int, kernel: Pair, bias: bool = True, groups: int = 1) -> str:
    weights, count = taps(c_in, kernel, groups)
    if not bias:
        return f"without biases ({weights})·{c_out} = {count}·{c_out} = {count * c_out}"
    return f"({weights} + 1)·{c_out} = {count + 1}·{c_out} = {(count + 1) * c_out}"


def dense_params(n_in: int, n_out: int, bias: bool = True) -> str:
    if not bias:
        return f"without biases {n_out}·{n_in} = {n_out * n_in}"
    return f"{n_out}·({n_in} + 1) = {n_out}·{n_in + 1} = {n_out * (n_in + 1)}"


def separable_params(c_in: int, c_out: int, kernel: Pair, bias: bool = True) -> str:
    """The depthwise part, the pointwise part, and both together."""
    high, wide = both(kernel)
    one = int(bias)
    parts = (c_in * (high * wide + one), c_out * (c_in + one))
    if bias:
        line = f"{c_in}·({high}·{wide} + 1) + {c_out}·({c_in} + 1)"
    else:
        line = f"without biases {c_in}·{high}·{wide} + {c_out}·{c_in}"
    return f"{line} = {parts[0]} + {parts[1]} = {sum(parts)}"


def bottleneck_saving(c_in: int, c_out: int, kernel: Pair, c_mid: int) -> str:
    (direct, weights), (behind, last) = taps(c_in, kernel), taps(c_mid, kernel)
    line = f"{direct}·{c_out}/(1·1·{c_in}·{c_mid} + {behind}·{c_out})"
    numbers = f"{weights * c_out}/({c_in * c_mid} + {last * c_out})"
    return f"{line} = {numbers} = {oracle.bottleneck_saving(c_in, c_out, kernel, c_mid):.6g}"


def span(size: int, k: int, s: int, p: int, d: int | None) -> tuple[str, int]:
    """Where a window may be moved, divided by its step; a dilation of None cannot be asked for."""
    length = f"{k}" if d is None else f"{d}·({k} - 1) - 1"
    return f"({size} + 2·{p} - {length})/{s}", size + 2 * p - (d or 1) * (k - 1) - 1


def on_grid(in_shape: Any, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair | None = None) -> str:
    """The rows and the columns in which a window that fits may stand."""
    lines = []
    for side, name in enumerate(("rows", "columns")):
        size, k, s, p = (both(value)[side] for value in (in_shape[1:], kernel, stride, padding))
        line, free = span(size, k, s, p, None if dilation is None else both(dilation)[side])
        lines.append(f"{name} = floor({line}) + 1 = {free // s + 1}")
    return ", ".join(lines)


def products(out_shape: tuple[int, ...], c_in: int, kernel: Pair, groups: int) -> str:
    """The multiply-accumulates of a convolution, from what it puts out."""
    weights, count = taps(c_in, kernel, groups)
    numbers = prod(out_shape)
    put_out = f"{'·'.join(str(size) for size in out_shape)} = {numbers} numbers put out"
    return f"{put_out} with {weights} = {count} products each, {numbers}·{count} = {numbers * count}"
