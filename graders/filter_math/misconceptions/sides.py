"""Mistakes about height and width, and about dilation."""

from __future__ import annotations

from typing import Any

from receptive.grader import misconception

from ..headings import CONVENTIONS, LAYERS, MOVED, PLANES, POOLS
from ..images import Array, Pair
from ..model import Model


@misconception("FIL-12a", "lays the result on its side", read=CONVENTIONS, exercises=(*PLANES, *LAYERS, *POOLS))
class LaysTheResultOnItsSide(Model):
    """You exchange the rows and the columns of the result.

    An image is much wider than high. Is your result, too?
    """

    def upright(self, maps: Array) -> Array:
        return maps.swapaxes(-1, -2)


@misconception(
    "FIL-12c", "takes every kernel for a square", read=CONVENTIONS, exercises=(*PLANES, *MOVED, "max_pool2d_backward")
)
class TakesKernelsForSquares(Model):
    """You use the height of the kernel as its width.

    Try a kernel of one row and three columns, and print the window that it meets.
    """

    def sides(self, shape: tuple[int, ...]) -> tuple[int, int]:
        return shape[0], shape[0]


@misconception("FIL-12d", "reads pairs as (horizontal, vertical)", read=CONVENTIONS, exercises=("zero_pad2d", *MOVED))
class ReadsPairsTheOtherWayRound(Model):
    """You take the first number of a pair for the columns and the second for the rows.

    Pad by (1, 0). On which sides are there zeros now?
    """

    def both(self, value: Any) -> tuple[Any, Any]:
        down, right = super().both(value)
        return right, down


@misconception("FIL-25a", "forgets the dilation", read=CONVENTIONS, exercises=LAYERS)
class ForgetsTheDilation(Model):
    """You let the taps be neighbours, whatever the dilation.

    Row 1 2 4 8, taps 1 10, dilation 2: which two pixels does the first window read?
    """

    def apart(self, dilation: Pair) -> tuple[int, int]:
        return 1, 1


@misconception("FIL-25b", "takes k times d for the span", read=CONVENTIONS, exercises=LAYERS)
class TakesKTimesDForTheSpan(Model):
    """Your windows read the right pixels, but you count places as if a window spanned k · d.

    Taps 2 apart, two of them: mark the pixels from the first to the last. How many are they?
    """

    def span(self, taps: int, gap: int) -> int:
        return taps * gap
