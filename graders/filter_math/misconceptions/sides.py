"""Mistakes about height and width, and about dilation."""

from __future__ import annotations

from collections.abc import Sequence

from receptive.grader import misconception

from ..headings import CONVENTIONS, LAYERS, MOVED, PLANES, POOLS
from ..images import Array, Pair
from ..model import Model
from ..windows_model import Lines

WEIGHTED = ("patch_dot", *PLANES, *LAYERS)


@misconception("FIL-12a", "lays the result on its side", read=CONVENTIONS, exercises=(*PLANES, *LAYERS, *POOLS))
class LaysTheResultOnItsSide(Model):
    """You exchange the rows and the columns of the result.

    An image is much wider than tall. Is your result, too?
    """

    def upright(self, maps: Array) -> Array:
        return maps.swapaxes(-1, -2)


@misconception(
    "FIL-12c", "takes the height for the width", read=CONVENTIONS, exercises=(*PLANES, *MOVED, "max_pool2d_backward")
)
class TakesTheHeightForTheWidth(Model):
    """You use the height of the kernel as its width.

    Try a kernel of one row and three columns, and print the window that it meets.
    """

    def sides(self, shape: Sequence[int]) -> Lines:
        return shape[0], shape[0]


@misconception(
    "FIL-12h", "takes the width for the height", read=CONVENTIONS, exercises=(*PLANES, *MOVED, "max_pool2d_backward")
)
class TakesTheWidthForTheHeight(Model):
    """You use the width of the kernel as its height.

    Try a kernel of three rows and one column, and print the window that it meets.
    """

    def sides(self, shape: Sequence[int]) -> Lines:
        return shape[1], shape[1]


@misconception("FIL-12i", "loops over as many columns as rows", read=CONVENTIONS, exercises=WEIGHTED)
class LoopsOverAsManyColumnsAsRows(TakesTheHeightForTheWidth):
    """You use the height of the kernel as its width, so that columns of a wide one are left out.

    Try a kernel of one row and three columns. How many of its weights does your code use?
    """

    def weights_read(self, weights: Array, seen: Array) -> Array:
        return only(weights, seen)


@misconception("FIL-12j", "loops over as many rows as columns", read=CONVENTIONS, exercises=WEIGHTED)
class LoopsOverAsManyRowsAsColumns(TakesTheWidthForTheHeight):
    """You use the width of the kernel as its height, so that rows of a tall one are left out.

    Try a kernel of three rows and one column. How many of its weights does your code use?
    """

    def weights_read(self, weights: Array, seen: Array) -> Array:
        return only(weights, seen)


@misconception("FIL-25a", "forgets the dilation", read=CONVENTIONS, exercises=LAYERS)
class ForgetsTheDilation(Model):
    """You let the taps be neighbors, whatever the dilation.

    Row 1 2 4 8, taps 1 10, dilation 2: which two pixels does the first window read?
    """

    def apart(self, dilation: Pair) -> Lines:
        return 1, 1


@misconception("FIL-25b", "takes k times d for the span", read=CONVENTIONS, exercises=LAYERS)
class TakesKTimesDForTheSpan(Model):
    """Your windows read the right pixels, but you count places as if a window spanned k · d.

    Taps 2 apart, two of them: mark the pixels from the first to the last. How many are they?
    """

    def span(self, taps: int, gap: int) -> int:
        return taps * gap


@misconception("FIL-25d", "leaves as many pixels out as the dilation says", read=CONVENTIONS, exercises=LAYERS)
class LeavesDilationPixelsOut(Model):
    """You leave as many pixels out between two taps as the dilation says; here taps lie that far apart.

    With dilation 1, are the two pixels that taps 1 10 read neighbors?
    """

    def apart(self, dilation: Pair) -> Lines:
        down, right = self.both(dilation)
        return down + 1, right + 1


def only(weights: Array, seen: Array) -> Array:
    """As many weights as a window has rows and columns."""
    rows, columns = seen.shape[-2:]
    if weights.shape[-2] < rows or weights.shape[-1] < columns:
        raise IndexError("there are not so many weights")
    return weights[..., :rows, :columns]
