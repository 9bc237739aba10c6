"""Mistakes about the size of a filtered plane."""

from __future__ import annotations

import numpy as np

from receptive.grader import misconception

from ..headings import EXERCISES, PLANES
from ..images import Array
from ..model import Model


@misconception("FIL-38a", "pads to keep the size", read=EXERCISES, exercises=PLANES)
class PadsToKeepTheSize(Model):
    """You pad the plane, so that the result is as large as the plane; here only windows count that lie fully on it.

    How many windows of 2×2 lie fully on a plane of 2×2, and how many numbers does your result have?
    """

    def around(self, plane: Array, kernel: tuple[int, ...]) -> Array:
        return np.pad(plane, [(side // 2, side - 1 - side // 2) for side in kernel])


@misconception("FIL-38b", "pads to keep the size, behind first", read=EXERCISES, exercises=PLANES)
class PadsBehindToKeepTheSize(Model):
    """You pad the plane, so that the result is as large as the plane; here only windows count that lie fully on it.

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
    """You count every window that overlaps the plane; here only windows count that lie fully on it.

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
