"""Mistakes about `kernel`, `stride`, `padding` and `dilation`, each an int or a pair."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import CONVENTIONS
from ..model import Model
from ..windows import Pair, both

WITH_OPTIONS = ("locally_connected_params", "sharing_ratio", "layer_table", "conv_macs")
WITH_A_KERNEL = (*WITH_OPTIONS, "conv_params", "separable_params", "bottleneck_saving", "max_filters_within")


def only_int(value: Pair) -> tuple[int, int]:
    if not isinstance(value, int):
        raise TypeError("a pair is no number")
    return value, value


@misconception("PAR-57", "a kernel is one int", read=CONVENTIONS, exercises=WITH_A_KERNEL)
class KernelIsOneInt(Model):
    """Your code takes `kernel` for one int, and raises where it is a pair.

    Give it a kernel of (2, 3), which is 2 high and 3 wide. Which line would have to take the pair apart?
    """

    def sides_of_kernel(self, kernel: Pair) -> tuple[int, int]:
        return only_int(kernel)


@misconception("PAR-58", "a kernel is a pair", read=CONVENTIONS, exercises=WITH_A_KERNEL)
class KernelIsAPair(Model):
    """Your code takes `kernel` for a pair, and raises where it is one int.

    A kernel of 3 means (3, 3). Where could your code make a pair of an int, before it does anything else?
    """

    def sides_of_kernel(self, kernel: Pair) -> tuple[int, int]:
        vertical, horizontal = kernel  # raises, as theirs does
        return vertical, horizontal


@misconception("PAR-59", "stride and padding are ints", read=CONVENTIONS, exercises=WITH_OPTIONS)
class OptionsAreInts(Model):
    """Your code raises where a stride, a padding or a dilation is a pair.

    A stride of (2, 1) moves two rows down, but one column across. Which of them does your line for the rows need?
    """

    def sides(self, option: Pair) -> tuple[int, int]:
        return only_int(option)


@misconception("PAR-60", "no pairs at all", read=CONVENTIONS, exercises=WITH_OPTIONS)
class NoPairsAtAll(Model):
    """Your code takes `kernel`, `stride`, `padding` and `dilation` for ints, and raises where one is a pair.

    A helper that makes (3, 3) of 3 and leaves (3, 5) as it is: where would you call it?
    """

    def sides(self, option: Pair) -> tuple[int, int]:
        return only_int(option)

    def sides_of_kernel(self, kernel: Pair) -> tuple[int, int]:
        return only_int(kernel)


@misconception("PAR-61", "every window is a square", read=CONVENTIONS, exercises=(*WITH_OPTIONS, "max_filters_within"))
class EveryWindowIsASquare(Model):
    """You take the first side of the kernel for both, where you count places too.

    A window of 2 rows and 5 columns on an image of 9 by 9: is there as much room down as across?
    """

    def sides_of_kernel(self, kernel: Pair) -> tuple[int, int]:
        return (both(kernel)[0],) * 2


@misconception("PAR-62", "the first of each pair", read=CONVENTIONS, exercises=WITH_OPTIONS)
class FirstOfEachPair(Model):
    """Of each pair, kernels included, you take the first number for both axes.

    A stride of (2, 1) on 8 by 8 pixels: is the output as wide as it is high?
    """

    def sides(self, option: Pair) -> tuple[int, int]:
        return (both(option)[0],) * 2

    def sides_of_kernel(self, kernel: Pair) -> tuple[int, int]:
        return (both(kernel)[0],) * 2


@misconception("PAR-63", "one stride and padding for both axes", read=CONVENTIONS, exercises=WITH_OPTIONS)
class OneOptionForBothAxes(Model):
    """Where a stride, a padding or a dilation is a pair, you take its first number for both axes.

    A stride of (2, 1) on 8 by 8 pixels: is the output as wide as it is high?
    """

    def sides(self, option: Pair) -> tuple[int, int]:
        return (both(option)[0],) * 2


@misconception("PAR-64", "horizontal first", read=CONVENTIONS, exercises=(*WITH_OPTIONS, "max_filters_within"))
class HorizontalFirst(Model):
    """You take the first number of a pair for the columns and the second for the rows.

    Look at the README's table of words. In what order are pairs written there?
    """

    def sides(self, option: Pair) -> tuple[int, int]:
        return both(option)[::-1]

    def sides_of_kernel(self, kernel: Pair) -> tuple[int, int]:
        return both(kernel)[::-1]


@misconception("PAR-161", "stride and padding are pairs", read=CONVENTIONS, exercises=WITH_OPTIONS)
class OptionsArePairs(Model):
    """Your code raises where a stride, a padding or a dilation is one int, as it is by default.

    A stride of 2 means (2, 2). Where could your code make a pair of an int, before it does anything else?
    """

    def sides(self, option: Pair) -> tuple[int, int]:
        vertical, horizontal = option  # raises, as theirs does
        return vertical, horizontal
