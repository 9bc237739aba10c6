"""Single layers, one decision a method: the half of `Model` that knows of no network."""

from __future__ import annotations

from .layers import Shape
from .refusals import refuse_conv
from .sizes import Sizes
from .windows import Pair

Weights = tuple[int, int, Pair]  # channels in and out, kernel


class Counts(Sizes):
    # Weights and biases

    def conv_params(self, c_in: int, c_out: int, kernel: Pair, bias: bool = True, groups: int = 1) -> int:
        refuse_conv(c_in, c_out, kernel, groups)
        return self.convolution(c_in, c_out, kernel, bias, groups)

    def convolution(self, c_in: int, c_out: int, kernel: Pair, bias: bool = True, groups: int = 1) -> int:
        """Whatever is asked: a budget is counted from a layer without filters on."""
        biases = self.biases(c_in, c_out, kernel, groups) if self.has_biases(bias) else 0
        return self.weights(c_in, c_out, kernel, groups) + biases

    def dense_params(self, n_in: int, n_out: int, bias: bool = True) -> int:
        return n_in * n_out + (self.biases_of_dense(n_in, n_out) if self.has_biases(bias) else 0)

    def weights(self, c_in: int, c_out: int, kernel: Pair, groups: int = 1) -> int:
        return self.area(kernel) * self.depth(c_in, groups) * self.filters(c_out, groups)

    def area(self, kernel: Pair) -> int:
        high, wide = self.sides_of_kernel(kernel)
        return high * wide

    def depth(self, c_in: int, groups: int) -> int:
        return c_in // groups

    def filters(self, c_out: int, _groups: int) -> int:
        return c_out

    def has_biases(self, bias: bool) -> bool:
        return bias

    def biases(self, _c_in: int, c_out: int, _kernel: Pair, _groups: int) -> int:
        return c_out

    def biases_of_dense(self, _n_in: int, n_out: int) -> int:
        return n_out

    # Sharing

    def locally_connected_params(
        self, in_shape: Shape, n_filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0
    ) -> int:
        channels, size = self.split(in_shape)
        return self.unshared(self.places(size, kernel, stride, padding), channels, n_filters, kernel)

    def split(self, in_shape: Shape) -> tuple[int, Shape]:
        """Channels, and rows and columns."""
        return in_shape[0], in_shape[1:]

    def unshared(self, places: int, c_in: int, n_filters: int, kernel: Pair) -> int:
        return places * self.convolution(c_in, n_filters, kernel)

    def sharing_ratio(self, in_shape: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0) -> float:
        channels, size = self.split(in_shape)
        shared = self.convolution(channels, 1, kernel)
        return self.times_fewer(shared * self.places(size, kernel, stride, padding), shared)

    def times_fewer(self, unshared: int, shared: int) -> float:
        return unshared // shared

    # Products

    def conv_macs(
        self, in_shape: Shape, n_filters: int, kernel: Pair,
        stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: int = 1,
    ) -> int:  # fmt: skip
        channels, size = self.split(in_shape)
        each = self.products(channels, n_filters, self.taps(kernel, dilation), groups)
        return self.places(size, kernel, stride, padding, dilation) * self.operations(each, n_filters)

    def operations(self, products: int, _sums: int) -> int:
        """What is counted where so many products go into so many sums."""
        return products

    def taps(self, kernel: Pair, _dilation: Pair) -> Pair:
        return kernel

    def products(self, c_in: int, c_out: int, taps: Pair, groups: int) -> int:
        """At one place."""
        return self.weights(c_in, c_out, taps, groups)

    # Cheaper layers

    def separable_params(self, c_in: int, c_out: int, kernel: Pair, bias: bool = True) -> int:
        return self.depthwise(c_in, c_out, kernel, bias) + self.pointwise(c_in, c_out, kernel, bias)

    def depthwise(self, c_in: int, _c_out: int, kernel: Pair, bias: bool) -> int:
        return self.convolution(c_in, c_in, kernel, self.depthwise_has_biases(bias), groups=c_in)

    def depthwise_has_biases(self, bias: bool) -> bool:
        return bias

    def pointwise(self, c_in: int, c_out: int, _kernel: Pair, bias: bool) -> int:
        return self.convolution(c_in, c_out, 1, bias)

    def bottleneck_saving(self, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> float:
        direct = self.compared(c_in, c_out, kernel)
        return self.saving(direct, [self.compared(*layer) for layer in self.detour(c_in, c_out, kernel, c_mid)])

    def compared(self, c_in: int, c_out: int, kernel: Pair) -> int:
        """What counts of a layer."""
        return self.weights(c_in, c_out, kernel)

    def detour(self, c_in: int, c_out: int, kernel: Pair, c_mid: int) -> list[Weights]:
        return [(c_in, c_mid, 1), (c_mid, c_out, kernel)]

    def saving(self, direct: int, parts: list[int]) -> float:
        return self.divided(direct, sum(parts))

    def divided(self, number: int, by: int) -> float:
        return number / by
