"""Mistakes about the layers of a network: what reaches them, what they read of their entries, and what they put out."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import CONVENTIONS, HAS_PARAMETERS
from ..layers import Layer, Shape
from ..model import Model
from ..windows import Pair

NETWORKS = ("layer_table", "memory_bytes")


@misconception(
    "PAR-15",
    "flattens the image's size",
    read=HAS_PARAMETERS,
    exercises=("layer_table", "memory_bytes", "max_filters_within"),
)
class FlattensTheImagesSize(Model):
    """You flatten with the rows and columns of the image, not with those that the layers have left.

    8 by 8 pixels, a 3×3 convolution, a 2×2 pool: how many rows arrive at the flatten?
    """

    def flattened(self, shape: Shape, image: Shape) -> int:
        return prod(shape) if len(shape) == 1 else shape[0] * prod(image[1:])

    def places_before_head(self, in_hw: Shape, _kernel: Pair) -> int:
        return prod(in_hw)


@misconception("PAR-40", "every convolution reads the image", read=HAS_PARAMETERS, exercises=("layer_table",))
class EveryConvolutionReadsTheImage(Model):
    """All your convolutions read as many channels as the image has.

    The first convolution has 16 filters. How many channels arrive at the second?
    """

    def channels_read(self, _shape: Shape, image: Shape) -> int:
        return image[0]


@misconception("PAR-94", "no bias unless it is asked for", read=HAS_PARAMETERS, exercises=NETWORKS)
class NoBiasUnlessAsked(Model):
    """Where a layer has no entry `bias`, you count none.

    Look at the README's table of layers. What is `bias` where the entry is missing?
    """

    def bias_of(self, layer: Layer) -> bool:
        return bool(layer.get("bias", False))


@misconception("PAR-95", "a dense layer always has biases", read=HAS_PARAMETERS, exercises=NETWORKS)
class DenseAlwaysHasBiases(Model):
    """You read the entry `bias` of a convolution, but give a dense layer biases whatever it says.

    Make the table of a dense layer with and without `"bias": False`. What should the difference be?
    """

    def bias_of(self, layer: Layer) -> bool:
        return layer["type"] == "dense" or bool(layer.get("bias", True))


@misconception("PAR-96", "a convolution always has biases", read=HAS_PARAMETERS, exercises=("layer_table",))
class ConvAlwaysHasBiases(Model):
    """You read the entry `bias` of a dense layer, but give a convolution biases whatever it says.

    Make the table of a convolution with and without `"bias": False`. What should the difference be?
    """

    def bias_of(self, layer: Layer) -> bool:
        return layer["type"] == "conv" or bool(layer.get("bias", True))


@misconception("PAR-97", "flattens one channel", read=HAS_PARAMETERS, exercises=NETWORKS)
class FlattensOneChannel(Model):
    """You flatten the rows and columns and forget the channels.

    5 maps of 3 by 4 in one row of numbers: how long is the row?
    """

    def flattened(self, shape: Shape, _image: Shape) -> int:
        return prod(shape[1:] if len(shape) == 3 else shape)


@misconception("PAR-101", "every layer takes the image", read=HAS_PARAMETERS, exercises=("layer_table",))
class EveryLayerTakesTheImage(Model):
    """Each of your layers takes the image: no layer's output becomes the next one's input.

    Two pools of 2 on 8 by 8 pixels: how many rows are left after the second?
    """

    def goes_on_with(self, shape: Shape, _out_shape: Shape) -> Shape:
        return shape


@misconception("PAR-102", "all products read the image", read=HAS_PARAMETERS, exercises=("layer_table",))
class AllProductsReadTheImage(Model):
    """All your convolutions read as many channels as the image has, for parameters and for multiply-accumulates.

    The first convolution has 16 filters. How many channels arrive at the second?
    """

    def channels_read(self, _shape: Shape, image: Shape) -> int:
        return image[0]

    def channels_multiplied(self, _shape: Shape, image: Shape) -> int:
        return image[0]


@misconception("PAR-152", "width before height", read=CONVENTIONS, exercises=("layer_table",))
class WidthBeforeHeight(Model):
    """Your convolutions and pools give their columns before their rows.

    Which of the numbers in (C, H, W) is the height, and where is it after a layer?
    """

    def grid(self, size: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> Shape:
        return super().grid(size, kernel, stride, padding, dilation)[::-1]
