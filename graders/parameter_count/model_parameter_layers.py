"""Single layers as somebody counts them who holds some misconceptions. With none, every count is right."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

# Several answers to one question, or one that leaves nothing of the other: nobody holds two of a set at once.
RIVALS = (
    {"PAR-2", "PAR-3", "PAR-4", "PAR-5", "PAR-11", "PAR-12c", "PAR-21"},  # how many biases
    {"PAR-2", "PAR-19"},  # whether there are any
    *({"PAR-9", other} for other in ("PAR-3", "PAR-4", "PAR-11", "PAR-12b", "PAR-12c")),  # how many filters
    {"PAR-10", "PAR-20"},  # how many taps
    *({"PAR-1", other} for other in ("PAR-12a", "PAR-40")),  # how deep a filter is
    {"PAR-12a", "PAR-12b", "PAR-12c"},  # what groups divide
    {"PAR-5", "PAR-6", "PAR-7", "PAR-8a", "PAR-8b"},  # what a convolution of a network is taken for
    {"PAR-14a", "PAR-14b", "PAR-14c", "PAR-14d", "PAR-14e"},  # what batch normalisation trains
    *({"PAR-18a", other} for other in ("PAR-18b", "PAR-27", "PAR-30")),  # what a product is
    *({"PAR-18b", other} for other in ("PAR-23", "PAR-24", "PAR-25", "PAR-26")),  # where the places come from
    *({"PAR-22", other} for other in ("PAR-18b", "PAR-21", "PAR-23", "PAR-24", "PAR-25", "PAR-26")),
    *({"PAR-29", other} for other in ("PAR-18b", "PAR-23", "PAR-24", "PAR-25", "PAR-26", "PAR-28")),
    *({"PAR-28", other} for other in ("PAR-18b", "PAR-26")),
    {"PAR-27", "PAR-56"},  # what dilation does
    {"PAR-31", "PAR-33"},  # the pointwise part
    {"PAR-36", "PAR-37", "PAR-39"},  # the detour
    {"PAR-43", "PAR-44"},  # what activations are
    {"PAR-47", "PAR-49"},  # which of them are kept
    {"PAR-50", "PAR-51", "PAR-55"},  # what the head costs
    {"PAR-16a", "PAR-16f", "PAR-16g"},  # which tensors are the same
    *({"PAR-16g", other} for other in ("PAR-16b", "PAR-16c", "PAR-16d")),  # where they are looked for
)


def both(value: Any) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])


class Layers:
    def __init__(self, ids: frozenset[str]) -> None:
        self.ids = ids

    # Taps, weights and biases

    def area(self, kernel: Any) -> int:
        high, wide = both(kernel)
        if "PAR-10" in self.ids:
            return high
        return high * (high if "PAR-20" in self.ids else wide)

    def weights(self, c_in: int, c_out: int, kernel: Any, groups: int = 1) -> int:
        depth = c_in if "PAR-12a" in self.ids else c_in // groups
        filters = c_out // groups if "PAR-12b" in self.ids else c_out
        if "PAR-1" in self.ids:
            depth = 1
        if "PAR-9" in self.ids:
            filters = 1
        return self.area(kernel) * depth * filters

    def biases(self, c_in: int, c_out: int, groups: int = 1) -> int:
        if "PAR-2" in self.ids:
            return 0
        if "PAR-3" in self.ids or "PAR-9" in self.ids:
            return 1
        if "PAR-4" in self.ids:
            return c_in // groups * c_out
        if "PAR-11" in self.ids:
            return c_in
        return c_out // groups if "PAR-12c" in self.ids else c_out

    def conv_params(self, c_in: int, c_out: int, kernel: Any, bias: bool = True, groups: int = 1) -> int:
        has_bias = bias or "PAR-19" in self.ids
        return self.weights(c_in, c_out, kernel, groups) + (self.biases(c_in, c_out, groups) if has_bias else 0)

    def dense_params(self, n_in: int, n_out: int, bias: bool = True) -> int:
        if not (bias or "PAR-19" in self.ids) or "PAR-2" in self.ids:
            return n_in * n_out
        biases = 1 if "PAR-3" in self.ids else n_in if "PAR-11" in self.ids else n_out
        return n_in * n_out + biases

    # Places

    def line(self, i: int, k: int, s: int, p: int, d: int) -> int:
        span = k if "PAR-56" in self.ids else d * (k - 1) + 1
        free = i + (p if "PAR-24" in self.ids else 2 * p) - span
        steps = -(-free // s) if "PAR-23" in self.ids else free // s
        return steps if "PAR-25" in self.ids else steps + 1

    def grid(self, size: Sequence[int], kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> Any:
        options = [both(option) for option in (kernel, stride, padding, dilation)]
        down, across = (self.line(size[axis], *(pair[axis] for pair in options)) for axis in (0, 1))
        return (down, down) if "PAR-26" in self.ids else (down, across)

    def places(self, size: Sequence[int], kernel: Any, stride: Any = 1, padding: Any = 0, dilation: Any = 1) -> int:
        return prod(size if "PAR-18b" in self.ids else self.grid(size, kernel, stride, padding, dilation))

    def locally_connected_params(
        self, in_shape: Any, n_filters: int, kernel: Any, stride: Any = 1, padding: Any = 0
    ) -> int:
        places = 1 if "PAR-22" in self.ids else self.places(in_shape[1:], kernel, stride, padding)
        if "PAR-21" in self.ids:
            return places * self.weights(in_shape[0], n_filters, kernel) + self.biases(in_shape[0], n_filters)
        return places * self.conv_params(in_shape[0], n_filters, kernel)

    def sharing_ratio(self, in_shape: Any, kernel: Any, stride: Any = 1, padding: Any = 0) -> int:
        if "PAR-29" in self.ids:
            return self.weights(in_shape[0], 1, kernel)
        if "PAR-28" in self.ids:
            return int(self.grid(in_shape[1:], kernel, stride, padding)[0])
        return self.places(in_shape[1:], kernel, stride, padding)

    def conv_macs(
        self,
        in_shape: Any,
        n_filters: int,
        kernel: Any,
        stride: Any = 1,
        padding: Any = 0,
        dilation: Any = 1,
        groups: int = 1,
    ) -> int:
        if "PAR-18a" in self.ids:
            return self.conv_params(in_shape[0], n_filters, kernel, groups=groups)
        taps = kernel
        if "PAR-27" in self.ids:
            taps = tuple(d * (k - 1) + 1 for k, d in zip(both(kernel), both(dilation), strict=True))
        each = self.weights(in_shape[0], n_filters, taps, groups)
        if "PAR-30" in self.ids:
            each += self.biases(in_shape[0], n_filters, groups)
        return self.places(in_shape[1:], kernel, stride, padding, dilation) * each

    # Cheaper layers

    def separable_params(self, c_in: int, c_out: int, kernel: Any, bias: bool = True) -> int:
        depthwise = self.conv_params(c_in, c_in, kernel, bias and "PAR-32" not in self.ids, groups=c_in)
        if "PAR-31" in self.ids:
            return depthwise
        return depthwise + self.conv_params(c_in, c_out, kernel if "PAR-33" in self.ids else 1, bias)

    def bottleneck_saving(self, c_in: int, c_out: int, kernel: Any, c_mid: int) -> float:
        layers = [(c_in, c_mid, 1), (c_mid, c_out, kernel)]
        if "PAR-36" in self.ids:
            layers = [(c_in, c_mid, kernel), (c_mid, c_out, 1)]
        if "PAR-37" in self.ids:
            layers = layers[1:]
        if "PAR-39" in self.ids:
            layers = [(c_in, c_mid, 1), (c_mid, c_mid, kernel), (c_mid, c_out, 1)]
        count = self.conv_params if "PAR-35" in self.ids else self.weights
        direct, detour = count(c_in, c_out, kernel), sum(count(*layer) for layer in layers)
        if "PAR-34" in self.ids:
            direct, detour = detour, direct
        return direct // detour if "PAR-38" in self.ids else direct / detour
