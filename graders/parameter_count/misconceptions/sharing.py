"""Mistakes about sharing: what each place of a convolution has of its own."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import BIASES, ONE_FILTER, SHARING
from ..layers import Layer, Shape
from ..model import Model
from ..windows import Pair

NETWORKS = ("layer_table", "memory_bytes")


@misconception(
    "PAR-5",
    "a bias for each pixel",
    says="A filter gets a bias of its own at each place of its output, although it shares its weights.",
    ask="If a filter moves one pixel on, does it take another bias? Compare two sizes of images in your table.",
    read=BIASES,
    exercises=NETWORKS,
)
class BiasForEachPixel(Model):
    def params_of_conv(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        own = layer["filters"] * (prod(out_shape[1:]) - 1) if layer.get("bias", True) else 0
        return super().params_of_conv(layer, shape, out_shape, image) + int(own)


@misconception(
    "PAR-6",
    "does not share",
    says="You count weights and biases anew at each place of the output.",
    ask="Make the image twice as high. Does the convolution have more to learn now?",
    read=SHARING,
    exercises=NETWORKS,
)
class DoesNotShare(Model):
    def params_of_conv(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        return super().params_of_conv(layer, shape, out_shape, image) * prod(out_shape[1:])


@misconception(
    "PAR-7",
    "counts outputs as parameters",
    says="What you call parameters of a convolution are the numbers that it puts out.",
    ask="Which of the two does training change: the numbers in the feature map, or those in the filter?",
    read=ONE_FILTER,
    exercises=NETWORKS,
)
class OutputsAsParameters(Model):
    def params_of_conv(self, _layer: Layer, _shape: Shape, out_shape: Shape, _image: Shape) -> int:
        return prod(out_shape)


@misconception(
    "PAR-8a",
    "takes a convolution for a dense layer",
    says="You connect every input number of a convolution with every output number.",
    ask="Does a 3×3 filter in the upper left corner see the lower right corner of the image?",
    read=ONE_FILTER,
    exercises=NETWORKS,
)
class ConvolutionAsDense(Model):
    def params_of_conv(self, layer: Layer, shape: Shape, out_shape: Shape, _image: Shape) -> int:
        return self.dense_params(prod(shape), prod(out_shape), layer.get("bias", True))


@misconception(
    "PAR-8b",
    "filters as large as the image",
    says="Your filters have as many rows and columns as the image.",
    ask="Change the kernel from 3 to 5. Does your count change? Now change only the image: does it?",
    read=ONE_FILTER,
    exercises=NETWORKS,
)
class FiltersAsLargeAsTheImage(Model):
    def params_of_conv(self, layer: Layer, shape: Shape, out_shape: Shape, image: Shape) -> int:
        return super().params_of_conv({**layer, "kernel": shape[1:]}, shape, out_shape, image)


@misconception(
    "PAR-21",
    "weights apart, biases shared",
    says="Without sharing you give each place weights of its own, but the biases are still shared.",
    ask="In the unshared layer, may the same filter have different biases in two corners of the image?",
    read=SHARING,
    exercises=("locally_connected_params",),
)
class SharedBiases(Model):
    def unshared(self, places: int, c_in: int, n_filters: int, kernel: Pair) -> int:
        weights = self.weights(c_in, n_filters, kernel)
        return places * weights + self.convolution(c_in, n_filters, kernel) - weights


@misconception(
    "PAR-22",
    "shares all the same",
    says="Your layer without sharing has as many parameters as one that shares.",
    ask="If two corners of the image may not use the same filters, how many sets of filters do they need?",
    read=SHARING,
    exercises=("locally_connected_params",),
)
class SharesAllTheSame(Model):
    def unshared(self, _places: int, c_in: int, n_filters: int, kernel: Pair) -> int:
        return self.convolution(c_in, n_filters, kernel)
