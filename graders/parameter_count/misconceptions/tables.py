"""Mistakes about the layers of a network: what they learn, read and put out."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import CONVENTIONS, HAS_PARAMETERS
from ..layers import Layer, Shape
from ..model import Model
from ..windows import Pair

NETWORKS = ("layer_table", "memory_bytes")


@misconception("PAR-13", "pools have weights", read=HAS_PARAMETERS, exercises=NETWORKS)
class PoolsHaveWeights(Model):
    """You give pooling layers as many weights as their windows have cells.

    Which number of a maximum could training change?
    """

    def params_of_pool(self, layer: Layer, shape: Shape) -> int:
        return self.area(layer["kernel"]) * shape[0]


@misconception("PAR-14a", "statistics are trained", read=HAS_PARAMETERS, exercises=NETWORKS)
class StatisticsAreTrained(Model):
    """You count the running means and variances of batch normalization as parameters.

    Of the four numbers that it keeps for a channel, which does a gradient change, and which are measured?
    """

    def params_of_norm(self, shape: Shape) -> int:
        return 4 * shape[0]


@misconception("PAR-14b", "statistics and their counter are trained", read=HAS_PARAMETERS, exercises=NETWORKS)
class CounterIsTrained(Model):
    """You count all that batch normalization saves as parameters, down to the counter of its batches.

    Does a gradient change the number of batches that a layer has seen?
    """

    def params_of_norm(self, shape: Shape) -> int:
        return 4 * shape[0] + 1


@misconception("PAR-14c", "one number a channel", read=HAS_PARAMETERS, exercises=NETWORKS)
class OneNumberAChannel(Model):
    """You count one parameter for each channel of batch normalization.

    After the layer has made mean 0 and spread 1, it may stretch a channel. What else may it learn to do?
    """

    def params_of_norm(self, shape: Shape) -> int:
        return shape[0]


@misconception("PAR-14d", "batch normalization learns nothing", read=HAS_PARAMETERS, exercises=NETWORKS)
class NormLearnsNothing(Model):
    """You count no parameters for batch normalization.

    If the layer could only make mean 0 and spread 1, could a network undo that where it hurts?
    """

    def params_of_norm(self, _shape: Shape) -> int:
        return 0


@misconception("PAR-14e", "two numbers a pixel", read=HAS_PARAMETERS, exercises=NETWORKS)
class TwoNumbersAPixel(Model):
    """You give batch normalization a factor and an offset for each number, not for each channel.

    Make the image larger. Does a layer that treats all pixels of a channel alike have more to learn?
    """

    def params_of_norm(self, shape: Shape) -> int:
        return 2 * prod(shape)


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


@misconception("PAR-45", "pools step by one", read=HAS_PARAMETERS, exercises=NETWORKS)
class PoolsStepByOne(Model):
    """A pool without a stride moves by one pixel in your code.

    A pool of 2 without a stride on 8 pixels: do its windows overlap?
    """

    def stride_of_pool(self, _kernel: Pair) -> Pair:
        return 1


@misconception("PAR-92", "a pool has one weight a cell", read=HAS_PARAMETERS, exercises=NETWORKS)
class PoolHasOneWeightACell(Model):
    """You give a pooling layer as many parameters as its window has cells.

    Which number of a maximum could training change?
    """

    def params_of_pool(self, layer: Layer, _shape: Shape) -> int:
        return self.area(layer["kernel"])


@misconception("PAR-93", "a pool is counted like a convolution", read=HAS_PARAMETERS, exercises=NETWORKS)
class PoolAsConvolution(Model):
    """You count the parameters of a pooling layer as if it were a convolution with weights and biases.

    Which number of a maximum could training change?
    """

    def params_of_pool(self, layer: Layer, shape: Shape) -> int:
        return self.convolution(shape[0], shape[0], layer["kernel"])


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


@misconception("PAR-98", "a global pool keeps two axes", read=HAS_PARAMETERS, exercises=("layer_table",))
class GlobalPoolKeepsAxes(Model):
    """Your global pool leaves a row and a column of one, as PyTorch's does: (C, 1, 1).

    Look at the README's table of layers. Which shape has a global pool here?
    """

    def pooled_globally(self, shape: Shape) -> Shape:
        return (shape[0], 1, 1)


@misconception("PAR-99", "pools step by two", read=HAS_PARAMETERS, exercises=("layer_table",))
class PoolsStepByTwo(Model):
    """A pool without a stride moves by two pixels in your code.

    A pool of 3 without a stride on 9 pixels: do its windows overlap?
    """

    def stride_of_pool(self, _kernel: Pair) -> Pair:
        return 2


@misconception("PAR-100", "a pool has no padding", read=HAS_PARAMETERS, exercises=("layer_table",))
class PoolHasNoPadding(Model):
    """You do not look at the padding of a pool.

    Look at the README's table of layers. Which entries may a pool have?
    """

    def padding_of_pool(self, _padding: Pair) -> Pair:
        return 0


@misconception("PAR-101", "every layer takes the image", read=HAS_PARAMETERS, exercises=("layer_table",))
class EveryLayerTakesTheImage(Model):
    """Each of your layers takes the image: what a layer puts out does not become what the next one takes.

    Two pools of 2 on 8 by 8 pixels: how many rows are left behind the second?
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
    """Your convolutions and pools put out their columns before their rows.

    Which of the numbers in (C, H, W) is the height, and where does it stand behind a layer?
    """

    def grid(self, size: Shape, kernel: Pair, stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1) -> Shape:
        return super().grid(size, kernel, stride, padding, dilation)[::-1]
