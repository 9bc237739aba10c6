"""conv_block as others write it: what the contract leaves free, chosen otherwise."""

from __future__ import annotations

from .model import Model


class WithoutBlockBias(Model):
    """A convolution without a bias."""

    has_block_bias = False


class MoreZerosBefore(Model):
    """The odd line of zeros of an even window lies before the image."""

    def sides(self, few: int, many: int) -> tuple[int, int]:
        return many, few


class BlockInABlock(Model):
    """One layer, which is the block."""

    lies_in_one_row = False


FREE_CHOICES = (WithoutBlockBias, MoreZerosBefore, BlockInABlock)
