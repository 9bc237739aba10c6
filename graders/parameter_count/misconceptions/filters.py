"""Mistakes about filters: their taps, their depth, their number, and what groups do to them."""

from __future__ import annotations

from receptive.grader import misconception

from ..headings import CONVENTIONS, GROUPS, ONE_FILTER
from ..model import Model
from ..windows import Pair, both

WITH_A_KERNEL = (
    "conv_params",
    "locally_connected_params",
    "layer_table",
    "conv_macs",
    "separable_params",
    "bottleneck_saving",
    "max_filters_within",
)
WITH_FILTERS = (
    "conv_params",
    "locally_connected_params",
    "layer_table",
    "conv_macs",
    "memory_bytes",
    "separable_params",
    "bottleneck_saving",
    "max_filters_within",
)
WITH_GROUPS = ("conv_params", "layer_table", "conv_macs", "separable_params")


@misconception(
    "PAR-1",
    "forgets the depth",
    says="Your filters look at a single channel, however many channels the input has.",
    ask="A pixel of an RGB image has three numbers. With how many of them does a 1×1 filter multiply?",
    read=ONE_FILTER,
    exercises=WITH_A_KERNEL,
)
class OneChannelDeep(Model):
    def depth(self, _c_in: int, _groups: int) -> int:
        return 1


@misconception(
    "PAR-9",
    "counts one filter only",
    says="You count a single filter, however many the layer has.",
    ask="Ask for 1 filter and for 10. Do you get the same number?",
    read=ONE_FILTER,
    exercises=WITH_FILTERS,
)
class OneFilter(Model):
    def filters(self, _c_out: int, _groups: int) -> int:
        return 1

    def biases(self, _c_in: int, _c_out: int, _groups: int) -> int:
        return 1


@misconception(
    "PAR-10",
    "one side of the kernel only",
    says="You multiply with one side of the kernel and not with both.",
    ask="Draw a kernel of 3 rows and 3 columns. How many cells has it?",
    read=ONE_FILTER,
    exercises=WITH_FILTERS,
)
class OneSideOfTheKernel(Model):
    def area(self, kernel: Pair) -> int:
        return both(kernel)[0]


@misconception(
    "PAR-20",
    "every kernel is a square",
    says="You take the first side of the kernel for both.",
    ask="Draw a kernel of 2 rows and 5 columns. How many cells has it? What does your function say?",
    read=CONVENTIONS,
    exercises=WITH_A_KERNEL,
)
class SquareKernels(Model):
    def area(self, kernel: Pair) -> int:
        return both(kernel)[0] ** 2


@misconception(
    "PAR-12a",
    "ignores groups",
    says="Your filters read all channels, whatever groups says.",
    ask="6 channels in 3 groups: which channels does the first filter still see?",
    read=GROUPS,
    exercises=WITH_GROUPS,
)
class IgnoresGroups(Model):
    def depth(self, c_in: int, _groups: int) -> int:
        return c_in


@misconception(
    "PAR-12b",
    "groups divide the filters too",
    says="You divide both the depth and the number of filters by groups, so you count one group only.",
    ask="8 filters in 4 groups are 2 in each group. How many are there in all groups together?",
    read=GROUPS,
    exercises=WITH_GROUPS,
)
class OneGroupOnly(Model):
    def filters(self, c_out: int, groups: int) -> int:
        return c_out // groups
