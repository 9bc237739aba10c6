"""Mistakes about the windows of a convolution: kernel, stride, padding, dilation."""

from __future__ import annotations

import math

from torch import Tensor

from receptive.grader import misconception

from ..headings import CONV
from ..model import Model
from ..pairs import Pair, pair

HERE = ("MyConv2d",)
Numbers = tuple[int, int]


@misconception("CNN-25", "treats columns like rows", read=CONV, exercises=HERE)
class TreatsColumnsLikeRows(Model):
    """You use the stride and the padding of the rows for the columns too.

    Give stride (1, 2) to your layer and to nn.Conv2d. Which axis of the results differs?
    """

    def steps(self, value: Pair) -> Numbers:
        return (pair(value)[0],) * 2

    def zeros_each_side(self, value: Pair, kernel: Numbers) -> Numbers:
        return (pair(value)[0],) * 2


@misconception("CNN-27", "leaves the dilation out", read=CONV, exercises=HERE)
class LeavesTheDilationOut(Model):
    """Your windows are ordinary ones whatever the dilation is.

    A window of 3 with dilation 2: which of the pixels 0 to 8 does its first position read?
    """

    def spread(self, _dilation: Pair) -> Numbers:
        return 1, 1


@misconception("CNN-30", "flips the kernel", read=CONV, exercises=HERE)
class FlipsTheKernel(Model):
    """You turn each kernel by 180 degrees, which is convolution in mathematics, but not what the layer does.

    Let one corner of a kernel be 1 and all the others 0. Which pixel of the window should come out?
    """

    def turned(self, weight: Tensor) -> Tensor:
        return weight.flip(2, 3)


@misconception("CNN-144", "leaves the stride out", read=CONV, exercises=HERE)
class LeavesTheStrideOut(Model):
    """Your windows move by one pixel whatever the stride is.

    8 pixels, a window of 2, a stride of 2: where does the second window start, and how many are there?
    """

    def steps(self, _value: Pair) -> Numbers:
        return 1, 1


@misconception("CNN-145", "leaves the padding out", read=CONV, exercises=HERE)
class LeavesThePaddingOut(Model):
    """Your layer puts no zeros around the image whatever the padding is.

    Give an image of 4×4 to your layer and to nn.Conv2d, both with padding=2. How many rows come out?
    """

    def zeros_each_side(self, _value: Pair, _kernel: Numbers) -> Numbers:
        return 0, 0


@misconception("CNN-146", "pads so that the size stays", read=CONV, exercises=HERE)
class PadsSoThatTheSizeStays(Model):
    """You always pad by half the kernel; the padding is an argument, and 0 by default.

    How many rows does the result of nn.Conv2d(1, 1, 3) for 8 rows have, and how many does yours have?
    """

    def zeros_each_side(self, _value: Pair, kernel: Numbers) -> Numbers:
        return kernel[0] // 2, kernel[1] // 2


@misconception("CNN-147", "takes results for square", read=CONV, exercises=HERE)
class TakesResultsForSquare(Model):
    """You compute rows and columns of the result as if both were the root of the number of windows.

    An image of 4×7 and a window of 3×3: how many windows are there? Which whole number is the root of that?
    """

    def as_grid(self, _rows: int, _columns: int, count: int) -> Numbers:
        return int(math.sqrt(count)), int(math.sqrt(count))


@misconception("CNN-148", "takes the kernel for square", read=CONV, exercises=HERE)
class TakesTheKernelForSquare(Model):
    """You use one side of the kernel for both.

    Print the shape of your weights for a kernel of (2, 3), and of those of nn.Conv2d.
    """

    def sides_of_kernel(self, value: Pair) -> Numbers:
        return (pair(value)[0],) * 2


@misconception("CNN-149", "counts the dilation in one place only", read=CONV, exercises=HERE)
class ForgetsDilationInTheSize(Model):
    """The size that you compute for the result and the windows that unfold gives do not take the dilation alike.

    A window of 3 with dilation 2 covers how many rows? How often does it fit into 9?
    """

    def dilation_in_size(self, _dilation: Numbers) -> Numbers:
        return 1, 1


@misconception("CNN-157", "counts the padding in one place only", read=CONV, exercises=HERE)
class CountsPaddingOnce(Model):
    """The size that you compute for the result and the windows that unfold gives do not take the padding alike.

    8 rows, a window of 3, a padding of 1: how many zero lines are there in all, and how many windows fit?
    """

    def zeros_in_size(self, padding: Numbers) -> Numbers:
        return padding


@misconception("CNN-161", "counts the stride in one place only", read=CONV, exercises=HERE)
class CountsStrideOnce(Model):
    """The size that you compute for the result and the windows that unfold gives do not take the stride alike.

    8 rows, a window of 2, a stride of 2: how many windows does unfold give, and how many rows do you compute?
    """

    def stride_in_size(self, _stride: Numbers) -> Numbers:
        return 1, 1


@misconception("CNN-162", "pads twice", read=CONV, exercises=HERE)
class PadsTwice(Model):
    """You put the zeros of the padding around the image twice.

    Give an image of 4×4 to your layer and to nn.Conv2d, both with padding=1. How many rows come out?
    """

    def zeros_each_side(self, value: Pair, kernel: Numbers) -> Numbers:
        return 2 * pair(value)[0], 2 * pair(value)[1]


@misconception("CNN-150", "exchanges rows and columns", read=CONV, exercises=HERE)
class ExchangesRowsAndColumns(Model):
    """You take the first number of stride and padding for the columns and the second for the rows.

    Give stride (1, 2) to your layer and to nn.Conv2d. Which axis becomes shorter in either?
    """

    def steps(self, value: Pair) -> Numbers:
        return pair(value)[1], pair(value)[0]

    def zeros_each_side(self, value: Pair, kernel: Numbers) -> Numbers:
        return pair(value)[1], pair(value)[0]


@misconception("CNN-151", "takes numbers only", read=CONV, exercises=HERE)
class TakesNumbersOnly(Model):
    """You compute with kernel, stride and padding as with numbers, but each may be a pair, as (1, 2).

    What does your layer do with stride=(1, 2)? How could you make a pair of an int at the start?
    """

    def sides_of_kernel(self, value: Pair) -> Numbers:
        return (value // 1,) * 2  # type: ignore[operator]  # which is the mistake

    def spread(self, dilation: Pair) -> Numbers:
        return (dilation // 1,) * 2  # type: ignore[operator]  # which is the mistake

    def steps(self, value: Pair) -> Numbers:
        return (value // 1,) * 2  # type: ignore[operator]  # which is the mistake

    def zeros_each_side(self, value: Pair, kernel: Numbers) -> Numbers:
        return (value // 1,) * 2  # type: ignore[operator]  # which is the mistake
