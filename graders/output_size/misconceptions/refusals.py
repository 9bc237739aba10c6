"""Mistakes with what is refused, and what is not."""

from __future__ import annotations

from receptive.grader import misconception

from ..model import Model, Number
from .headings import CONFIGS, REFUSING


@misconception(
    "SHP-16a",
    "lets a window through that does not fit",
    read=REFUSING,
    exercises=("conv_out", "conv2d_out_shape", "trace"),
)
class LetsLargeWindowsThrough(Model):
    """You give a size, often 0 or less, where the window is larger than the padded input.

    What would you do with a layer of 0 by 0 pixels? Where should the person who asked for it find out?
    """

    refuses_too_large = False


@misconception("SHP-16b", "cuts towards zero", read=CONFIGS, exercises=("configs",))
class CutsTowardsZero(Model):
    """You cut the fraction off, which turns −1/2 into 0: a window that does not fit gets a position.

    Compare int(-1 / 2) with -1 // 2, then try a window of 3 on 2 pixels with stride 2.
    """

    refuses_too_large = False

    def steps(self, free: Number, s: int) -> Number:
        return int(free / s)


@misconception("SHP-16c", "takes numbers below the least", read=REFUSING, exercises=("conv_out", "conv2d_out_shape"))
class TakesSmallNumbers(Model):
    """You refuse a window that is too large, but not numbers that are too small, such as a kernel of 0.

    What would a window of no pixels read? What would a stride of 0 do?
    """

    refuses_small = False


@misconception("SHP-16d", "takes floats", read=REFUSING, exercises=("conv_out", "conv2d_out_shape"))
class TakesFloats(Model):
    """You refuse impossible values, but take a float where only an int makes sense.

    What is half a pixel of padding? Which error does the README ask for where a number is no int?
    """

    numbers = (int, float)


@misconception("SHP-16e", "takes True for an int", read=REFUSING, exercises=("conv_out",))
class TakesTrue(Model):
    """You let True pass as an int.

    What does isinstance(True, int) give? How can your code tell it from 1?
    """

    refused_types = ()


@misconception(
    "SHP-47", "measures windows on the bare input", read=REFUSING, exercises=("conv_out", "conv2d_out_shape", "configs")
)
class MeasuresOnTheBareInput(Model):
    """You refuse a window that is larger than the input, though padding may make room for it.

    How long is a line of 2 pixels with one zero on each side? Does a window of 4 fit on it?
    """

    def room(self, i: Number, p: int) -> Number:
        return i


@misconception("SHP-49", "measures a dilated window by its taps", read=REFUSING, exercises=("conv_out",))
class MeasuresByTheTaps(Model):
    """You compare k with the padded input to see whether a window fits, but a dilated window is wider than its k taps.

    Mark 3 taps that lie 2 apart. Does such a window fit on 4 pixels? What does your comparison say?
    """

    def measured(self, k: int, d: int) -> int:
        return k
