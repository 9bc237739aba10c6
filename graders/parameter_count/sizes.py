"""How large things are, by formulas: the half of `Model` that refusing what is impossible needs as well."""

from __future__ import annotations

from math import prod

from .layers import Layer, Shape
from .windows import Pair, both


class Sizes:
    # Places of a window

    def sides(self, option: Pair) -> tuple[int, int]:
        """Of a stride, a padding or a dilation, vertical and horizontal."""
        return both(option)

    def sides_of_kernel(self, kernel: Pair) -> tuple[int, int]:
        return both(kernel)

    def span(self, k: int, d: int) -> int:
        return d * (k - 1) + 1

    def padded(self, i: int, p: int) -> int:
        return i + 2 * p

    def steps(self, free: int, s: int) -> int:
        return free // s

    def stands(self, steps: int) -> int:
        return steps + 1

    def line(self, i: int, k: int, s: int, p: int, d: int) -> int:
        return self.stands(self.steps(self.padded(i, p) - self.span(k, d), s))

    def grid(self, size: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> Shape:
        options = [self.sides_of_kernel(kernel), *map(self.sides, (stride, padding, dilation))]
        return tuple(self.line(size[axis], *(option[axis] for option in options)) for axis in (0, 1))

    def places(self, size: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> int:
        return prod(self.grid_of_conv(size, kernel, stride, padding, dilation))

    def grid_of_conv(self, size: Shape, kernel: Pair, stride: Pair, padding: Pair, dilation: Pair) -> Shape:
        return self.grid(size, kernel, self.stride_of_conv(stride), self.padding_of_conv(padding), dilation)

    def stride_of_conv(self, stride: Pair) -> Pair:
        return stride

    def padding_of_conv(self, padding: Pair) -> Pair:
        return padding

    # Shapes behind a layer of a network

    def out_shape(self, layer: Layer, shape: Shape, image: Shape) -> Shape:
        match layer["type"]:
            case "conv":
                options = layer.get("stride", 1), layer.get("padding", 0), layer.get("dilation", 1)
                return (layer["filters"], *self.grid_of_conv(shape[1:], layer["kernel"], *options))
            case "pool":
                stride = layer.get("stride", self.stride_of_pool(layer["kernel"]))
                padding = self.padding_of_pool(layer.get("padding", 0))
                return (shape[0], *self.grid(shape[1:], layer["kernel"], stride, padding))
            case "flatten":
                return (self.flattened(shape, image),)
            case "global_pool":
                return self.pooled_globally(shape)
            case "dense":
                return (layer["units"],)
        return shape

    def stride_of_pool(self, kernel: Pair) -> Pair:
        return kernel

    def padding_of_pool(self, padding: Pair) -> Pair:
        return padding

    def pooled_globally(self, shape: Shape) -> Shape:
        return shape[:1]

    def flattened(self, shape: Shape, _image: Shape) -> int:
        return prod(shape)
