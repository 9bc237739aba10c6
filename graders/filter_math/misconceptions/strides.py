"""Mistakes about where windows start, how many there are, and where their results go."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import BACKWARD, COLUMNS, CONVENTIONS, LAYERS, MOVED, PLANES, POOLS
from ..images import Array, Pair
from ..model import Model


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

    Two windows were asked. How many numbers does your row have?
    """

    def stride_of_windows(self, stride: Pair) -> Pair:
        return 1

    def spread(self, maps: Array, stride: Pair) -> Array:
        down, right = self.both(stride)
        holes = np.zeros_like(maps)
        holes[:, :, ::down, ::right] = maps[:, :, ::down, ::right]
        return holes


@misconception("FIL-8a", "moves by 1 to the right", read=CONVENTIONS, exercises=(*MOVED, *BACKWARD))
class MovesByOneToTheRight(Model):
    """You use the stride for the rows; from column to column you move by 1.

    An image of one row, stride 2: do your windows still overlap as with stride 1?
    """

    def steps(self, stride: Pair) -> tuple[int, int]:
        return self.both(stride)[0], 1


@misconception("FIL-8b", "uses the vertical stride twice", read=CONVENTIONS, exercises=MOVED)
class UsesTheVerticalStrideTwice(Model):
    """You use the first number of the stride for both directions.

    Compare stride (1, 2) and stride (1, 3) on a wide image.
    """

    def steps(self, stride: Pair) -> tuple[int, int]:
        down, _ = self.both(stride)
        return down, down


@misconception("FIL-12b", "counts rows only", read=CONVENTIONS, exercises=(*PLANES, *MOVED))
class CountsRowsOnly(Model):
    """You make as many columns as there are rows of windows.

    Try an image of 3 rows and 30 columns.
    """

    def counted(self, rows: int, columns: int) -> tuple[int, int]:
        return rows, rows


@misconception("FIL-30", "forgets the last position", read=CONVENTIONS, exercises=(*PLANES, *COLUMNS))
class ForgetsTheLastPosition(Model):
    """You leave out the last position of the window in each direction: the 1 at the end of the formula is missing.

    A window of 1 on one pixel: how many positions has it, and how many does your code count?
    """

    first = 0
