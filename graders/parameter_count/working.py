"""The arithmetic of one value of the right answer, for a student who got it wrong.

None is shown of `count_trainable`: its demonstrations bring their own. A case comes from shrinking, which may
leave a call that cannot be where the right model does not refuse it; there is no arithmetic of that either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from oracle import both, grid
from working_parameter_layers import (
    bottleneck_saving,
    conv_params,
    dealt,
    dense_params,
    on_grid,
    products,
    separable_params,
    taps,
)
from working_parameter_networks import layer_table, memory_bytes

Pair = Any  # an int or a pair of them
Place = tuple[Any, ...]


def working(exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any], place: Place) -> str:
    """The arithmetic of one value of the right answer, or an empty text where there is none to show."""
    if exercise in NETWORKS:
        return NETWORKS[exercise](place, *args, **kwargs)
    return COUNTS[exercise](*args, **kwargs) if exercise in COUNTS else ""


def locally_connected_params(in_shape: Any, n_filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> str:
    down, across = grid(in_shape[1:], kernel, stride, padding)
    if not down * across:
        return ""
    weights, count = taps(in_shape[0], kernel)
    each, places = n_filters * (count + 1), down * across
    counted = f"{down}·{across} = {places} places with {n_filters}·({weights} + 1) = {each} each"
    return f"{on_grid(in_shape, kernel, stride, padding)}, {counted}, {places}·{each} = {places * each}"


def sharing_ratio(in_shape: Any, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> str:
    down, across = grid(in_shape[1:], kernel, stride, padding)
    if not down * across:
        return ""
    return f"{on_grid(in_shape, kernel, stride, padding)}, places = {down}·{across} = {down * across}"


def conv_macs(
    in_shape: Any,
    n_filters: int,
    kernel: Pair,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> str:
    down, across = grid(in_shape[1:], kernel, stride, padding, dilation)
    if not down * across or not dealt(in_shape[0], n_filters, groups):
        return ""
    sides = on_grid(in_shape, kernel, stride, padding, dilation)
    return f"{sides}, {products((n_filters, down, across), in_shape[0], kernel, groups)}"


def max_filters_within(budget: int, c_in: int, kernel: Pair, head_classes: int, in_hw: Any) -> str:
    down, across = grid(in_hw, kernel)
    if not down * across:
        return ""
    weights, count = taps(c_in, kernel)
    own, head = count + 1, down * across * head_classes
    sides = "·".join(f"({size} - {taps} + 1)" for size, taps in zip(in_hw, both(kernel), strict=True))
    cost = f"a filter costs {weights} + 1 = {own} and in the head {sides}·{head_classes} = {head}"
    left, each = budget - head_classes, own + head
    fitting = f"floor(({budget} - {head_classes})/({own} + {head})) = floor({left / each:.6g}) = {left // each}"
    return f"{cost}, {fitting}" + (f", not even one fits, max({left // each}, 0) = 0" if left < 0 else "")


COUNTS: dict[str, Callable[..., str]] = {
    "conv_params": conv_params,
    "dense_params": dense_params,
    "locally_connected_params": locally_connected_params,
    "sharing_ratio": sharing_ratio,
    "conv_macs": conv_macs,
    "separable_params": separable_params,
    "bottleneck_saving": bottleneck_saving,
    "max_filters_within": max_filters_within,
}
NETWORKS: dict[str, Callable[..., str]] = {"layer_table": layer_table, "memory_bytes": memory_bytes}
