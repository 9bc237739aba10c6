"""Mistakes about what a pool makes of a window."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from receptive.grader import misconception

from ..headings import CONVENTIONS, EXERCISES, POOLS
from ..images import Array, Pair
from ..model import Model
from ..windows_model import Lines, Merge


@misconception("FIL-13", "starts a maximum from 0", read=EXERCISES, exercises=("max_pool2d", "max_pool2d_backward"))
class StartsAMaximumFromZero(Model):
    """You begin with 0 as the largest value so far, and windows below zero never get past it.

    What is the largest of −3, −1, −2 and −4, and what does your code say?
    """

    def compared(self, values: Array) -> Array:
        return np.maximum(values, 0.0)


@misconception("FIL-15a", "pools the channels into one", read=EXERCISES, exercises=POOLS)
class PoolsTheChannelsIntoOne(Model):
    """You pool across the channels, so that a single one is left.

    Three channels go into a pool. How many come out?
    """

    def by_channel(self, result: Array, merge: Merge, channels: int) -> Array:
        return merge(result, axis=1, keepdims=True)


@misconception("FIL-15b", "gives all channels the same", read=EXERCISES, exercises=POOLS)
class GivesAllChannelsTheSame(Model):
    """You pool across the channels and give the result to each of them.

    Make one channel all zeros. Is it still zero after the pool?
    """

    def by_channel(self, result: Array, merge: Merge, channels: int) -> Array:
        return np.repeat(merge(result, axis=1, keepdims=True), channels, axis=1)


@misconception("FIL-15c", "pools the first channel only", read=EXERCISES, exercises=POOLS)
class PoolsTheFirstChannel(Model):
    """You pool the first channel and give its result to all of them.

    Set all of channel 1 to a thousand. Does your result notice?
    """

    def by_channel(self, result: Array, merge: Merge, channels: int) -> Array:
        return np.repeat(result[:, :1], channels, axis=1)


@misconception("FIL-33a", "adds up instead of averaging", read=EXERCISES, exercises=("avg_pool2d",))
class AddsUp(Model):
    """You add up each window, and do not divide.

    What is the average of an image of ones?
    """

    def divisors(self, cells: Array, kernel: Lines) -> Array:
        return np.ones_like(cells)


@misconception("FIL-33b", "divides by the square of the height", read=EXERCISES, exercises=("avg_pool2d",))
class DividesByTheHeightSquared(Model):
    """You divide by the height of the kernel, squared, as if every kernel were a square.

    How many cells does a window of one row and three columns have?
    """

    def divisors(self, cells: Array, kernel: Lines) -> Array:
        return np.full_like(cells, kernel[0] ** 2)


@misconception("FIL-33c", "divides by the square of the width", read=EXERCISES, exercises=("avg_pool2d",))
class DividesByTheWidthSquared(Model):
    """You divide by the width of the kernel, squared, as if every kernel were a square.

    How many cells does a window of three rows and one column have?
    """

    def divisors(self, cells: Array, kernel: Lines) -> Array:
        return np.full_like(cells, kernel[1] ** 2)


@misconception("FIL-34", "pools tiles", read=CONVENTIONS, exercises=POOLS)
class PoolsTiles(Model):
    """You cut the image into tiles of the kernel's size, and raise where tiles do not cover it.

    Pool an image of 5×5 by 2, then one of 4×4 by 2 with stride 1. Does your code do both?
    """

    def pool_step(self, kernel: Pair, stride: Pair | None) -> Pair:
        return kernel

    def counted(self, size: Sequence[int], kernel: Sequence[int], steps: Lines, apart: Lines) -> Lines:
        rows, columns = (divmod(pixels, taps) for pixels, taps in zip(size, kernel, strict=True))
        if rows[1] or columns[1]:
            raise ValueError("tiles do not cover the image")
        return rows[0], columns[0]
