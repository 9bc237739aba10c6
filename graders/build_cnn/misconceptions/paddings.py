"""Mistakes about the zeros around the image in conv_block."""

from __future__ import annotations

from torch import nn

from receptive.grader import misconception

from ..headings import BLOCK
from ..model import Model

HERE = ("conv_block",)


@misconception("CNN-21", "pads by 1 whatever the kernel", read=BLOCK, exercises=HERE)
class PadsByOne(Model):
    """You pad every side by 1, which keeps the size for a 3×3 kernel only.

    Try a kernel of 5, then one of 1. How many rows come out of 8?
    """

    def zeros_around(self, _k: int) -> tuple[int, int]:
        return 1, 1


@misconception("CNN-24", "loses a line with an even kernel", read=BLOCK, exercises=HERE)
class LosesALine(Model):
    """You pad both sides by half of k - 1, rounded down; an even kernel then lacks one line.

    A kernel of 4 on 8 pixels: how many zeros in all bring back 8 positions? Can both sides have the same number?
    """

    def zeros_around(self, k: int) -> tuple[int, int]:
        return (k - 1) // 2, (k - 1) // 2


@misconception("CNN-123", "gains a line with an even kernel", read=BLOCK, exercises=HERE)
class GainsALine(Model):
    """You pad both sides by k // 2; with an even kernel one line too many comes out.

    A kernel of 4 on 8 pixels: how many zeros in all bring back 8 positions? Can both sides have the same number?
    """

    def zeros_around(self, k: int) -> tuple[int, int]:
        return k // 2, k // 2


@misconception("CNN-124", "does not pad", read=BLOCK, exercises=HERE)
class DoesNotPad(Model):
    """Your convolution has no padding, so it loses k - 1 rows and columns.

    How often does a window of 3 fit into 8 rows? What would make it 8 times?
    """

    def zeros_around(self, _k: int) -> tuple[int, int]:
        return 0, 0


@misconception("CNN-177", "pads with pixels of the image", read=BLOCK, exercises=HERE)
class PadsWithPixels(Model):
    """What you put around the image are pixels of it; zeros are required.

    An image of ones, a filter of ones: what comes out in a corner with zeros around it, and what in the middle?
    """

    pads_with = nn.ReplicationPad2d


@misconception("CNN-178", "exchanges the padding of rows and columns", read=BLOCK, exercises=HERE)
class ExchangesSides(Model):
    """You put the zeros that the rows need beside the columns, and the other way around.

    A kernel of (1, 5): which axis needs zeros? In which order does nn.ZeroPad2d take its four sides?
    """

    def columns_then_rows(self, kernel: tuple[int, int]) -> tuple[int, int]:
        return kernel
