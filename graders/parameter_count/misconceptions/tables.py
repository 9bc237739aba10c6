"""Mistakes about the layers of a network: what they learn, read and put out."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import HAS_PARAMETERS
from ..layers import Layer, Shape
from ..model import Model
from ..windows import Pair

NETWORKS = ("layer_table", "memory_bytes")


@misconception(
    "PAR-13",
    "pools have weights",
    says="You give pooling layers as many weights as their windows have cells.",
    ask="Which number of a maximum could training change?",
    read=HAS_PARAMETERS,
    exercises=NETWORKS,
)
class PoolsHaveWeights(Model):
    def params_of_pool(self, layer: Layer, shape: Shape) -> int:
        return self.area(layer["kernel"]) * shape[0]


@misconception(
    "PAR-14a",
    "statistics are trained",
    says="You count the running means and variances of batch normalization as parameters.",
    ask="Of the four numbers that it keeps for a channel, which does a gradient change, and which are measured?",
    read=HAS_PARAMETERS,
    exercises=NETWORKS,
)
class StatisticsAreTrained(Model):
    def params_of_norm(self, shape: Shape) -> int:
        return 4 * shape[0]


@misconception(
    "PAR-14b",
    "statistics and their counter are trained",
    says="You count all that batch normalization saves as parameters, down to the counter of its batches.",
    ask="Does a gradient change the number of batches that a layer has seen?",
    read=HAS_PARAMETERS,
    exercises=NETWORKS,
)
class CounterIsTrained(Model):
    def params_of_norm(self, shape: Shape) -> int:
        return 4 * shape[0] + 1


@misconception(
    "PAR-14c",
    "one number a channel",
    says="You count one parameter for each channel of batch normalization.",
    ask="After the layer has made mean 0 and spread 1, it may stretch a channel. What else may it learn to do?",
    read=HAS_PARAMETERS,
    exercises=NETWORKS,
)
class OneNumberAChannel(Model):
    def params_of_norm(self, shape: Shape) -> int:
        return shape[0]


@misconception(
    "PAR-14d",
    "batch normalization learns nothing",
    says="You count no parameters for batch normalization.",
    ask="If the layer could only make mean 0 and spread 1, could a network undo that where it hurts?",
    read=HAS_PARAMETERS,
    exercises=NETWORKS,
)
class NormLearnsNothing(Model):
    def params_of_norm(self, _shape: Shape) -> int:
        return 0


@misconception(
    "PAR-14e",
    "two numbers a pixel",
    says="You give batch normalization a factor and an offset for each number, not for each channel.",
    ask="Make the image larger. Does a layer that treats all pixels of a channel alike have more to learn?",
    read=HAS_PARAMETERS,
    exercises=NETWORKS,
)
class TwoNumbersAPixel(Model):
    def params_of_norm(self, shape: Shape) -> int:
        return 2 * prod(shape)


@misconception(
    "PAR-15",
    "flattens the image's size",
    says="You flatten with the rows and columns of the image, not with those that the layers have left.",
    ask="8 by 8 pixels, a 3×3 convolution, a 2×2 pool: how many rows arrive at the flatten?",
    read=HAS_PARAMETERS,
    exercises=("layer_table", "memory_bytes", "max_filters_within"),
)
class FlattensTheImagesSize(Model):
    def flattened(self, shape: Shape, image: Shape) -> int:
        return prod(shape) if len(shape) == 1 else shape[0] * prod(image[1:])

    def places_before_head(self, in_hw: Shape, _kernel: Pair) -> int:
        return prod(in_hw)


@misconception(
    "PAR-40",
    "every convolution reads the image",
    says="All your convolutions read as many channels as the image has.",
    ask="The first convolution has 16 filters. How many channels arrive at the second?",
    read=HAS_PARAMETERS,
    exercises=("layer_table",),
)
class EveryConvolutionReadsTheImage(Model):
    def channels_read(self, _shape: Shape, image: Shape) -> int:
        return image[0]


@misconception(
    "PAR-43",
    "activations of one channel",
    says="Your activations leave the channels out: they are rows times columns.",
    ask="How many numbers are in two maps of 3 by 4?",
    read=HAS_PARAMETERS,
    exercises=NETWORKS,
)
class ActivationsOfOneChannel(Model):
    def activations(self, _shape: Shape, out_shape: Shape) -> int:
        return prod(out_shape[1:] if len(out_shape) == 3 else out_shape)


@misconception(
    "PAR-44",
    "activations of what comes in",
    says="Your activations are the numbers that arrive at a layer, not those that it puts out.",
    ask="A dense layer takes 48 numbers and puts out 3. Which of them are new?",
    read=HAS_PARAMETERS,
    exercises=NETWORKS,
)
class ActivationsOfWhatComesIn(Model):
    def activations(self, shape: Shape, _out_shape: Shape) -> int:
        return prod(shape)


@misconception(
    "PAR-45",
    "pools step by one",
    says="A pool without a stride moves by one pixel in your code.",
    ask="A pool of 2 without a stride on 8 pixels: do its windows overlap?",
    read=HAS_PARAMETERS,
    exercises=NETWORKS,
)
class PoolsStepByOne(Model):
    def stride_of_pool(self, _kernel: Pair) -> Pair:
        return 1
