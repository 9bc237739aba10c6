"""Mistakes about how many places a window has."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from receptive.grader import misconception

from ..headings import BACKWARD, CONVENTIONS, LAYERS, MOVED, PLANES, POOLS
from ..images import Array, Pair
from ..model import Model
from ..windows_model import Lines


@misconception("FIL-12b", "counts rows only", read=CONVENTIONS, exercises=(*PLANES, *MOVED))
class CountsRowsOnly(Model):
    """You make as many columns as there are rows of windows.

    Try an image of 3 rows and 30 columns.
    """

    def counted(self, size: Sequence[int], kernel: Sequence[int], steps: Lines, apart: Lines) -> Lines:
        rows, _ = super().counted(size, kernel, steps, apart)
        return rows, rows


@misconception("FIL-12e", "counts columns only", read=CONVENTIONS, exercises=(*PLANES, *MOVED))
class CountsColumnsOnly(Model):
    """You make as many rows as there are columns of windows.

    Try an image of 30 rows and 3 columns.
    """

    def counted(self, size: Sequence[int], kernel: Sequence[int], steps: Lines, apart: Lines) -> Lines:
        _, columns = super().counted(size, kernel, steps, apart)
        return columns, columns


@misconception("FIL-12f", "counts with the kernel's height only", read=CONVENTIONS, exercises=(*PLANES, *MOVED))
class CountsWithTheHeight(Model):
    """You use the height of the kernel where you count columns.

    A row of 5 pixels, a kernel of one row and two columns: how many places does it have, and how many do you count?
    """

    def counted(self, size: Sequence[int], kernel: Sequence[int], steps: Lines, apart: Lines) -> Lines:
        return super().counted(size, (kernel[0], kernel[0]), steps, apart)


@misconception("FIL-12g", "counts with the kernel's width only", read=CONVENTIONS, exercises=(*PLANES, *MOVED))
class CountsWithTheWidth(Model):
    """You use the width of the kernel where you count rows.

    A column of 5 pixels, a kernel of two rows and one column: how many places does it have, and how many do you count?
    """

    def counted(self, size: Sequence[int], kernel: Sequence[int], steps: Lines, apart: Lines) -> Lines:
        return super().counted(size, (kernel[1], kernel[1]), steps, apart)


@misconception("FIL-23", "rounds up", read=CONVENTIONS, exercises=MOVED)
class RoundsUp(Model):
    """You count a last window that does not fit on the image any more.

    5 pixels in windows of 2, side by side: how many are there, and what becomes of the last pixel?
    """

    def places(self, size: int, taps: int, step: int, gap: int) -> int:
        return -((self.span(taps, gap) - size) // step) + 1


@misconception("FIL-23b", "fills up with zeros", read=CONVENTIONS, exercises=POOLS)
class FillsUpWithZeros(RoundsUp):
    """You count a last window that does not fit on the image any more, and fill it up with zeros.

    5 pixels in windows of 2, side by side: how many are there, and what becomes of the last pixel?
    """

    behind = 0.0


@misconception("FIL-25c", "counts places without the dilation", read=CONVENTIONS, exercises=LAYERS)
class CountsWithoutTheDilation(Model):
    """You count places as if the taps were neighbors, but let windows read with the dilation.

    Row 1 2 4 8, two taps, dilation 2: at which pixel does your last window begin, and which would it read?
    """

    def span(self, taps: int, gap: int) -> int:
        return taps


@misconception("FIL-25g", "counts places without the dilation, cell by cell", read=CONVENTIONS, exercises=LAYERS)
class CountsWithoutTheDilationCellByCell(CountsWithoutTheDilation):
    """You count places as if the taps were neighbors, so that with dilation your last windows read past the image.

    Row 1 2 4 8, two taps, dilation 2: at which pixel does your last window begin, and which would it read?
    """

    def cells_read(self, starts: Array, taps: int, gap: int, size: int) -> Array:
        if starts[-1] + (taps - 1) * gap >= size:
            raise IndexError("a cell behind the image")
        return super().cells_read(starts, taps, gap, size)


@misconception("FIL-30", "forgets the last position", read=CONVENTIONS, exercises=(*PLANES, *MOVED))
class ForgetsTheLastPosition(Model):
    """You leave out the last position of the window in each direction: the 1 at the end of the formula is missing.

    A window of 1 on one pixel: how many positions does it have, and how many does your code count?
    """

    def places(self, size: int, taps: int, step: int, gap: int) -> int:
        return super().places(size, taps, step, gap) - 1


@misconception("FIL-30b", "leaves the last position empty", read=CONVENTIONS, exercises=(*PLANES, *LAYERS, *POOLS))
class LeavesTheLastPositionEmpty(Model):
    """Your result is as large as it should be, but its last row and its last column stay zero.

    At which position does your loop end? Print i and j.
    """

    def spread(self, maps: Array, stride: Pair) -> Array:
        maps = maps.copy()
        maps[..., -1, :] = maps[..., :, -1] = 0
        return maps


@misconception("FIL-32a", "counts size over stride", read=CONVENTIONS, exercises=MOVED)
class CountsSizeOverStride(Model):
    """You count size // stride places, and forget that a window has a size of its own.

    5 pixels, a window of 3, stride 1: at which pixel does your last window begin, and does it fit?
    """

    def places(self, size: int, taps: int, step: int, gap: int) -> int:
        return size // step


@misconception("FIL-32b", "begins windows up to the end", read=CONVENTIONS, exercises=MOVED)
class BeginsWindowsUpToTheEnd(Model):
    """You begin windows at every step up to the end of the image, also where they do not fit any more.

    5 pixels, a window of 3, stride 2: at which pixels do your windows begin, and which of them fit?
    """

    def places(self, size: int, taps: int, step: int, gap: int) -> int:
        return -(-size // step)


@misconception("FIL-32c", "adds the 1 before the division", read=CONVENTIONS, exercises=MOVED)
class AddsTheOneBeforeTheDivision(Model):
    """You count (size - window + 1) // stride places; the 1 belongs after the division.

    A window of 1 on one pixel, stride 2: how many places does it have, and how many does your code count?
    """

    def places(self, size: int, taps: int, step: int, gap: int) -> int:
        return (size - self.span(taps, gap) + 1) // step


@misconception("FIL-32d", "asks every step to fit", read=CONVENTIONS, exercises=MOVED)
class AsksEveryStepToFit(Model):
    """Your code raises where the last step does not fit; here that step is dropped.

    Height 6, kernel 3, stride 2: windows begin at rows 0 and 2. What does your code make of the row that is left over?
    """

    def places(self, size: int, taps: int, step: int, gap: int) -> int:
        if (size - self.span(taps, gap)) % step:
            raise ValueError("the last step does not fit")
        return super().places(size, taps, step, gap)


@misconception("FIL-12n", "counts with the image's height only", read=CONVENTIONS, exercises=(*PLANES, *MOVED))
class CountsWithTheImagesHeight(Model):
    """You use the height of the image where you count columns.

    Try an image of 3 rows and 30 columns.
    """

    def size_counted(self, padded: Sequence[int], padding: Pair) -> Sequence[int]:
        down, right = self.both(padding)
        return padded[0], padded[0] + 2 * (right - down)


@misconception("FIL-12o", "counts with the image's width only", read=CONVENTIONS, exercises=(*PLANES, *MOVED))
class CountsWithTheImagesWidth(Model):
    """You use the width of the image where you count rows.

    Try an image of 30 rows and 3 columns.
    """

    def size_counted(self, padded: Sequence[int], padding: Pair) -> Sequence[int]:
        down, right = self.both(padding)
        return padded[1] + 2 * (down - right), padded[1]


@misconception("FIL-43a", "ends after the first row", read=CONVENTIONS, exercises=(*PLANES, *LAYERS, *POOLS, *BACKWARD))
class EndsAfterTheFirstRow(Model):
    """You go through the first row of windows only; nothing is done for those below it.

    Is a return, or a line that belongs after the loops, inside one of them?
    """

    def spread(self, maps: Array, stride: Pair) -> Array:
        return np.where(np.arange(maps.shape[2])[:, None] == 0, maps, 0.0)

    def gone_through(self, rows: int, columns: int) -> Lines:
        return min(rows, 1), columns


@misconception(
    "FIL-43b", "ends after the first window", read=CONVENTIONS, exercises=(*PLANES, *LAYERS, *POOLS, *BACKWARD)
)
class EndsAfterTheFirstWindow(Model):
    """You look at the first window only; nothing is done for those that follow.

    Is a return, or a line that belongs after the loops, inside one of them?
    """

    def spread(self, maps: Array, stride: Pair) -> Array:
        first = np.zeros_like(maps)
        first[:, :, :1, :1] = maps[:, :, :1, :1]
        return first

    def gone_through(self, rows: int, columns: int) -> Lines:
        return min(rows, 1), min(columns, 1)
