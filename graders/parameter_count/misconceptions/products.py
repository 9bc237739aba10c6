"""Mistakes about products: what is multiplied, and how often."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import HAS_PARAMETERS, MACS
from ..layers import Layer, Shape
from ..model import Model
from ..windows import Pair, both

WITH_PRODUCTS = ("layer_table", "conv_macs")


@misconception(
    "PAR-18a",
    "products are parameters",
    says="Your multiply-accumulates are the parameters of the layer.",
    ask="How often is one weight of a filter multiplied while the filter moves over the image?",
    read=MACS,
    exercises=WITH_PRODUCTS,
)
class ProductsAsParameters(Model):
    def conv_macs(
        self, in_shape: Shape, n_filters: int, kernel: Pair,
        stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: int = 1,
    ) -> int:  # fmt: skip
        del stride, padding, dilation
        return self.convolution(in_shape[0], n_filters, kernel, groups=groups)

    def macs_of_conv(self, layer: Layer, shape: Shape) -> int:
        options = layer.get("bias", True), layer.get("groups", 1)
        return self.convolution(shape[0], layer["filters"], layer["kernel"], *options)

    def macs_of_dense(self, layer: Layer, shape: Shape) -> int:
        return self.dense_params(shape[0], layer["units"], layer.get("bias", True))


@misconception(
    "PAR-27",
    "dilation adds taps",
    says="You count the gaps of a dilated kernel as if they were taps.",
    ask="3 taps with dilation 2 stand at 0, 2 and 4. How many products does the window take?",
    read=MACS,
    exercises=WITH_PRODUCTS,
)
class GapsAsTaps(Model):
    def taps(self, kernel: Pair, dilation: Pair) -> Pair:
        return tuple(d * (k - 1) + 1 for k, d in zip(both(kernel), both(dilation), strict=True))


@misconception(
    "PAR-30",
    "biases are products",
    says="You count the biases among the multiply-accumulates.",
    ask="With what is a bias multiplied before it is added?",
    read=MACS,
    exercises=WITH_PRODUCTS,
)
class BiasesAsProducts(Model):
    def products(self, c_in: int, c_out: int, taps: Pair, groups: int) -> int:
        return self.convolution(c_in, c_out, taps, groups=groups)

    def macs_of_dense(self, layer: Layer, shape: Shape) -> int:
        return self.dense_params(shape[0], layer["units"], layer.get("bias", True))


@misconception(
    "PAR-41",
    "a pool multiplies",
    says="You count a multiply-accumulate for each number that a pool looks at.",
    ask="With which weight does a pool multiply?",
    read=HAS_PARAMETERS,
    exercises=("layer_table",),
)
class PoolsMultiply(Model):
    def macs_of_pool(self, layer: Layer, out_shape: Shape) -> int:
        return self.area(layer["kernel"]) * prod(out_shape)


@misconception(
    "PAR-42",
    "normalizing multiplies",
    says="You count a multiply-accumulate for each number that batch normalization scales.",
    ask="Look at the column macs in the README's table. What does it say about batchnorm, and why?",
    read=HAS_PARAMETERS,
    exercises=("layer_table",),
)
class NormalizingMultiplies(Model):
    def macs_of_norm(self, shape: Shape) -> int:
        return prod(shape)
