"""Mistakes about the order in which windows become columns."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import EXERCISES
from ..images import Array
from ..model import Model

FLATTENED = ("im2col", "conv2d_im2col")


@misconception("FIL-18a", "lists channels fastest", read=EXERCISES, exercises=FLATTENED)
class ListsChannelsFastest(Model):
    """You list a window's pixels with the channel changing fastest; a flattened filter does not.

    Flatten a filter of shape (2, 1, 2) and one window of the image. Which entries meet?
    """

    down_a_column = (4, 5, 1)


@misconception("FIL-18b", "lists positions column by column", read=EXERCISES, exercises=FLATTENED)
class ListsPositionsColumnByColumn(Model):
    """You go down the image before you go right.

    On an image of 2×3 and a kernel of 1×1, where does the second column come from?
    """

    along_a_row = (3, 2)


@misconception("FIL-18c", "reshapes without moving axes", read=EXERCISES, exercises=FLATTENED)
class ReshapesWithoutMovingAxes(Model):
    """You reshape the windows while their axes stand in another order.

    Does reshape ever change which number comes after which? Print a small case before and after.
    """

    def columns(self, seen: Array) -> Array:
        n, c, rows, columns, kh, kw = seen.shape
        return seen.reshape(n, c * kh * kw, rows * columns)
