"""Mistakes about the groups of MyConv2d's filters, its biases, and who does the work."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor

from receptive.grader import misconception

from ..headings import CONV
from ..model import Model

HERE = ("MyConv2d",)


@misconception("CNN-26", "shows every group the first channels", read=CONV, exercises=HERE)
class ShowsEveryGroupTheFirst(Model):
    """All groups of filters read the channels of the first group.

    Two groups, four channels: set channels 2 and 3 to zero. Which filters should notice it?
    """

    def seen_by_groups(self, x: Tensor, groups: int) -> Sequence[Tensor]:
        return x.chunk(groups, dim=1)[:1] * groups


@misconception("CNN-143", "leaves the groups out", read=CONV, exercises=HERE)
class LeavesTheGroupsOut(Model):
    """Your filters see all channels whatever `groups` is.

    4 channels in 2 groups: what is the shape of the weights of nn.Conv2d(4, 6, 3, groups=2), and of yours?
    """

    def groups_of(self, groups: int) -> int:
        return 1


@misconception("CNN-152", "deals the channels out in turn", read=CONV, exercises=HERE)
class DealsChannelsOut(Model):
    """Your groups take every g-th channel; a group has channels that are side by side.

    4 channels in 2 groups: which two channels does the first filter of nn.Conv2d read?
    """

    def seen_by_groups(self, x: Tensor, groups: int) -> Sequence[Tensor]:
        return [x[:, at::groups] for at in range(groups)]


@misconception("CNN-31", "keeps a bias that is not wanted", read=CONV, exercises=HERE)
class KeepsABias(Model):
    """With bias=False your layer still has a bias among its parameters.

    Print the state_dict of your layer and of nn.Conv2d, both with bias=False.
    """

    def keeps_bias(self, _wanted: bool) -> bool:
        return True


@misconception("CNN-153", "has no bias", read=CONV, exercises=HERE)
class HasNoBias(Model):
    """Your layer has no bias, though one is required unless bias=False.

    Print the state_dict of your layer and of nn.Conv2d, both made with the same three numbers.
    """

    def keeps_bias(self, _wanted: bool) -> bool:
        return False


@misconception("CNN-154", "does not add its bias", read=CONV, exercises=HERE)
class DoesNotAddItsBias(Model):
    """Your layer keeps a bias, but forward does not add it to the result.

    Set all weights to 0 and the bias to 1. What comes out of your layer, and what of nn.Conv2d?
    """

    adds_bias = False


@misconception("CNN-155", "lets a built-in convolution work", read=CONV, exercises=HERE)
class LetsABuiltInWork(Model):
    """The result does not come from the columns of unfold: something else in your layer finds the windows.

    Which line of your forward would be wrong if unfold gave other columns? If none is, who does the work?
    """

    works_with_unfold = False


@misconception("CNN-156", "calls its parameters otherwise", read=CONV, exercises=HERE)
class CallsParametersOtherwise(Model):
    """Your parameters have other names than `weight` and `bias`, so the state of nn.Conv2d cannot be loaded.

    Print the names in the state_dict of your layer and of nn.Conv2d.
    """

    name_of_weights = "filters"
