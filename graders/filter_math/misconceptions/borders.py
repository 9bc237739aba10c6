"""Mistakes about what lies around an image."""

from __future__ import annotations

from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import CONVENTIONS, EXERCISES, PADDED
from ..images import Array
from ..model import Model
from ..windows_model import Lines

BORDERED = ("zero_pad2d", *PADDED)


@misconception("FIL-9", "pads all axes", read=EXERCISES, exercises=("zero_pad2d", "im2col", "avg_pool2d"))
class PadsAllAxes(Model):
    """You hand one number to np.pad, which pads images and channels as well.

    Print the shape of a batch (2, 3, 4, 5) before and after you have padded it by 1.
    """

    def padded(self, x: Array, pad: Any) -> Array:
        return np.pad(x, pad) if isinstance(pad, int) else super().padded(x, pad)


@misconception("FIL-9b", "hands the pad to np.pad as it is", read=EXERCISES, exercises=("zero_pad2d",))
class HandsThePadOn(Model):
    """You hand the pad to np.pad as it is: for np.pad one number means every axis, and a pair (before, after).

    Print np.pad(np.ones((1, 1)), (2, 0)). Where are the zeros, and where should they be?
    """

    def padded(self, x: Array, pad: Any) -> Array:
        return np.pad(x, pad)


@misconception("FIL-9c", "pads two axes, whatever there is", read=EXERCISES, exercises=("zero_pad2d",))
class PadsTwoAxesOnly(Model):
    """Your code takes arrays of two axes only, and raises on a batch.

    Call it on np.ones((2, 3, 4, 5)). Which line raises, and how many axes does it count on?
    """

    def padded(self, x: Array, pad: Any) -> Array:
        return super().padded(x, pad) if x.ndim == 2 else refuse(x.ndim)


@misconception("FIL-9d", "pads four axes, whatever there is", read=EXERCISES, exercises=("zero_pad2d",))
class PadsFourAxesOnly(Model):
    """Your code takes arrays of four axes only, and raises on a plane.

    Call it on np.ones((4, 5)). Which line raises, and how many axes does it count on?
    """

    def padded(self, x: Array, pad: Any) -> Array:
        return super().padded(x, pad) if x.ndim == 4 else refuse(x.ndim)


@misconception("FIL-9e", "pads channels and rows", read=CONVENTIONS, exercises=("zero_pad2d", "avg_pool2d"))
class PadsChannelsAndRows(Model):
    """You pad as if the channels came last: the two axes before the last one grow.

    Print the shape of a batch (2, 3, 4, 5) before and after you have padded it by 1.
    """

    def padded(self, x: Array, pad: Any) -> Array:
        return np.pad(x, [(0, 0), *self.sides_padded(pad), (0, 0)])


@misconception("FIL-9g", "pads channels and rows of a batch", read=CONVENTIONS, exercises=("zero_pad2d",))
class PadsChannelsAndRowsOfABatch(PadsChannelsAndRows):
    """You pad a batch as if its channels came last: the two axes before the last one grow.

    Print the shape of a batch (2, 3, 4, 5) before and after you have padded it by 1.
    """

    def padded(self, x: Array, pad: Any) -> Array:
        return super().padded(x, pad) if x.ndim == 4 else self.bordered(x, pad)


@misconception("FIL-9f", "knows no pads of single sides", read=EXERCISES, exercises=("zero_pad2d",))
class KnowsNoPadsOfSingleSides(Model):
    """Your code raises where each side has a pad of its own: ((top, bottom), (left, right)).

    Call it with ((0, 2), (3, 1)). Which line raises?
    """

    def ends(self, side: Any) -> Lines:
        if isinstance(side, tuple):
            raise TypeError("a pad must be an int")
        return super().ends(side)


@misconception("FIL-10a", "repeats the edge", read=CONVENTIONS, exercises=BORDERED[:-1])
class RepeatsTheEdge(Model):
    """You fill the border with the nearest pixel instead of zeros.

    Take the mean of 3×3 on an image of ones with padding 1. What is it in a corner: 1, or less?
    """

    border_mode = "edge"


@misconception("FIL-10b", "mirrors the image", read=CONVENTIONS, exercises=BORDERED[:-1])
class MirrorsTheImage(Model):
    """You fill the border with the image's mirror image instead of zeros.

    Pad the row 1 2 3 by 1 and print it. What comes before the 1?
    """

    border_mode = "reflect"


def refuse(axes: int) -> Array:
    raise ValueError(f"{axes} axes")


@misconception("FIL-9h", "takes four pads corner by corner", read=EXERCISES, exercises=("zero_pad2d",))
class TakesPadsCornerByCorner(Model):
    """You take four pads for ((top, left), (bottom, right)).

    Pad a single pixel by ((0, 2), (3, 1)). How many columns should the result have, and how many does yours have?
    """

    def sides_padded(self, pad: Any) -> tuple[Lines, Lines]:
        down, right = super().sides_padded(pad)
        return (
            ((down[0], right[0]), (down[1], right[1])) if isinstance(pad, tuple) and down is pad[0] else (down, right)
        )


@misconception("FIL-9i", "takes a pair for before and after", read=EXERCISES, exercises=("zero_pad2d",))
class TakesAPairForBeforeAndBehind(Model):
    """You take a pair for the pads before and after, and use it along both axes.

    Pad a single pixel by (2, 0). On which sides should there be zeros, and on which are yours?
    """

    def sides_padded(self, pad: Any) -> tuple[Lines, Lines]:
        down, right = super().sides_padded(pad)
        return (pad, pad) if isinstance(pad, tuple) and down is not pad[0] else (down, right)


@misconception("FIL-27e", "writes into an empty slice", read=EXERCISES, exercises=("zero_pad2d",))
class WritesIntoAnEmptySlice(Model):
    """You write the image into a slice such as [p:-p], which is empty where p is 0.

    Print np.arange(5)[0:-0]. Where should the slice end, counted from the front?
    """

    def bordered(self, x: Array, pad: Any) -> Array:
        (top, bottom), (left, right) = self.sides_padded(pad)
        out = np.zeros_like(super().bordered(x, pad))
        out[..., top:-bottom, left:-right] = x
        return out


@misconception("FIL-24n", "pads rows only", read=CONVENTIONS, exercises=BORDERED)
class PadsRowsOnly(Model):
    """You pad at the top and at the bottom only.

    Pad a single pixel by 1 and print it. How many zeros are around it?
    """

    def sides_padded(self, pad: Any) -> tuple[Lines, Lines]:
        down, _ = super().sides_padded(pad)
        return down, (0, 0)


@misconception("FIL-24o", "pads columns only", read=CONVENTIONS, exercises=BORDERED)
class PadsColumnsOnly(Model):
    """You pad at the left and at the right only.

    Pad a single pixel by 1 and print it. How many zeros are around it?
    """

    def sides_padded(self, pad: Any) -> tuple[Lines, Lines]:
        _, right = super().sides_padded(pad)
        return (0, 0), right
