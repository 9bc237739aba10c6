"""Mistakes about products: what is multiplied, and how often."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import GROUPS, HAS_PARAMETERS, MACS
from ..layers import Layer, Shape
from ..model import Model
from ..windows import Pair, both

WITH_PRODUCTS = ("layer_table", "conv_macs")
TABLE = ("layer_table",)


@misconception("PAR-18a", "products are parameters", read=MACS, exercises=WITH_PRODUCTS)
class ProductsAsParameters(Model):
    """Your multiply-accumulates are the parameters of the layer.

    How often is one weight of a filter multiplied while the filter moves over the image?
    """

    def conv_macs(
        self, in_shape: Shape, n_filters: int, kernel: Pair,
        stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: int = 1,
    ) -> int:  # fmt: skip
        del stride, padding, dilation
        return self.convolution(in_shape[0], n_filters, kernel, groups=groups)

    def macs_of_conv(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        return self.params_of_conv(layer, shape, out_shape, image)

    def macs_of_dense(self, layer: Layer, shape: Shape) -> int:
        return self.dense_params(shape[0], layer["units"], self.bias_of(layer))


@misconception("PAR-27", "dilation adds taps", read=MACS, exercises=WITH_PRODUCTS)
class GapsAsTaps(Model):
    """You count the gaps of a dilated kernel as if they were taps.

    3 taps with dilation 2 stand at 0, 2 and 4. How many products does the window take?
    """

    def taps(self, kernel: Pair, dilation: Pair) -> Pair:
        return tuple(d * (k - 1) + 1 for k, d in zip(both(kernel), both(dilation), strict=True))


@misconception("PAR-30", "biases are products", read=MACS, exercises=WITH_PRODUCTS)
class BiasesAsProducts(Model):
    """You count the biases among the multiply-accumulates.

    With what is a bias multiplied before it is added?
    """

    def products(self, c_in: int, c_out: int, taps: Pair, groups: int) -> int:
        return self.convolution(c_in, c_out, taps, groups=groups)

    def macs_of_dense(self, layer: Layer, shape: Shape) -> int:
        return self.dense_params(shape[0], layer["units"], self.bias_of(layer))


@misconception("PAR-41", "a pool multiplies", read=HAS_PARAMETERS, exercises=TABLE)
class PoolsMultiply(Model):
    """You count a multiply-accumulate for each number that a pool looks at.

    With which weight does a pool multiply?
    """

    def macs_of_pool(self, layer: Layer, out_shape: Shape) -> int:
        return self.area(layer["kernel"]) * prod(out_shape)


@misconception("PAR-42", "normalizing multiplies", read=HAS_PARAMETERS, exercises=TABLE)
class NormalizingMultiplies(Model):
    """You count a multiply-accumulate for each number that batch normalization scales.

    Look at the column macs in the README's table. What does it say about batchnorm, and why?
    """

    def macs_of_norm(self, shape: Shape) -> int:
        return prod(shape)


@misconception("PAR-80", "a product and an addition are two", read=MACS, exercises=WITH_PRODUCTS)
class TwoOperations(Model):
    """You count two operations for each multiply-accumulate: twice as many as there are products.

    A multiply-accumulate is one product, added to a sum. Is it counted once or twice here?
    """

    def operations(self, products: int, _sums: int) -> int:
        return 2 * products


@misconception("PAR-81", "products and additions", read=MACS, exercises=WITH_PRODUCTS)
class ProductsAndAdditions(Model):
    """You count the additions beside the products: 9 products and 8 additions are 17 in your count.

    A multiply-accumulate is one product, added to a sum. How many are needed for 9 products?
    """

    def operations(self, products: int, sums: int) -> int:
        return 2 * products - sums


@misconception("PAR-82", "one place only", read=MACS, exercises=WITH_PRODUCTS)
class OnePlaceOnly(Model):
    """Your multiply-accumulates of a convolution are those at one place, its weights.

    How often is one weight of a filter multiplied while the filter moves over the image?
    """

    def conv_macs(
        self, in_shape: Shape, n_filters: int, kernel: Pair,
        stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: int = 1,
    ) -> int:  # fmt: skip
        del stride, padding
        channels, _ = self.split(in_shape)
        return self.operations(self.products(channels, n_filters, self.taps(kernel, dilation), groups), n_filters)


@misconception("PAR-83", "biases of a dense layer are products", read=MACS, exercises=TABLE)
class DenseBiasesAsProducts(Model):
    """Your multiply-accumulates of a dense layer count its biases, those of a convolution do not.

    With what is the bias of a neuron multiplied before it is added?
    """

    def macs_of_dense(self, layer: Layer, shape: Shape) -> int:
        return self.dense_params(shape[0], layer["units"], self.bias_of(layer))


@misconception("PAR-84", "parameters times places", read=MACS, exercises=TABLE)
class ParametersTimesPlaces(Model):
    """Your multiply-accumulates are parameters times places, biases included.

    With what is a bias multiplied before it is added?
    """

    def macs_of_conv(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        return self.params_of_conv(layer, shape, out_shape, image) * prod(out_shape[1:])

    def macs_of_dense(self, layer: Layer, shape: Shape) -> int:
        return self.dense_params(shape[0], layer["units"], self.bias_of(layer))


@misconception("PAR-85", "normalizing multiplies twice", read=HAS_PARAMETERS, exercises=TABLE)
class NormalizingMultipliesTwice(Model):
    """You count two multiply-accumulates for each number that batch normalization scales and shifts.

    Look at the column macs in the README's table. What does it say about batchnorm, and why?
    """

    def macs_of_norm(self, shape: Shape) -> int:
        return 2 * prod(shape)


@misconception("PAR-86", "a ReLU multiplies", read=HAS_PARAMETERS, exercises=TABLE)
class ReluMultiplies(Model):
    """You count a multiply-accumulate for each number that a ReLU looks at.

    With which weight does a ReLU multiply?
    """

    def macs_of_relu(self, shape: Shape) -> int:
        return prod(shape)


@misconception("PAR-87", "products ignore groups", read=GROUPS, exercises=TABLE)
class ProductsIgnoreGroups(Model):
    """Your multiply-accumulates of a convolution ignore groups, while its parameters do not.

    6 channels in 3 groups: with how many of them does one filter multiply?
    """

    def products(self, c_in: int, c_out: int, taps: Pair, _groups: int) -> int:
        return self.weights(c_in, c_out, taps)


@misconception("PAR-155", "two for a product, one for a bias", read=MACS, exercises=WITH_PRODUCTS)
class TwoForAProductOneForABias(Model):
    """You count two operations for each product, and one for each bias that is added.

    A multiply-accumulate is one product, added to a sum. Is it counted once or twice here, and what of a bias?
    """

    def operations(self, products: int, sums: int) -> int:
        return 2 * products + sums
