"""Mistakes with channels, layouts and pairs."""

from __future__ import annotations

from typing import Any

from receptive.grader import misconception

from ..layers import Pair
from ..model import Model
from .headings import CONV_SHAPE, CONVENTIONS, ONE_LAYER, SHAPES


@misconception(
    "SHP-13a",
    "keeps the input's channels",
    says="You give the result as many channels as the input has.",
    ask="One filter reads a colour image and adds up what it finds. How many maps are that? And for 20 filters?",
    read=CONV_SHAPE,
    exercises=(
        "conv2d_out_shape",
        "trace",
    ),
)
class KeepsChannels(Model):
    def maps(self, channels: Any, filters: int) -> Any:
        return channels


@misconception(
    "SHP-13b",
    "multiplies filters and channels",
    says="You count one map for each filter and each input channel.",
    ask="A filter is as deep as the image. Does it write one number at a place, or one for each channel?",
    read=CONV_SHAPE,
    exercises=(
        "conv2d_out_shape",
        "trace",
    ),
)
class MultipliesMaps(Model):
    def maps(self, channels: Any, filters: int) -> Any:
        return channels * filters


@misconception(
    "SHP-15a",
    "overlooks the layout",
    says='You read and write every shape as "NCHW".',
    ask='Give (9, 14, 5) with "NHWC" and name its three numbers. Which of them did your code take for the channels?',
    read=CONV_SHAPE,
    exercises=ONE_LAYER,
)
class OverlooksLayout(Model):
    reads_channels_last = False
    writes_channels_last = False


@misconception(
    "SHP-15b",
    "answers in the other layout",
    says='You read "NHWC" as it is meant, but answer with the channels first.',
    ask="Which of the three numbers would the next layer take for the channels?",
    read=CONV_SHAPE,
    exercises=ONE_LAYER,
)
class AnswersChannelsFirst(Model):
    writes_channels_last = False


@misconception(
    "SHP-15c",
    "reads in the other layout",
    says='You read a shape in "NHWC" as if its channels came first, and write the answer with the channels last.',
    ask="Print height and width right after you have taken (9, 14, 5) apart. Are they 9 and 14?",
    read=CONV_SHAPE,
    exercises=ONE_LAYER,
)
class ReadsChannelsFirst(Model):
    reads_channels_last = False


@misconception(
    "SHP-21a",
    "reads pairs as (horizontal, vertical)",
    says="You give the first number of a pair to the columns and the second to the rows.",
    ask="Is a kernel of (1, 5) a flat one or an upright one? Look it up, then ask your code.",
    read=CONVENTIONS,
    exercises=SHAPES,
)
class ReadsPairsTurned(Model):
    def both(self, value: Pair) -> tuple[int, int]:
        down, across = super().both(value)
        return across, down


@misconception(
    "SHP-21b",
    "uses the first number of a pair twice",
    says="You use the first number of each pair for both axes.",
    ask="Call it with stride (1, 2) and with stride (1, 3). Does your answer notice?",
    read=CONV_SHAPE,
    exercises=SHAPES,
)
class UsesTheFirstTwice(Model):
    def both(self, value: Pair) -> tuple[int, int]:
        down, _ = super().both(value)
        return down, down


@misconception(
    "SHP-21c",
    "counts the rows only",
    says="You use what you have counted for the height as the width, too.",
    ask="Try an image of 10 rows and 100 columns.",
    read=CONV_SHAPE,
    exercises=SHAPES,
)
class CountsRowsOnly(Model):
    def sides(self, down: Any, across: Any) -> tuple[Any, Any]:
        return down, down


@misconception(
    "SHP-21d",
    "exchanges height and width",
    says="You write the width where the height belongs.",
    ask="An image lies on its side, wider than high. Does it still, when it has been through your layer?",
    read=CONV_SHAPE,
    exercises=SHAPES,
)
class TurnsTheImage(Model):
    def sides(self, down: Any, across: Any) -> tuple[Any, Any]:
        return across, down
