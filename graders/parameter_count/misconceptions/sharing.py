"""Mistakes about sharing: what each place of a convolution has of its own."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import BIASES, ONE_FILTER, SHARING
from ..layers import Layer, Shape
from ..model import Model
from ..windows import Pair

NETWORKS = ("layer_table", "memory_bytes")


@misconception("PAR-5", "a bias for each pixel", read=BIASES, exercises=NETWORKS)
class BiasForEachPixel(Model):
    """A filter gets a bias of its own at each place of its output, although it shares its weights.

    If a filter moves one pixel on, does it take another bias? Compare two sizes of images in your table.
    """

    def params_of_conv(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        own = layer["filters"] * (prod(out_shape[1:]) - 1) if layer.get("bias", True) else 0
        return super().params_of_conv(layer, shape, out_shape, image) + int(own)


@misconception("PAR-6", "does not share", read=SHARING, exercises=NETWORKS)
class DoesNotShare(Model):
    """You count weights and biases anew at each place of the output.

    Make the image twice as high. Does the convolution have more to learn now?
    """

    def params_of_conv(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        return super().params_of_conv(layer, shape, out_shape, image) * prod(out_shape[1:])


@misconception("PAR-7", "counts outputs as parameters", read=ONE_FILTER, exercises=NETWORKS)
class OutputsAsParameters(Model):
    """What you call parameters of a convolution are the numbers that it produces.

    Which of the two does training change: the numbers in the feature map, or those in the filter?
    """

    def params_of_conv(self, _layer: Layer, _shape: Shape, out_shape: Shape, _image: Shape) -> int:
        return prod(out_shape)


@misconception("PAR-8a", "takes a convolution for a dense layer", read=ONE_FILTER, exercises=NETWORKS)
class ConvolutionAsDense(Model):
    """You connect every input number of a convolution with every output number.

    Does a 3×3 filter in the upper left corner see the lower right corner of the image?
    """

    def params_of_conv(self, layer: Layer, shape: Shape, out_shape: Shape, _image: Shape) -> int:
        return self.dense_params(prod(shape), prod(out_shape), layer.get("bias", True))


@misconception("PAR-8b", "filters as large as the image", read=ONE_FILTER, exercises=NETWORKS)
class FiltersAsLargeAsTheImage(Model):
    """Your filters have as many rows and columns as the image.

    Change the kernel from 3 to 5. Does your count change? Now change only the image: does it?
    """

    def params_of_conv(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        return super().params_of_conv({**layer, "kernel": shape[1:]}, shape, out_shape, image)


@misconception("PAR-21", "weights apart, biases shared", read=SHARING, exercises=("locally_connected_params",))
class SharedBiases(Model):
    """Without sharing you give each place weights of its own, but the biases are still shared.

    In the unshared layer, may the same filter have different biases in two corners of the image?
    """

    def unshared(self, places: int, c_in: int, n_filters: int, kernel: Pair) -> int:
        weights = self.weights(c_in, n_filters, kernel)
        return places * weights + self.convolution(c_in, n_filters, kernel) - weights


@misconception("PAR-22", "shares all the same", read=SHARING, exercises=("locally_connected_params",))
class SharesAllTheSame(Model):
    """Your layer without sharing has as many parameters as one that shares.

    If two corners of the image may not use the same filters, how many sets of filters do they need?
    """

    def unshared(self, _places: int, c_in: int, n_filters: int, kernel: Pair) -> int:
        return self.convolution(c_in, n_filters, kernel)


@misconception("PAR-157", "each place reads the whole image", read=SHARING, exercises=("locally_connected_params",))
class EachPlaceReadsTheWholeImage(Model):
    """Without sharing, your filters read the whole image at each place, as a dense layer does.

    A 3×3 filter in the upper left corner: does it see the lower right corner, if only sharing is given up?
    """

    def locally_connected_params(
        self, in_shape: Shape, n_filters: int, kernel: Pair, stride: Pair = 1, padding: Pair = 0
    ) -> int:
        channels, size = self.split(in_shape)
        return self.dense_params(channels * prod(size), n_filters * self.places(size, kernel, stride, padding))
