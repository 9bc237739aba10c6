"""Mistakes about what a dense layer and a filter consist of."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import COST, KERNEL
from ..model import Model


@misconception("COL-23", "forgets the channels", read=COST, exercises=("dense_weight_count",))
class ForgetsTheChannels(Model):
    """You count one weight for each pixel and not for each number of each pixel.

    How many numbers are in an image of 1×2 pixels in color? How many does your unit look at?
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

    Two units look at one pixel. Can one of them be brighter by 5 than the other without a bias of its own?
    """

    def biases(self, _inputs: int, _hidden: int, bias: bool) -> int:
        return 1 if bias else 0


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
