"""Mistakes with how many pixels a dilated window spans."""

from __future__ import annotations

from receptive.grader import misconception

from ..model import Model
from .headings import CONVENTIONS, DILATED, ONE_WINDOW


@misconception("SHP-14a", "takes k times d for the span", read=ONE_WINDOW, exercises=DILATED)
class SpansKTimesD(Model):
    """You let a dilated window span k · d pixels.

    Mark 3 taps that lie 2 apart, and count the pixels from the first to the last. Are they 6?
    """

    def span(self, k: int, d: int) -> int:
        return k * d


@misconception("SHP-14b", "forgets the dilation", read=ONE_WINDOW, exercises=DILATED)
class ForgetsDilation(Model):
    """You measure the window as if its taps were neighbors.

    Mark 3 taps that lie 2 apart. Does such a window fit on 4 pixels?
    """

    def span(self, k: int, d: int) -> int:
        return k


@misconception("SHP-14c", "counts dilation from 0", read=CONVENTIONS, exercises=DILATED)
class DilatesFromZero(Model):
    """You leave d pixels out between two taps. Here d is the distance from tap to tap.

    What does your function give for d = 1, which should be the ordinary kernel?
    """

    def span(self, k: int, d: int) -> int:
        return (k - 1) * (d + 1) + 1


@misconception(
    "SHP-14d", "measures from the first tap to the last and forgets a pixel", read=ONE_WINDOW, exercises=DILATED
)
class ForgetsAPixel(Model):
    """You subtract d · (k - 1), which is the way from the first tap to the last. The window covers one pixel more.

    Put a window of 3 on 3 pixels. How many pixels are left to move on, and how many does your code leave?
    """

    def span(self, k: int, d: int) -> int:
        return (k - 1) * d


@misconception("SHP-14e", "adds the dilation to the kernel", read=ONE_WINDOW, exercises=DILATED)
class AddsTheDilation(Model):
    """You add d - 1 pixels to the window once; between its taps there are k - 1 gaps, and each of them widens.

    Mark 4 taps that lie 2 apart. How many gaps are between them, and how many pixels do they span?
    """

    def span(self, k: int, d: int) -> int:
        return k + d - 1
