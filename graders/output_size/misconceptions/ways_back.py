"""Mistakes with what is left over, and with the way back from a size."""

from __future__ import annotations

from receptive.grader import misconception

from ..model import Model, Number
from .headings import CONFIGS, INPUTS, UNUSED


@misconception(
    "SHP-22a",
    "forgets the window",
    says="You divide the whole line into steps; the first window's own pixels are not taken off.",
    ask="10 pixels, window 4, stride 3: write down the pixels of each window. Which pixel has none?",
    read=UNUSED,
    exercises=("unused_pixels",),
)
class ForgetsTheWindow(Model):
    def taken(self, k: int) -> int:
        return 0


@misconception(
    "SHP-22b",
    "counts steps",
    says="You count the steps that fit, not the pixels that are left after them.",
    ask="7 free pixels in steps of 3: which number is asked, the 2 or the 1?",
    read=UNUSED,
    exercises=("unused_pixels",),
)
class CountsSteps(Model):
    def left_over(self, free: Number, s: int) -> Number:
        return free // s


@misconception(
    "SHP-32a",
    "gives one input",
    says="You give the smallest input only.",
    ask="Your answer and one pixel more: does conv_out tell them apart?",
    read=INPUTS,
    exercises=("inputs_giving",),
)
class GivesOneInput(Model):
    def all_from(self, smallest: int, end: int) -> range:
        return range(smallest, min(smallest + 1, end))


@misconception(
    "SHP-32b",
    "ends the range too early",
    says="The largest input is missing: a range ends before its second number.",
    ask="What is list(range(5, 7))?",
    read=INPUTS,
    exercises=("inputs_giving",),
)
class EndsTooEarly(Model):
    def behind(self, largest: int) -> int:
        return largest


@misconception(
    "SHP-32c",
    "allows images without pixels",
    says="Your range holds 0 or negative sizes.",
    ask="Ask for one output with window 1 and p = 2. Which images does your range begin with?",
    read=INPUTS,
    exercises=("inputs_giving",),
)
class AllowsNoPixels(Model):
    def with_pixels(self, smallest: int, end: int) -> tuple[int, int]:
        return smallest, end


@misconception(
    "SHP-32d",
    "moves the range up",
    says="Where the range would begin below 1 you move all of it up, its end too.",
    ask="Give the last number of your range to conv_out. Does it agree?",
    read=INPUTS,
    exercises=("inputs_giving",),
)
class MovesTheRangeUp(Model):
    def with_pixels(self, smallest: int, end: int) -> tuple[int, int]:
        return max(smallest, 1), max(end + max(1 - smallest, 0), 1)


@misconception(
    "SHP-33a",
    "stops before all limits",
    says="You leave out max_k, max_s and max_p themselves.",
    ask="What is list(range(1, 3)), and which of these is the 3?",
    read=CONFIGS,
    exercises=("configs",),
)
class StopsBeforeLimits(Model):
    beyond = 0
    beyond_padding = 0


@misconception(
    "SHP-33b",
    "stops before max_p",
    says="You leave out max_p itself.",
    ask="With max_p = 0, how many paddings does your loop try?",
    read=CONFIGS,
    exercises=("configs",),
)
class StopsBeforeMaxP(Model):
    beyond_padding = 0


@misconception(
    "SHP-33c",
    "starts the padding at 1",
    says="You never try p = 0.",
    ask="Is a layer without padding among the ones that are asked for?",
    read=CONFIGS,
    exercises=("configs",),
)
class StartsPaddingAtOne(Model):
    first_padding = 1


@misconception(
    "SHP-34",
    "mixes up k and s",
    says="You write (s, k, p) where (k, s, p) is asked.",
    ask="Take one of your triples and give it to conv_out in its order. Is the size right?",
    read=CONFIGS,
    exercises=("configs",),
)
class MixesUpKAndS(Model):
    def triple(self, k: int, s: int, p: int) -> tuple[int, int, int]:
        return s, k, p
