"""Mistakes about what a dense layer and a filter consist of."""

from __future__ import annotations

from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import CONVENTIONS, COST, KERNEL
from ..model import Model


@misconception("COL-23", "forgets the channels", read=COST, exercises=("dense_weight_count",))
class ForgetsTheChannels(Model):
    """You count one weight for each pixel and not for each number of each pixel.

    How many numbers are in an image of 1×2 pixels in color? How many does your unit read?
    """

    def inputs(self, h: int, w: int, _c: int) -> int:
        return h * w


@misconception("COL-24", "forgets the biases", read=COST, exercises=("dense_weight_count",))
class ForgetsTheBiases(Model):
    """You count weights only; the biases are missing.

    A layer with one unit and one input computes w·x + b. How many parameters is that?
    """

    def biases(self, _inputs: int, _hidden: int, _bias: bool) -> int:
        return 0


@misconception("COL-25", "one bias for the whole layer", read=COST, exercises=("dense_weight_count",))
class OneBiasForTheLayer(Model):
    """You count one bias for the layer, though each unit has its own.

    Two units read one black pixel. Can their outputs differ without a bias for each of them?
    """

    def biases(self, _inputs: int, _hidden: int, bias: bool) -> int:
        return 1 if bias else 0


@misconception("COL-25b", "adds one in any case", read=COST, exercises=("dense_weight_count",))
class AddsOneInAnyCase(Model):
    """You add 1 to the weights, whatever bias says; each unit has a bias of its own, or none has one.

    Two units read one black pixel. Can their outputs differ without a bias for each of them?
    """

    def biases(self, _inputs: int, _hidden: int, _bias: bool) -> int:
        return 1


@misconception("COL-26", "counts biases that are not there", read=COST, exercises=("dense_weight_count",))
class CountsAbsentBiases(Model):
    """You count the biases even if the layer has none.

    What does your function say for one input, one unit and bias=False?
    """

    def biases(self, _inputs: int, hidden: int, _bias: bool) -> int:
        return hidden


@misconception("COL-27", "a bias for each input", read=COST, exercises=("dense_weight_count",))
class ABiasForEachInput(Model):
    """You count one bias for each number of the image and not for each unit.

    Does a bias belong to what goes in or to what comes out? How many numbers come out of ten units?
    """

    def biases(self, inputs: int, _hidden: int, bias: bool) -> int:
        return inputs if bias else 0


@misconception("COL-71", "gives a number of NumPy", read=CONVENTIONS, exercises=("dense_weight_count",))
class GivesANumberOfNumPy(Model):
    """Your count is right, but it is an np.int64 and no int of Python.

    Print type(np.prod((2, 2, 3))) and type(2 * 2 * 3).
    """

    def counted(self, number: int) -> Any:
        return np.int64(number)


@misconception("COL-71b", "gives a float", read=CONVENTIONS, exercises=("dense_weight_count",))
class GivesAFloat(Model):
    """Your count is right, but it is a float.

    Print type(8 / 2) and type(8 // 2). Can a layer have half a parameter?
    """

    def counted(self, number: int) -> Any:
        return float(number)


@misconception("COL-72", "takes images for squares", read=COST, exercises=("dense_weight_count",))
class TakesImagesForSquares(Model):
    """You multiply the height by itself; the width never shows in your count.

    Compare an image of 2×5 pixels with one of 2×50. Does your count notice?
    """

    def inputs(self, h: int, _w: int, c: int) -> int:
        return h * h * c


@misconception("COL-73", "always counts three channels", read=COST, exercises=("dense_weight_count",))
class AlwaysCountsThree(Model):
    """You count three numbers for each pixel, whatever c says.

    What does a unit cost on a gray image of 1×2 pixels, c = 1?
    """

    def inputs(self, h: int, w: int, _c: int) -> int:
        return h * w * 3


@misconception("COL-74", "shares weights among pixels", read=COST, exercises=("dense_weight_count",))
class SharesWeights(Model):
    """You count one weight for each channel, as if all pixels shared them; a dense layer has one for each number.

    Which other layer looks at each pixel with the same weights? Does a dense one?
    """

    def inputs(self, _h: int, _w: int, c: int) -> int:
        return c


@misconception("COL-28", "three filters of one channel", read=KERNEL, exercises=("gray_as_conv",))
class ThreeFiltersOfOneChannel(Model):
    """You make three filters that see one channel each; the gray is one filter that sees three.

    Each filter makes one map. How many maps should come out, and how many would come out of yours?
    """

    kernel_shape = (3, 1, 1, 1)


@misconception("COL-29", "a kernel with channels last", read=KERNEL, exercises=("gray_as_conv",))
class KernelWithChannelsLast(Model):
    """You put the channels of the kernel last; read as (F, C, kh, kw) it is three pixels wide.

    In the shape of your kernel, which axis is the height, which the width? How many pixels does it span?
    """

    kernel_shape = (1, 1, 1, 3)


@misconception("COL-29b", "a kernel as in TensorFlow", read=KERNEL, exercises=("gray_as_conv",))
class KernelAsInTensorFlow(Model):
    """You write the kernel as TensorFlow does, rows and columns first: (kh, kw, C, F). Here it is (F, C, kh, kw).

    In the shape of your kernel, which axis holds the filters, which the channels? Where should they be?
    """

    kernel_shape = (1, 1, 3, 1)


@misconception("COL-29c", "forgets the axis of the filters", read=KERNEL, exercises=("gray_as_conv",))
class ForgetsTheAxisOfFilters(Model):
    """Your kernel has three axes: the one for the filters is missing, though there is only one filter.

    How many axes does (F, C, kh, kw) have? How many does your kernel have?
    """

    kernel_shape = (3, 1, 1)


@misconception("COL-29d", "gives the weights as they are", read=KERNEL, exercises=("gray_as_conv",))
class GivesTheWeights(Model):
    """You give the three weights in a row; a kernel has axes for its filters, channels, rows and columns.

    How many axes does (F, C, kh, kw) have? How many does your kernel have?
    """

    kernel_shape = (3,)


@misconception("COL-29e", "forgets the axes of the pixel", read=KERNEL, exercises=("gray_as_conv",))
class ForgetsTheAxesOfThePixel(Model):
    """Your kernel has an axis for the filters and one for the channels, but none for rows and columns.

    How many axes does (F, C, kh, kw) have? How many does your kernel have?
    """

    kernel_shape = (1, 3)
