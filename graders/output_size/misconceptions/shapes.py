"""Mistakes with channels, layouts and pairs."""

from __future__ import annotations

from typing import Any

from receptive.grader import misconception

from ..layers import Pair
from ..model import Model
from .headings import CONV_SHAPE, CONVENTIONS, ONE_LAYER, SHAPES


@misconception("SHP-13a", "keeps the input's channels", read=CONV_SHAPE, exercises=("conv2d_out_shape", "trace"))
class KeepsChannels(Model):
    """You give the result as many channels as the input has.

    One filter reads a colour image and adds up what it finds. How many maps are that? And for 20 filters?
    """

    def maps(self, channels: Any, filters: int) -> Any:
        return channels


@misconception("SHP-13b", "multiplies filters and channels", read=CONV_SHAPE, exercises=("conv2d_out_shape", "trace"))
class MultipliesMaps(Model):
    """You count one map for each filter and each input channel.

    A filter is as deep as the image. Does it write one number at a place, or one for each channel?
    """

    def maps(self, channels: Any, filters: int) -> Any:
        return channels * filters


@misconception("SHP-15a", "overlooks the layout", read=CONV_SHAPE, exercises=ONE_LAYER)
class OverlooksLayout(Model):
    """You read and write every shape as "NCHW".

    Give (9, 14, 5) with "NHWC" and name its three numbers. Which of them did your code take for the channels?
    """

    reads_channels_last = False
    writes_channels_last = False


@misconception("SHP-15b", "answers in the other layout", read=CONV_SHAPE, exercises=ONE_LAYER)
class AnswersChannelsFirst(Model):
    """You read "NHWC" as it is meant, but answer with the channels first.

    Which of the three numbers would the next layer take for the channels?
    """

    writes_channels_last = False


@misconception("SHP-15c", "reads in the other layout", read=CONV_SHAPE, exercises=ONE_LAYER)
class ReadsChannelsFirst(Model):
    """You read a shape in "NHWC" as if its channels came first, and write the answer with the channels last.

    Print height and width right after you have taken (9, 14, 5) apart. Are they 9 and 14?
    """

    reads_channels_last = False


@misconception("SHP-21a", "reads pairs as (horizontal, vertical)", read=CONVENTIONS, exercises=SHAPES)
class ReadsPairsTurned(Model):
    """You give the first number of a pair to the columns and the second to the rows.

    Is a kernel of (1, 5) a flat one or an upright one? Look it up, then ask your code.
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

    An image lies on its side, wider than high. Does it still, when it has been through your layer?
    """

    def sides(self, down: Any, across: Any) -> tuple[Any, Any]:
        return across, down
