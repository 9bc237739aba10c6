"""Mistakes with one window on a line: steps, padding, rounding."""

from __future__ import annotations

from receptive.grader import misconception

from ..model import Model, Number, Pads
from .headings import CONVENTIONS, COUNTED, ONE_SIZE, ONE_WINDOW, PADDED, SHAPES, TENSORFLOW


@misconception("SHP-1", "forgets the first position", read=ONE_WINDOW, exercises=COUNTED)
class ForgetsTheFirst(Model):
    """You count the steps of the window, but not the place where it stands before the first step.

    Put a window of 3 on 3 pixels. How many steps can it take, and in how many places has it stood?
    """

    first = 0


@misconception("SHP-2", "counts the padding once", read=CONVENTIONS, exercises=(*PADDED, "unused_pixels"))
class PadsOnce(Model):
    """You add the padding to the line once.

    Draw 5 pixels, then a zero on each side of them. How long is the line now?
    """

    def padded(self, i: Number, p: int) -> Number:
        return i + p


@misconception("SHP-3", "forgets the padding", read=CONVENTIONS, exercises=(*PADDED, "unused_pixels"))
class ForgetsPadding(Model):
    """You count on the bare pixels, as if there were no padding.

    Change p from 0 to 3 and leave all else as it is. Does your answer change? Should it?
    """

    def padded(self, i: Number, p: int) -> Number:
        return i


@misconception("SHP-4", "rounds up", read=ONE_WINDOW, exercises=COUNTED)
class RoundsUp(Model):
    """You count a last step that does not fit: the size is rounded up.

    Put a window of 3 on 10 pixels with stride 2 and mark its starts. Is there room for one at 8?
    """

    def steps(self, free: Number, s: int) -> Number:
        return -(-free // s)


@misconception("SHP-5a", "rounds to the nearest, at the end", read=ONE_WINDOW, exercises=COUNTED)
class RoundsAtTheEnd(Model):
    """You round the finished number to the nearest int; at a half Python's round goes to the even one.

    Try round(3.5) and round(4.5). Which window sizes on 10 pixels with stride 2 end in a half?
    """

    def in_steps(self, free: Number, s: int, up: bool = False) -> Number:
        return super().in_steps(free, s, up) if up else round(free / self.step(s) + 1)


@misconception("SHP-5b", "rounds the steps to the nearest", read=ONE_WINDOW, exercises=COUNTED)
class RoundsSteps(Model):
    """You round the number of steps to the nearest int, so that a step which nearly fits counts.

    8 pixels are free and a step is 5. How many steps are 1.6 steps, if each needs its room?
    """

    def steps(self, free: Number, s: int) -> Number:
        return round(free / s)


@misconception("SHP-6", "forgets the stride", read=ONE_WINDOW, exercises=(*COUNTED, "receptive_field"))
class ForgetsStride(Model):
    """You move the window by one pixel, whatever the stride.

    Compare stride 1 with stride 2 on 9 pixels. Which starts are left over?
    """

    def step(self, s: int) -> int:
        return 1

    def next_jump(self, jump: int, stride: int) -> int:
        return 1


@misconception("SHP-7", "adds one before dividing", read=ONE_WINDOW, exercises=COUNTED)
class AddsTooEarly(Model):
    """You add the one for the first position to the free pixels, and divide by the stride after that.

    With stride 4 and no free pixel at all, how many positions are there? And what is 1 divided by 4?
    """

    def in_steps(self, free: Number, s: int, up: bool = False) -> Number:
        return self.steps_of(free + 1, self.step(s), up)


@misconception("SHP-8", "uses the rule of SAME everywhere", read=TENSORFLOW, exercises=COUNTED)
class CountsAsSame(Model):
    """You divide input by stride and round up. That is TensorFlow's SAME; the kernel never shows in it.

    Take 10 pixels and stride 1. Does a window of 7 have as many positions as a window of 3?
    """

    def counted(self, i: Number, k: int, s: int, p: int, d: int, up: bool) -> Number:
        return -(-i // s)


@misconception("SHP-8b", "divides the input by the stride", read=ONE_WINDOW, exercises=COUNTED)
class DividesByTheStride(Model):
    """You divide the input by the stride and round down; the kernel never shows in your size.

    Take 10 pixels and stride 1. Does a window of 7 have as many positions as a window of 3?
    """

    def counted(self, i: Number, k: int, s: int, p: int, d: int, up: bool) -> Number:
        return i // s


@misconception("SHP-8c", "counts windows that hang over the end", read=ONE_WINDOW, exercises=PADDED)
class CountsHangingWindows(Model):
    """You let a window start at every stride as long as there are pixels, whether or not it fits.

    Put a window of 3 on 5 pixels with stride 1. Which starts do you count, and where would the last window end?
    """

    def counted(self, i: Number, k: int, s: int, p: int, d: int, up: bool) -> Number:
        return -(-self.padded(i, p) // s)


@misconception("SHP-9", "takes the padding away", read=CONVENTIONS, exercises=(*PADDED, "unused_pixels"))
class TakesPaddingAway(Model):
    """You make the line shorter by its padding instead of longer.

    With p = 1, is there more room for the window, or less?
    """

    def padded(self, i: Number, p: int) -> Number:
        return i - 2 * p


@misconception("SHP-48", "misses the window that just fits", read=ONE_WINDOW, exercises=(*ONE_SIZE, "configs"))
class MissesTheLastFit(Model):
    """Your size is one too small where the steps come out even: the window that just fits at the end is missing.

    Put a window of 3 on 5 pixels with stride 2. At which pixels does it start?
    """

    def in_steps(self, free: Number, s: int, up: bool = False) -> Number:
        return -(-free // self.step(s))


@misconception("SHP-50a", "divides the window alone", read=ONE_WINDOW, exercises=ONE_SIZE)
class DividesTheWindowAlone(Model):
    """You divide only the window by the stride: what comes before the minus is not divided.

    What is 10 - 4 // 2 in Python, and what is (10 - 4) // 2? Where are your parentheses?
    """

    def counted(self, i: Number, k: int, s: int, p: int, d: int, up: bool) -> Number:
        return self.padded(i, p) - self.span(k, d) // s + self.first


@misconception("SHP-10", "subtracts the stride", read=ONE_WINDOW, exercises=COUNTED)
class SubtractsStride(Model):
    """You take the stride away where the question is how often it fits.

    7 pixels are free and a step is 2. Take the steps with a finger: how many are they?
    """

    def in_steps(self, free: Number, s: int, up: bool = False) -> Number:
        return free - s + 1


@misconception(
    "SHP-17a",
    "keeps the fraction",
    read=CONVENTIONS,
    exercises=("conv_out", "tf_out", "same_pads_tf", *SHAPES, "configs"),
)
class KeepsTheFraction(Model):
    """You divide without rounding, so that 4.5 positions are possible.

    What would half a position look like? Which pixels would it read?
    """

    def steps(self, free: Number, s: int) -> Number:
        return free / s

    def same(self, i: int, k: int, s: int, d: int) -> Number:
        return i / s

    def shared(self, total: int, reach: int) -> Pads:
        return total / 2, total / 2


@misconception("SHP-17b", "gives a float", read=CONVENTIONS, exercises=("conv_out", "tf_out", "same_pads_tf", *SHAPES))
class GivesAFloat(Model):
    """Your sizes have the right value, but they are floats.

    Print type(8 / 2) and type(8 // 2).
    """

    def as_kept(self, size: Number) -> Number:
        return float(size)
