"""Which calls make sense: windows that fit, and networks that can be."""

from collections.abc import Callable
from typing import Any

from oracle import both, layer_table, places


def possible(exercise: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether the README says what this call gives. A model may answer more, such as a layer without a position."""
    return RULES[exercise](*args, **kwargs) if exercise in RULES else True


def local(in_shape: Any, n_filters: int, kernel: Any, stride: Any = 1, padding: Any = 0) -> bool:  # noqa: ARG001  # the exercise's own arguments
    return places(in_shape[1:], kernel, stride, padding) > 0


def ratio(in_shape: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> bool:
    return places(in_shape[1:], kernel, stride, padding) > 0


def macs(
    in_shape: Any, n_filters: int, kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: int = 1
) -> bool:
    divides = in_shape[0] % groups == 0 and n_filters % groups == 0
    return divides and places(in_shape[1:], kernel, stride, padding, dilation) > 0


def network(arch: Any, in_shape: Any, dtype_bytes: int = 4) -> bool:  # noqa: ARG001  # the exercise's own arguments
    return all(min(row["out_shape"]) > 0 for row in layer_table(arch, in_shape))


def budget(budget: int, c_in: int, kernel: Any, head_classes: int, in_hw: Any) -> bool:  # noqa: ARG001  # the exercise's own arguments
    return all(size >= window for size, window in zip(in_hw, both(kernel), strict=True))


RULES: dict[str, Callable[..., bool]] = {
    "locally_connected_params": local,
    "sharing_ratio": ratio,
    "conv_macs": macs,
    "layer_table": network,
    "memory_bytes": network,
    "max_filters_within": budget,
}
