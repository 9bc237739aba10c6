"""Mistakes about padding."""

from __future__ import annotations

from typing import Any

import numpy as np

from receptive.grader import misconception

from ..headings import COLUMNS, CONVENTIONS, EXERCISES
from ..images import Array
from ..model import Model


@misconception("FIL-9", "pads all axes", read=EXERCISES, exercises=("zero_pad2d", "im2col", "avg_pool2d"))
class PadsAllAxes(Model):
    """You hand one number to np.pad, which pads images and channels as well.

    Print the shape of a batch (2, 3, 4, 5) before and after you have padded it by 1.
    """

    def padded(self, x: Array, pad: Any) -> Array:
        return np.pad(x, pad) if isinstance(pad, int) else super().padded(x, pad)


@misconception("FIL-10a", "repeats the edge", read=CONVENTIONS, exercises=("zero_pad2d", *COLUMNS))
class RepeatsTheEdge(Model):
    """You fill the border with the nearest pixel instead of zeros.

    Take the mean of 3×3 on an image of ones with padding 1. What is it in a corner: 1, or less?
    """

    border_mode = "edge"


@misconception("FIL-10b", "mirrors the image", read=CONVENTIONS, exercises=("zero_pad2d", *COLUMNS))
class MirrorsTheImage(Model):
    """You fill the border with the image's mirror image instead of zeros.

    Pad the row 1 2 3 by 1 and print it. What stands before the 1?
    """

    border_mode = "reflect"


@misconception("FIL-24a", "shares the padding out", read=CONVENTIONS, exercises=("zero_pad2d", *COLUMNS, "avg_pool2d"))
class SharesThePaddingOut(Model):
    """You put half of the padding on each side; here each side gets all of it.

    How many rows does an image of 3 rows have after a padding of 1?
    """

    def shared(self, pad: int) -> tuple[int, int]:
        return pad // 2, pad - pad // 2


@misconception("FIL-24b", "forgets the padding", read=CONVENTIONS, exercises=(*COLUMNS, "avg_pool2d"))
class ForgetsThePadding(Model):
    """You compute on the bare image, whatever the padding.

    Compare the shapes of your results with padding 0 and padding 2.
    """

    def bordered(self, x: Array, pad: Any) -> Array:
        return x


@misconception("FIL-14a", "always counts the border", read=EXERCISES, exercises=("avg_pool2d",))
class AlwaysCountsTheBorder(Model):
    """You divide by all cells of a window, also where only its real pixels should count.

    What is the average of an image of ones in a corner, with padding 1?
    """

    def counts_border(self, asked: bool) -> bool:
        return True


@misconception("FIL-14b", "never counts the border", read=EXERCISES, exercises=("avg_pool2d",))
class NeverCountsTheBorder(Model):
    """You divide by the real pixels, also with count_include_pad=True.

    Does your function look at count_include_pad at all? Call it in both ways on ones.
    """

    def counts_border(self, asked: bool) -> bool:
        return False
