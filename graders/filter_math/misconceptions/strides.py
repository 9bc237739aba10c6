"""Mistakes about where windows start, and where their results go."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import BACKWARD, CONVENTIONS, EXERCISES, LAYERS, MOVED, POOLS
from ..images import Array, Pair
from ..model import Model
from ..windows_model import Lines


@misconception("FIL-7a", "starts windows without the stride", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class StartsWithoutTheStride(Model):
    """You count windows with the stride, but let each of them start just one pixel after the last.

    Row 1 2 3 4 with stride 2: at which pixel does your second window begin?
    """

    def starts(self, count: int, step: int) -> Array:
        return super().starts(count, 1)


@misconception("FIL-7b", "leaves holes in the result", read=CONVENTIONS, exercises=(*LAYERS, *POOLS))
class LeavesHoles(Model):
    """You write results a stride apart from each other and leave zeros between them.

    There are two windows. How many numbers does your row have?
    """

    def stride_of_windows(self, stride: Pair) -> Pair:
        return 1

    def spread(self, maps: Array, stride: Pair) -> Array:
        down, right = self.both(stride)
        holes = np.zeros_like(maps)
        holes[:, :, ::down, ::right] = maps[:, :, ::down, ::right]
        return holes


@misconception("FIL-7c", "overlooks the stride", read=CONVENTIONS, exercises=MOVED)
class OverlooksTheStride(Model):
    """You move windows by one pixel, whatever the stride is.

    Compare the shapes of your results with stride 1 and stride 2.
    """

    def stride_of_windows(self, stride: Pair) -> Pair:
        return 1


@misconception("FIL-8a", "moves by 1 to the right", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class MovesByOneToTheRight(Model):
    """You use the stride for the rows; from column to column you move by 1.

    An image of one row, stride 2: do your windows still overlap as with stride 1?
    """

    def steps(self, stride: Pair) -> Lines:
        return self.both(stride)[0], 1


@misconception(
    "FIL-26a", "steps by 1 where a pool has no stride", read=EXERCISES, exercises=(*POOLS, "max_pool2d_backward")
)
class StepsByOneWithoutAStride(Model):
    """You let a pool move by one pixel if no stride is given.

    A pool of 2 should halve an image. Does yours?
    """

    def pool_step(self, kernel: Pair, stride: Pair | None) -> Pair:
        return 1 if stride is None else stride


@misconception("FIL-26b", "overlooks a pool's stride", read=EXERCISES, exercises=(*POOLS, "max_pool2d_backward"))
class OverlooksThePoolsStride(Model):
    """You let a pool's windows lie side by side even if a stride is given.

    Compare a pool of 2 with stride 1 and with stride 2.
    """

    def pool_step(self, kernel: Pair, stride: Pair | None) -> Pair:
        return kernel

    def arriving_at(self, dout: Array, x: Array, kernel: Lines) -> Array:
        rows, columns = (size // side for size, side in zip(x.shape[2:], kernel, strict=True))
        return np.broadcast_to(dout[:, :, :rows, :columns], (*dout.shape[:2], rows, columns))


@misconception(
    "FIL-26c", "steps by 2 where a pool has no stride", read=EXERCISES, exercises=(*POOLS, "max_pool2d_backward")
)
class StepsByTwoWithoutAStride(Model):
    """You let a pool move by two pixels if no stride is given.

    A pool of 3 without a stride should make one pixel of three. Does yours?
    """

    def pool_step(self, kernel: Pair, stride: Pair | None) -> Pair:
        return 2 if stride is None else stride


@misconception(
    "FIL-26d",
    "steps by the height where a pool has no stride",
    read=EXERCISES,
    exercises=(*POOLS, "max_pool2d_backward"),
)
class StepsByTheHeightWithoutAStride(Model):
    """You let a pool move by the height of the kernel in both directions if no stride is given.

    Try a kernel of one row and three columns without a stride. Do its windows lie side by side?
    """

    def pool_step(self, kernel: Pair, stride: Pair | None) -> Pair:
        return self.both(kernel)[0] if stride is None else stride
