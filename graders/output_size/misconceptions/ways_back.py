"""Mistakes with what is left over, and with the way back from a size."""

from __future__ import annotations

from typing import Any

from receptive.grader import misconception

from ..model import Model, Number
from .headings import CONFIGS, COUNTED, INPUTS, UNUSED


@misconception("SHP-22a", "forgets the window", read=UNUSED, exercises=(*COUNTED, "unused_pixels"))
class ForgetsTheWindow(Model):
    """You divide the whole line into steps; the first window's own pixels are not taken off.

    10 pixels, window 4, stride 3: write down the pixels of each window. How many pixels are free after the first one?
    """

    def taken(self, reach: int) -> int:
        return 0


@misconception("SHP-22b", "counts steps", read=UNUSED, exercises=("unused_pixels",))
class CountsSteps(Model):
    """You count the steps that fit, not the pixels that are left after them.

    7 free pixels in steps of 3: which number is required, the 2 or the 1?
    """

    def left_over(self, free: Number, k: int, s: int) -> Number:
        return free // s


@misconception("SHP-22c", "lets each window cover a step", read=UNUSED, exercises=("unused_pixels",))
class LetsEachWindowCoverAStep(Model):
    """You take off a stride for each window, though the last one covers as many pixels as the kernel has.

    10 pixels, window 3, stride 2: the last window starts at 6. On which pixel does it end?
    """

    def left_over(self, free: Number, k: int, s: int) -> Number:
        return free % s + k - s


@misconception("SHP-22d", "lays windows side by side", read=UNUSED, exercises=("unused_pixels",))
class LaysWindowsSideBySide(Model):
    """You take off a kernel for each window, though windows overlap or leave gaps if the stride is another number.

    10 pixels, window 3, stride 2: how many different pixels do the windows at 0 and at 2 cover together?
    """

    def left_over(self, free: Number, k: int, s: int) -> Number:
        return free - free // s * k


@misconception("SHP-22e", "counts what is missing", read=UNUSED, exercises=("unused_pixels",))
class CountsWhatIsMissing(Model):
    """You count the pixels that one more step would need, not those that are left.

    7 free pixels in steps of 3: how many are left, and how many are missing for another step?
    """

    def left_over(self, free: Number, k: int, s: int) -> Number:
        return -free % s


@misconception("SHP-32a", "gives one input", read=INPUTS, exercises=("inputs_giving",))
class GivesOneInput(Model):
    """You give the smallest input only.

    Your answer and one pixel more: does conv_out tell them apart?
    """

    def all_from(self, smallest: int, end: int) -> range:
        return range(smallest, min(smallest + 1, end))


@misconception("SHP-32f", "solves for one input", read=INPUTS, exercises=("inputs_giving",))
class SolvesForOneInput(Model):
    """You give the one input whose steps come out even; others with a few pixels left over have as many positions.

    Give that input and one pixel more to conv_out. Does it tell them apart?
    """

    def with_pixels(self, smallest: int, end: int) -> tuple[int, int]:
        return (smallest, smallest + 1) if smallest >= 1 else (1, 1)


@misconception("SHP-32b", "ends the range too early", read=INPUTS, exercises=("inputs_giving",))
class EndsTooEarly(Model):
    """The largest input is missing: a range ends before its second number.

    What is list(range(5, 7))?
    """

    def behind(self, largest: int) -> int:
        return largest


@misconception("SHP-32c", "allows images without pixels", read=INPUTS, exercises=("inputs_giving",))
class AllowsNoPixels(Model):
    """Your range holds 0 or negative sizes.

    Ask for one output with window 1 and p = 2. Which images does your range begin with?
    """

    def with_pixels(self, smallest: int, end: int) -> tuple[int, int]:
        return smallest, end


@misconception("SHP-32d", "moves the range up", read=INPUTS, exercises=("inputs_giving",))
class MovesTheRangeUp(Model):
    """Where the range would begin below 1 you move all of it up, its end too.

    Give the last number of your range to conv_out. Does it agree?
    """

    def with_pixels(self, smallest: int, end: int) -> tuple[int, int]:
        return max(smallest, 1), max(end + max(1 - smallest, 0), 1)


@misconception("SHP-32e", "begins and ends one input too late", read=INPUTS, exercises=("inputs_giving",))
class BeginsOneTooLate(Model):
    """Your range has the right length, but it begins and ends one input too late.

    Give the first number of your range, and the one before it, to conv_out. Does the second one belong to the range?
    """

    def with_pixels(self, smallest: int, end: int) -> tuple[int, int]:
        return super().with_pixels(smallest + 1, end + 1)


@misconception("SHP-33a", "stops before all limits", read=CONFIGS, exercises=("configs",))
class StopsBeforeLimits(Model):
    """You leave out max_k, max_s and max_p themselves.

    What is list(range(1, 3)), and which of these is the 3?
    """

    beyond_kernel = 0
    beyond_stride = 0
    beyond_padding = 0


@misconception("SHP-33b", "stops before max_p", read=CONFIGS, exercises=("configs",))
class StopsBeforeMaxP(Model):
    """You leave out max_p itself.

    With max_p = 0, how many paddings does your loop try?
    """

    beyond_padding = 0


@misconception("SHP-33c", "starts the padding at 1", read=CONFIGS, exercises=("configs",))
class StartsPaddingAtOne(Model):
    """You never try p = 0.

    Is a layer without padding among the ones required?
    """

    first_padding = 1


@misconception("SHP-34", "mixes up k and s", read=CONFIGS, exercises=("configs",))
class MixesUpKAndS(Model):
    """You write (s, k, p) where (k, s, p) is expected.

    Take one of your triples and give it to conv_out in its order. Is the size right?
    """

    def triple(self, k: int, s: int, p: int) -> tuple[int, int, int]:
        return s, k, p


@misconception("SHP-33d", "stops before max_k", read=CONFIGS, exercises=("configs",))
class StopsBeforeMaxK(Model):
    """You leave out max_k itself.

    What is list(range(1, 3)), and which of these is the 3?
    """

    beyond_kernel = 0


@misconception("SHP-33e", "stops before max_s", read=CONFIGS, exercises=("configs",))
class StopsBeforeMaxS(Model):
    """You leave out max_s itself.

    With max_s = 1, how many strides does your loop try?
    """

    beyond_stride = 0


@misconception("SHP-34b", "mixes up s and p", read=CONFIGS, exercises=("configs",))
class MixesUpSAndP(Model):
    """You write (k, p, s) where (k, s, p) is expected.

    Take one of your triples and give it to conv_out in its order. Is the size right?
    """

    def triple(self, k: int, s: int, p: int) -> tuple[int, int, int]:
        return k, p, s


@misconception("SHP-46", "lets one impossible window end the search", read=CONFIGS, exercises=("configs",))
class LetsOneWindowEndTheSearch(Model):
    """Your search comes upon a window that does not fit, and raises instead of going on to the next one.

    Of the windows 1 to 5 some do not fit on 2 pixels. What should your function do about those?
    """

    skips_windows = False


@misconception("SHP-45", "gives a list of what is found", read=INPUTS, exercises=("inputs_giving", "configs"))
class GivesAList(Model):
    """You collect the right answers in a list; inputs_giving must return a range, and configs a set.

    Print the type of what your function returns. Which type does the README name?
    """

    def collected(self, found: Any) -> Any:
        return sorted(found)
