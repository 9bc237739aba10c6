"""How large things are, by formulas: the half of `Model` that refusing what is impossible needs as well."""

from __future__ import annotations

from math import prod

from .layers import Layer, Shape
from .windows import Pair, both


class Sizes:
    # Places of a window

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
        options = [both(option) for option in (kernel, stride, padding, dilation)]
        return tuple(self.line(size[axis], *(option[axis] for option in options)) for axis in (0, 1))

    def places(self, size: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> int:
        return prod(self.grid(size, kernel, stride, padding, dilation))

    # Shapes behind a layer of a network

    def out_shape(self, layer: Layer, shape: Shape, image: Shape) -> Shape:
        match layer["type"]:
            case "conv":
                return (layer["filters"], *self.behind_window(layer, shape, 1))
            case "pool":
                return (shape[0], *self.behind_window(layer, shape, self.stride_of_pool(layer["kernel"])))
            case "flatten":
                return (self.flattened(shape, image),)
            case "global_pool":
                return shape[:1]
            case "dense":
                return (layer["units"],)
        return shape

    def behind_window(self, layer: Layer, shape: Shape, stride: Pair) -> Shape:
        options = layer.get("stride", stride), layer.get("padding", 0), layer.get("dilation", 1)
        return self.grid(shape[1:], layer["kernel"], *options)

    def stride_of_pool(self, kernel: Pair) -> Pair:
        return kernel

    def flattened(self, shape: Shape, _image: Shape) -> int:
        return prod(shape)
