"""Mistakes about the windows of a pool."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import CONVENTIONS, EXERCISES, POOLS
from ..images import Array, Pair
from ..model import Model


@misconception("FIL-13", "starts a maximum from 0", read=EXERCISES, exercises=("max_pool2d", "max_pool2d_backward"))
class StartsAMaximumFromZero(Model):
    """You begin with 0 as the largest value so far, and windows below zero never get past it.

    What is the largest of −3, −1, −2 and −4, and what does your code say?
    """

    def compared(self, values: Array) -> Array:
        return np.maximum(values, 0.0)


@misconception("FIL-23", "keeps a window that hangs over", read=CONVENTIONS, exercises=POOLS)
class KeepsAWindowThatHangsOver(Model):
    """You pool a last window that does not fit on the image any more.

    5 pixels in windows of 2, side by side: how many are there, and what becomes of the last pixel?
    """

    def prolonged(self, x: Array, kernel: Pair, step: Pair) -> Array:
        """With cells that are none behind the end, as far as a window begins before it."""
        lines = zip(x.shape[2:], self.sides(self.both(kernel)), self.steps(step), strict=True)
        down, right = (min(-(size - k) % s, k - 1) for size, k, s in lines)
        return np.pad(x, [(0, 0), (0, 0), (0, down), (0, right)], constant_values=np.nan)


@misconception(
    "FIL-26a", "steps by 1 where a pool has no stride", read=EXERCISES, exercises=(*POOLS, "max_pool2d_backward")
)
class StepsByOneWithoutAStride(Model):
    """You let a pool move by one pixel if no stride is given.

    A pool of 2 should halve an image. Does yours?
    """

    def pool_step(self, kernel: Pair, stride: Pair | None) -> Pair:
        return 1 if stride is None else stride


@misconception("FIL-26b", "overlooks a pool's stride", read=EXERCISES, exercises=POOLS)
class OverlooksThePoolsStride(Model):
    """You let a pool's windows lie side by side even if a stride is given.

    Compare a pool of 2 with stride 1 and with stride 2.
    """

    def pool_step(self, kernel: Pair, stride: Pair | None) -> Pair:
        return kernel
