"""Mistakes about the size of a filtered plane."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from receptive.grader import misconception

from ..headings import EXERCISES, PLANE, PLANES
from ..images import Array, Pair
from ..model import Model
from ..windows_model import Lines, cells_cut


@misconception("FIL-38a", "pads to keep the size", read=EXERCISES, exercises=PLANES)
class PadsToKeepTheSize(Model):
    """You pad the plane, so that the result is as large as the plane; here only windows that lie fully on it count.

    How many windows of 2×2 lie fully on a plane of 2×2, and how many numbers does your result have?
    """

    def around(self, plane: Array, kernel: tuple[int, ...]) -> Array:
        return np.pad(plane, [(side // 2, side - 1 - side // 2) for side in kernel])


@misconception("FIL-38b", "pads to keep the size, after first", read=EXERCISES, exercises=PLANES)
class PadsBehindToKeepTheSize(Model):
    """You pad the plane, so that the result is as large as the plane; here only windows that lie fully on it count.

    How many windows of 2×2 lie fully on a plane of 2×2, and how many numbers does your result have?
    """

    def around(self, plane: Array, kernel: tuple[int, ...]) -> Array:
        return np.pad(plane, [(side - 1 - side // 2, side // 2) for side in kernel])


@misconception("FIL-38c", "pads by half of the kernel", read=EXERCISES, exercises=PLANES)
class PadsThePlaneByHalfOfTheKernel(Model):
    """You pad the plane by half of the kernel on each side; here only windows count that lie fully on the plane.

    How many windows of 2×2 lie fully on a plane of 2×2, and how many numbers does your result have?
    """

    def around(self, plane: Array, kernel: tuple[int, ...]) -> Array:
        return np.pad(plane, [(side // 2, side // 2) for side in kernel])


@misconception("FIL-38d", "lets windows overlap the plane by one pixel", read=EXERCISES, exercises=PLANES)
class TakesEveryOverlap(Model):
    """You count every window that overlaps the plane; here only windows that lie fully on it count.

    How many windows of 2×2 lie fully on a plane of 2×2, and how many numbers does your result have?
    """

    def around(self, plane: Array, kernel: tuple[int, ...]) -> Array:
        return np.pad(plane, [(side - 1, side - 1) for side in kernel])


@misconception("FIL-38e", "writes into an array of the plane's size", read=EXERCISES, exercises=PLANES)
class WritesIntoThePlanesSize(Model):
    """Your result is as large as the plane, and the places at the bottom and at the right stay zero.

    Compare the shape of your result with (H - kh + 1, W - kw + 1).
    """

    def framed(self, sums: Array, size: tuple[int, ...], kernel: tuple[int, ...]) -> Array:
        out = np.zeros(size)
        out[: sums.shape[0], : sums.shape[1]] = sums
        return out


@misconception("FIL-38f", "leaves a border of zeros", read=EXERCISES, exercises=PLANES)
class LeavesABorderOfZeros(Model):
    """Your result is as large as the plane, and has zeros around it where windows do not fit.

    Compare the shape of your result with (H - kh + 1, W - kw + 1).
    """

    def framed(self, sums: Array, size: tuple[int, ...], kernel: tuple[int, ...]) -> Array:
        out, (top, left) = np.zeros(size), (side // 2 for side in kernel)
        out[top : top + sums.shape[0], left : left + sums.shape[1]] = sums
        return out


@misconception("FIL-38g", "counts every pixel as a place", read=EXERCISES, exercises=PLANES)
class CountsEveryPixel(Model):
    """You lay a window on every pixel, also where it does not fit on the plane any more.

    A row of 3 pixels, a kernel of 2: at which pixel does your last window begin, and how many pixels does it hold?
    """

    def places(self, size: int, taps: int, step: int, gap: int) -> int:
        return size


@misconception("FIL-38h", "leaves a border of zeros, and one place out", read=EXERCISES, exercises=PLANES)
class LeavesAWiderBorderOfZeros(LeavesABorderOfZeros):
    """Your result is as large as the plane, and has zeros around it: half of the kernel on each side.

    Compare the shape of your result with (H - kh + 1, W - kw + 1).
    """

    def framed(self, sums: Array, size: tuple[int, ...], kernel: tuple[int, ...]) -> Array:
        rows, columns = (pixels - 2 * (side // 2) for pixels, side in zip(size, kernel, strict=True))
        return super().framed(sums[:rows, :columns], size, kernel)


@misconception("FIL-44", "exchanges i and j", read=PLANE, exercises=PLANES)
class ExchangesRowAndColumnOfWindows(Model):
    """You take the row of a result for the column of its window, and the other way around.

    Print i, j and the window for the result in row 0 and column 1. Is the window one pixel farther to the right?
    """

    def windows(
        self, x: Array, kernel: Lines, stride: Pair, dilation: Pair | None = None, size: Sequence[int] = ()
    ) -> Array:
        counts = self.counted(x.shape[2:], kernel, (1, 1), (1, 1))
        tops, lefts = (
            cells_cut(np.arange(count), taps, 1, pixels)
            for count, taps, pixels in zip(reversed(counts), kernel, x.shape[2:], strict=True)
        )
        return self.read(x, tops[None, :, :, None], lefts[:, None, None, :])
