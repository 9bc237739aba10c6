"""Mistakes with rows and columns, and with pairs of numbers for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from receptive.grader import misconception

from ..layers import Pair
from ..model import Model
from .headings import CONV_SHAPE, CONVENTIONS, CONVOLVED, SHAPES


@misconception("SHP-21a", "reads pairs as (horizontal, vertical)", read=CONVENTIONS, exercises=SHAPES)
class ReadsPairsTurned(Model):
    """You give the first number of a pair to the columns and the second to the rows.

    Is a kernel of (1, 5) wide or tall? Look it up, then ask your code.
    """

    def both(self, value: Pair) -> tuple[int, int]:
        down, across = super().both(value)
        return across, down


@misconception("SHP-21b", "uses the first number of a pair twice", read=CONV_SHAPE, exercises=SHAPES)
class UsesTheFirstTwice(Model):
    """You use the first number of each pair for both axes.

    Call it with stride (1, 2) and with stride (1, 3). Does your answer notice?
    """

    def both(self, value: Pair) -> tuple[int, int]:
        down, _ = super().both(value)
        return down, down


@misconception("SHP-21c", "counts the rows only", read=CONV_SHAPE, exercises=SHAPES)
class CountsRowsOnly(Model):
    """You use what you have counted for the height as the width, too.

    Try an image of 10 rows and 100 columns.
    """

    def sides(self, down: Any, across: Any) -> tuple[Any, Any]:
        return down, down


@misconception("SHP-21d", "exchanges height and width", read=CONV_SHAPE, exercises=SHAPES)
class TurnsTheImage(Model):
    """You write the width where the height belongs.

    An image is wider than it is tall. Is it still, when it has been through your layer?
    """

    def sides(self, down: Any, across: Any) -> tuple[Any, Any]:
        return across, down


@misconception("SHP-21f", "takes one number for both axes only", read=CONVENTIONS, exercises=SHAPES)
class TakesNoPairs(Model):
    """You compute with kernel, stride and the others as with one number, so a pair makes your code raise.

    What is (3, 2) - 1 in Python? And what is a kernel of (3, 2) meant to be?
    """

    def both(self, value: Pair) -> tuple[int, int]:
        return one_number(value)


@misconception("SHP-21l", "takes width and height for each other", read=CONVENTIONS, exercises=SHAPES)
class TakesWidthForHeight(Model):
    """You read the first side of the input as its width and the second as its height.

    An image of shape (3, 10, 100): how many rows does it have? Which number is the width in your code?
    """

    def opened(self, shape: Sequence[Any], layout: str) -> tuple[Any, Any, Any]:
        channels, down, across = super().opened(shape, layout)
        return channels, across, down


@misconception("SHP-21m", "takes images for squares", read=CONV_SHAPE, exercises=SHAPES)
class TakesImagesForSquares(Model):
    """You use the height of the input for its width, too.

    Try an image of 10 rows and 100 columns. Does the 100 show in your answer?
    """

    def opened(self, shape: Sequence[Any], layout: str) -> tuple[Any, Any, Any]:
        channels, down, _ = super().opened(shape, layout)
        return channels, down, down


@misconception("SHP-21n", "takes one number for the padding only", read=CONVENTIONS, exercises=SHAPES)
class TakesNoPairOfPaddings(Model):
    """You compute with the padding as with one number, so a pair makes your code raise.

    What is 2 * (1, 0) in Python? And what is a padding of (1, 0) meant to do?
    """

    def both_paddings(self, padding: Pair) -> tuple[int, int]:
        return one_number(padding)


@misconception(
    "SHP-21o", "takes one number for the dilation only", read=CONVENTIONS, exercises=("conv2d_out_shape", "trace")
)
class TakesNoPairOfDilations(Model):
    """You compute with the dilation as with one number, so a pair makes your code raise.

    What is (1, 2) - 1 in Python? And what is a dilation of (1, 2) meant to do?
    """

    def both_dilations(self, dilation: Pair) -> tuple[int, int]:
        return one_number(dilation)


@misconception("SHP-21p", "takes one number for the stride only", read=CONVENTIONS, exercises=SHAPES)
class TakesNoPairOfStrides(Model):
    """You compute with the stride as with one number, so a pair makes your code raise.

    What is 7 // (1, 2) in Python? And what is a stride of (1, 2) meant to do?
    """

    def both_strides(self, stride: Pair) -> tuple[int, int]:
        return one_number(stride)


@misconception("SHP-21g", "takes pairs only", read=CONVENTIONS, exercises=SHAPES)
class TakesPairsOnly(Model):
    """You take kernel, stride and the others apart as pairs, so one number for both axes makes your code raise.

    What does (5)[0] give in Python? Which of your calls have a plain 5 as kernel?
    """

    def both(self, value: Pair) -> tuple[int, int]:
        down, across = value
        return down, across


@misconception("SHP-21h", "uses one side of the kernel twice", read=CONV_SHAPE, exercises=SHAPES)
class UsesOneSideOfTheKernel(Model):
    """You use the height of the kernel for its width, too.

    Call it with kernel (3, 1) and with kernel (3, 5). Does your answer notice?
    """

    def both_kernels(self, kernel: Pair) -> tuple[int, int]:
        down, _ = super().both_kernels(kernel)
        return down, down


@misconception("SHP-21i", "uses the vertical stride twice", read=CONV_SHAPE, exercises=SHAPES)
class UsesTheVerticalStride(Model):
    """You move the window across by the stride that is meant for moving it down.

    Call it with stride (1, 2) and with stride (1, 3). Does your answer notice?
    """

    def both_strides(self, stride: Pair) -> tuple[int, int]:
        down, _ = super().both_strides(stride)
        return down, down


@misconception("SHP-21j", "uses the vertical padding twice", read=CONV_SHAPE, exercises=SHAPES)
class UsesTheVerticalPadding(Model):
    """You pad left and right by what is meant for above and below.

    Call it with padding (1, 0) and with padding (1, 2). Does your answer notice?
    """

    def both_paddings(self, padding: Pair) -> tuple[int, int]:
        down, _ = super().both_paddings(padding)
        return down, down


@misconception("SHP-21k", "uses the vertical dilation twice", read=CONV_SHAPE, exercises=CONVOLVED)
class UsesTheVerticalDilation(Model):
    """You spread the columns of the kernel by what is meant for its rows.

    Call it with dilation (1, 2) and with dilation (1, 3). Does your answer notice?
    """

    def both_dilations(self, dilation: Pair) -> tuple[int, int]:
        down, _ = super().both_dilations(dilation)
        return down, down


@misconception("SHP-37", "exchanges stride and padding", read=CONV_SHAPE, exercises=SHAPES)
class ExchangesStrideAndPadding(Model):
    """You hand the padding over where the stride is expected, and the stride where the padding is.

    In which order does conv_out take its arguments? In which order do you give them?
    """

    def handed_over(self, s: int, p: int) -> tuple[int, int]:
        return p, s


def one_number(value: Pair) -> tuple[int, int]:
    if not isinstance(value, int):
        raise TypeError("a pair is no number")
    return value, value
