"""Mistakes about arguments that are one number for both directions, or a pair."""

from __future__ import annotations

from typing import Any

from receptive.grader import misconception

from ..headings import BACKWARD, COLUMNS, CONVENTIONS, LAYERS, MOVED, PADDED, POOLS
from ..images import Pair
from ..model import Model
from ..windows_model import Lines

TWO_NUMBERS = ("zero_pad2d", "max_pool2d", "max_pool2d_backward")  # where no default is one number


class OneNumber(TypeError):
    """A pair stands where one number is expected."""


def one(value: Any) -> Any:
    if isinstance(value, tuple):
        raise OneNumber
    return value


@misconception("FIL-12d", "reads pairs as (horizontal, vertical)", read=CONVENTIONS, exercises=("zero_pad2d", *MOVED))
class ReadsPairsTheOtherWayRound(Model):
    """You take the first number of a pair for the columns and the second for the rows.

    Call your function with (1, 2) and with (2, 1) in the place of a pair. Which of the two belongs to the rows?
    """

    def both(self, value: Any) -> tuple[Any, Any]:
        down, right = super().both(value)
        return right, down


@misconception("FIL-31a", "takes no pairs", read=CONVENTIONS, exercises=(*COLUMNS, "conv2d_backward"))
class TakesNoPairs(Model):
    """Your code raises where arguments such as stride and padding are pairs; a number for both directions is fine.

    Call it with stride=(1, 2). Which line raises, and what would it need to know?
    """

    def given(self, stride: Pair) -> Pair:
        return super().given(one(stride))

    def apart(self, dilation: Pair) -> Lines:
        return super().apart(one(dilation))

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        return super().padding_of(one(padding), kernel)


@misconception("FIL-31b", "takes no pair as a stride", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class TakesNoPairAsAStride(Model):
    """Your code raises where the stride is a pair; a single number for both directions is fine.

    Call it with stride=(1, 2). Which line raises, and what would it need to know?
    """

    def given(self, stride: Pair) -> Pair:
        return super().given(one(stride))


@misconception("FIL-31c", "takes no pair as padding", read=CONVENTIONS, exercises=(*PADDED, "conv2d_backward"))
class TakesNoPairAsPadding(Model):
    """Your code raises where the padding is a pair; a single number for both directions is fine.

    Call it with padding=(1, 0). Which line raises, and what would it need to know?
    """

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        return super().padding_of(one(padding), kernel)


@misconception("FIL-31d", "takes no pair as dilation", read=CONVENTIONS, exercises=LAYERS)
class TakesNoPairAsDilation(Model):
    """Your code raises where the dilation is a pair; a single number for both directions is fine.

    Call it with dilation=(1, 2). Which line raises, and what would it need to know?
    """

    def apart(self, dilation: Pair) -> Lines:
        return super().apart(one(dilation))


@misconception(
    "FIL-31e",
    "takes no pairs at all",
    read=CONVENTIONS,
    exercises=("zero_pad2d", "im2col", *POOLS, "max_pool2d_backward"),
)
class TakesNoPairsAtAll(Model):
    """Your code takes one number for both directions, and raises where a pair is given.

    Call it with (1, 2) instead of 1. Which line raises, and what would it need to know?
    """

    def both(self, value: Any) -> tuple[Any, Any]:
        return super().both(one(value))

    def given(self, stride: Pair) -> Pair:
        return super().given(one(stride))

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        return super().padding_of(one(padding), kernel)


@misconception(
    "FIL-31f", "takes pairs only", read=CONVENTIONS, exercises=("zero_pad2d", "max_pool2d", "max_pool2d_backward")
)
class TakesPairsOnly(Model):
    """Your code raises where one number stands for both directions; a pair is fine.

    Call it with 2 instead of (2, 2). Which line raises, and what would it need to know?
    """

    def both(self, value: Any) -> tuple[Any, Any]:
        down, right = value
        return down, right

    def given(self, stride: Pair) -> Pair:
        down, right = self.both(stride)
        return down, right


@misconception("FIL-8b", "uses the vertical stride twice", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class UsesTheVerticalStrideTwice(Model):
    """You use the first number of the stride for both directions.

    Compare stride (1, 2) and stride (1, 3) on a wide image.
    """

    def steps(self, stride: Pair) -> Lines:
        down, _ = self.both(stride)
        return down, down


@misconception("FIL-8c", "uses the horizontal stride twice", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class UsesTheHorizontalStrideTwice(Model):
    """You use the second number of the stride for both directions.

    Compare stride (2, 1) and stride (3, 1) on a tall image.
    """

    def steps(self, stride: Pair) -> Lines:
        _, right = self.both(stride)
        return right, right


@misconception(
    "FIL-31g",
    "uses the first of each pair twice",
    read=CONVENTIONS,
    exercises=("zero_pad2d", *MOVED, "conv2d_backward"),
)
class UsesTheFirstOfEachPair(Model):
    """You use the first number of a pair for rows and columns.

    Call your function with (1, 2) and with (1, 3) in the place of a pair. Does your result notice?
    """

    def both(self, value: Any) -> tuple[Any, Any]:
        first, _ = super().both(value)
        return first, first


@misconception(
    "FIL-31h",
    "uses the second of each pair twice",
    read=CONVENTIONS,
    exercises=("zero_pad2d", *MOVED, "conv2d_backward"),
)
class UsesTheSecondOfEachPair(Model):
    """You use the second number of a pair for rows and columns.

    Call your function with (1, 2) and with (3, 2) in the place of a pair. Does your result notice?
    """

    def both(self, value: Any) -> tuple[Any, Any]:
        _, second = super().both(value)
        return second, second


@misconception("FIL-25e", "uses the vertical dilation twice", read=CONVENTIONS, exercises=LAYERS)
class UsesTheVerticalDilationTwice(Model):
    """You use the first number of the dilation for rows and columns.

    Compare dilation (1, 2) and dilation (1, 3) on a wide image.
    """

    def apart(self, dilation: Pair) -> Lines:
        down, _ = self.both(dilation)
        return down, down


@misconception("FIL-12k", "reads strides as (horizontal, vertical)", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class ReadsStridesTheOtherWayRound(Model):
    """You take the first number of a stride for the columns and the second for the rows.

    Compare stride (1, 2) and stride (2, 1) on a wide image. Which of them should give more columns?
    """

    def given(self, stride: Pair) -> Pair:
        return stride[::-1] if isinstance(stride, tuple) else stride


@misconception(
    "FIL-12l", "reads padding as (horizontal, vertical)", read=CONVENTIONS, exercises=(*PADDED, "conv2d_backward")
)
class ReadsPaddingTheOtherWayRound(Model):
    """You take the first number of the padding for the columns and the second for the rows.

    Pad by (1, 0). On which sides are there zeros now?
    """

    def padding_of(self, padding: Pair, kernel: Pair) -> Pair:
        return padding[::-1] if isinstance(padding, tuple) else padding


@misconception("FIL-12m", "reads dilation as (horizontal, vertical)", read=CONVENTIONS, exercises=LAYERS)
class ReadsDilationTheOtherWayRound(Model):
    """You take the first number of the dilation for the columns and the second for the rows.

    Compare dilation (1, 2) and dilation (2, 1) on a kernel of one row. For which of them should taps lie apart?
    """

    def apart(self, dilation: Pair) -> Lines:
        down, right = self.both(dilation)
        return right, down
