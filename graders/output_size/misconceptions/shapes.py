"""Mistakes with channels, layouts and the type of a shape."""

from __future__ import annotations

from typing import Any

from receptive.grader import misconception

from ..model import Model
from .headings import CONV_SHAPE, CONVENTIONS, CONVOLVED, ONE_LAYER, REFUSING, SHAPES


@misconception("SHP-13a", "keeps the input's channels", read=CONV_SHAPE, exercises=CONVOLVED)
class KeepsChannels(Model):
    """You give the result as many channels as the input has.

    One filter reads a color image and adds up what it finds. How many maps is that? And for 20 filters?
    """

    def maps(self, channels: Any, filters: int) -> Any:
        return channels


@misconception("SHP-13b", "multiplies filters and channels", read=CONV_SHAPE, exercises=CONVOLVED)
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

    reads_channels_last = ()
    writes_channels_last = ()


@misconception("SHP-15b", "answers in the other layout", read=CONV_SHAPE, exercises=ONE_LAYER)
class AnswersChannelsFirst(Model):
    """You read "NHWC" as it is meant, but return the channels first.

    Which of the three numbers would the next layer take for the channels?
    """

    writes_channels_last = ()


@misconception("SHP-15c", "reads in the other layout", read=CONV_SHAPE, exercises=ONE_LAYER)
class ReadsChannelsFirst(Model):
    """You read a shape in "NHWC" as if its channels came first, and write the answer with the channels last.

    Print height and width right after you have taken (9, 14, 5) apart. Are they 9 and 14?
    """

    reads_channels_last = ()


@misconception("SHP-15d", "has the channels always last", read=CONVENTIONS, exercises=SHAPES)
class HasChannelsAlwaysLast(Model):
    """You read and write every shape with the channels last, as if the layout were always "NHWC".

    Which of the numbers in (3, 28, 36) are the channels, if nothing is said about a layout?
    """

    reads_channels_last = ("NCHW", "NHWC")
    writes_channels_last = ("NCHW", "NHWC")


@misconception("SHP-15e", "answers with the channels always last", read=CONVENTIONS, exercises=SHAPES)
class AnswersChannelsLast(Model):
    """You read a shape as it is meant, but always answer with the channels last.

    Into which layout does the answer belong if the input was (3, 28, 36)?
    """

    writes_channels_last = ("NCHW", "NHWC")


@misconception("SHP-15f", "takes any layout", read=REFUSING, exercises=("conv2d_out_shape",))
class TakesAnyLayout(Model):
    """You give a shape for a layout that does not exist.

    Somebody types layout="HWC". Where should they find out?
    """

    refuses_layouts = False


@misconception(
    "SHP-38", "gives a list for a shape", read=CONVENTIONS, exercises=(*SHAPES, "same_pads_tf", "receptive_field")
)
class GivesAListForAShape(Model):
    """Your numbers are right, but they are in a list where a tuple is expected.

    Print the type of what you return. What does tuple([4, 4]) give?
    """

    def in_a_row(self, *sizes: Any) -> Any:
        return list(sizes)
