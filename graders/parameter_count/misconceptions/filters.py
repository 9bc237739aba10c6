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
WITH_DEPTH = tuple(name for name in WITH_A_KERNEL if name != "bottleneck_saving")  # there depth cancels out
WITH_WEIGHTS = ("conv_params", "locally_connected_params", "layer_table", "conv_macs")
WITH_GROUPS = ("conv_params", "layer_table", "conv_macs", "separable_params")


@misconception("PAR-1", "forgets the depth", read=ONE_FILTER, exercises=WITH_DEPTH)
class OneChannelDeep(Model):
    """Your filters look at a single channel, however many channels the input has.

    A pixel of an RGB image has three numbers. With how many of them does a 1×1 filter multiply?
    """

    def depth(self, _c_in: int, _groups: int) -> int:
        return 1


@misconception("PAR-9", "counts one filter only", read=ONE_FILTER, exercises=WITH_FILTERS)
class OneFilter(Model):
    """You count a single filter, however many the layer has.

    Ask for 1 filter and for 10. Do you get the same number?
    """

    def filters(self, _c_out: int, _groups: int) -> int:
        return 1

    def biases(self, _c_in: int, _c_out: int, _kernel: Pair, _groups: int) -> int:
        return 1


@misconception("PAR-10", "one side of the kernel only", read=ONE_FILTER, exercises=WITH_FILTERS)
class OneSideOfTheKernel(Model):
    """You multiply with one side of the kernel and not with both.

    Draw a kernel of 3 rows and 3 columns. How many cells does it have?
    """

    def area(self, kernel: Pair) -> int:
        return both(kernel)[0]


@misconception("PAR-20", "every kernel is a square", read=CONVENTIONS, exercises=WITH_A_KERNEL)
class SquareKernels(Model):
    """You take the first side of the kernel for both.

    Draw a kernel of 2 rows and 5 columns. How many cells does it have? What does your function say?
    """

    def area(self, kernel: Pair) -> int:
        return both(kernel)[0] ** 2


@misconception("PAR-12a", "ignores groups", read=GROUPS, exercises=WITH_GROUPS)
class IgnoresGroups(Model):
    """Your filters read all channels, whatever groups says.

    6 channels in 3 groups: which channels does the first filter still see?
    """

    def depth(self, c_in: int, _groups: int) -> int:
        return c_in


@misconception("PAR-12b", "groups divide the filters too", read=GROUPS, exercises=WITH_GROUPS)
class OneGroupOnly(Model):
    """You divide both the depth and the number of filters by groups, so you count one group only.

    8 filters in 4 groups are 2 in each group. How many are there in all groups together?
    """

    def filters(self, c_out: int, groups: int) -> int:
        return c_out // groups


@misconception(
    "PAR-67",
    "weights of one filter, biases of all",
    read=ONE_FILTER,
    exercises=("conv_params", "locally_connected_params", "layer_table", "memory_bytes", "max_filters_within"),
)
class WeightsOfOneFilter(Model):
    """You count the weights of a single filter, but the biases of all.

    Ask for 1 filter and for 10, without biases. Do you get the same number?
    """

    def filters(self, _c_out: int, _groups: int) -> int:
        return 1


@misconception("PAR-68", "adds the sides", read=ONE_FILTER, exercises=WITH_A_KERNEL)
class AddsTheSides(Model):
    """You add the two sides of the kernel and do not multiply them.

    Draw a kernel of 3 rows and 5 columns. How many cells does it have?
    """

    def area(self, kernel: Pair) -> int:
        return sum(both(kernel))


@misconception("PAR-153", "as deep as there are filters", read=ONE_FILTER, exercises=WITH_WEIGHTS)
class AsDeepAsFilters(Model):
    """You multiply with the number of filters twice, and not with the channels of the input.

    7 filters read an image of 2 channels: how many channels lie below the window of one filter?
    """

    def weights(self, _c_in: int, c_out: int, kernel: Pair, groups: int = 1) -> int:
        return self.area(kernel) * self.depth(c_out, groups) * self.filters(c_out, groups)


@misconception("PAR-154", "as many filters as channels", read=ONE_FILTER, exercises=WITH_WEIGHTS)
class AsManyFiltersAsChannels(Model):
    """You multiply with the channels of the input twice, and not with the number of filters.

    7 filters read an image of 2 channels: how often do you have to count one filter?
    """

    def weights(self, c_in: int, _c_out: int, kernel: Pair, groups: int = 1) -> int:
        return self.area(kernel) * self.depth(c_in, groups) * self.filters(c_in, groups)
