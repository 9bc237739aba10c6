"""Mistakes about the pooling of conv_block."""

from __future__ import annotations

from torch import nn

from receptive.grader import misconception

from ..headings import BLOCK
from ..model import Model

HERE = ("conv_block",)


@misconception("CNN-23", "always takes the maximum", read=BLOCK, exercises=HERE)
class AlwaysTakesTheMaximum(Model):
    """Your block has max pooling where the mean is expected.

    Build one block of each kind, copy the weights over, and compare the results for one image.
    """

    def block_pooling(self, _kind: str) -> nn.Module:
        return nn.MaxPool2d(2)


@misconception("CNN-125", "always pools", read=BLOCK, exercises=HERE)
class AlwaysPools(Model):
    """Your block pools where `pool` is None, too: then height and width are to stay.

    What shape is the result of conv_block(3, 8, pool=None) for 7×10 pixels?
    """

    def kind_for(self, pool: str | None) -> str | None:
        return pool or "max"


@misconception("CNN-126", "never pools", read=BLOCK, exercises=HERE)
class NeverPools(Model):
    """Your block has no pooling, whatever `pool` says.

    What shapes are the results of "max", "avg" and None for 7×10 pixels?
    """

    def kind_for(self, pool: str | None) -> str | None:
        return None


@misconception("CNN-127", "exchanges maximum and mean", read=BLOCK, exercises=HERE)
class ExchangesKinds(Model):
    """Your block takes the mean for "max" and the maximum for "avg".

    Feed the four pixels 5, 1, 2, 3 to a block of each kind. What comes out, and what is right?
    """

    def block_pooling(self, kind: str) -> nn.Module:
        return nn.MaxPool2d(2) if kind == "avg" else nn.AvgPool2d(2)


@misconception("CNN-128", "pools over another window", read=BLOCK, exercises=HERE)
class PoolsOverAnotherWindow(Model):
    """Your pooling has a window other than 2×2.

    What shape is the result for 8×8 and for 9×9 pixels? Which four pixels of 2×2 make one number of it?
    """

    def block_pooling(self, kind: str) -> nn.Module:
        return nn.AvgPool2d(3) if kind == "avg" else nn.MaxPool2d(3)


@misconception("CNN-179", "keeps an odd last line", read=BLOCK, exercises=HERE)
class KeepsAnOddLine(Model):
    """Your pooling makes a number of an odd last row or column too; it is to be dropped.

    How many rows come out of 7? What does ceil_mode change?
    """

    def block_pooling(self, kind: str) -> nn.Module:
        return nn.AvgPool2d(2, ceil_mode=True) if kind == "avg" else nn.MaxPool2d(2, ceil_mode=True)


@misconception("CNN-129", "pools with a step of 1", read=BLOCK, exercises=HERE)
class PoolsWithAStepOfOne(Model):
    """Your pooling moves by one pixel, so it makes height and width smaller by 1 and does not halve them.

    What shape is the result for 8×8 pixels? Which step does nn.MaxPool2d(2) have if you give it none?
    """

    def block_pooling(self, kind: str) -> nn.Module:
        return nn.AvgPool2d(2, 1) if kind == "avg" else nn.MaxPool2d(2, 1)
