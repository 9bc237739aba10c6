"""Mistakes about the windows of a convolution and the groups of its filters."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from receptive.grader import misconception

from ..headings import CONV
from ..model import Model
from ..pairs import Pair, pair


@misconception("CNN-25", "treats columns like rows", read=CONV, exercises=("MyConv2d",))
class TreatsColumnsLikeRows(Model):
    """You use the stride and the padding of the rows for the columns too.

    Give stride (1, 2) to your layer and to nn.Conv2d. Which axis of the results differs?
    """

    def steps_and_zeros(self, value: Pair) -> tuple[int, int]:
        return (pair(value)[0],) * 2


@misconception("CNN-26", "shows every group the first channels", read=CONV, exercises=("MyConv2d",))
class ShowsEveryGroupTheFirst(Model):
    """All groups of filters read the channels of the first group.

    Two groups, four channels: set channels 2 and 3 to zero. Which filters should notice it?
    """

    def seen_by_groups(self, x: Tensor, groups: int) -> Sequence[Tensor]:
        return x.chunk(groups, dim=1)[:1] * groups


@misconception("CNN-27", "leaves the dilation out", read=CONV, exercises=("MyConv2d",))
class LeavesTheDilationOut(Model):
    """Your windows are ordinary ones whatever the dilation is.

    A window of 3 with dilation 2: which of the pixels 0 to 8 does its first position read?
    """

    def spread(self, _dilation: Pair) -> tuple[int, int]:
        return 1, 1


@misconception("CNN-30", "flips the kernel", read=CONV, exercises=("MyConv2d",))
class FlipsTheKernel(Model):
    """You turn each kernel by 180 degrees, which is convolution in mathematics, but not what the layer does.

    Let one corner of a kernel be 1 and the rest 0. Which pixel of the window should come out?
    """

    def turned(self, weight: Tensor) -> Tensor:
        return weight.flip(2, 3)
