"""Mistakes about the numbers behind the product in MyConv2d, and about where its parameters lie."""

from __future__ import annotations

from torch import Tensor

from receptive.grader import misconception

from ..headings import CONV
from ..model import Model

HERE = ("MyConv2d",)
Numbers = tuple[int, int]


@misconception("CNN-163", "puts another shape over windows and filters", read=CONV, exercises=HERE)
class PutsAnotherShapeOver(Model):
    """Your product has the windows before the filters, and a view or reshape to (N, F, Ho, Wo) mixes the two up.

    Two windows, two filters: in which order are the four numbers of (windows, filters)? And of (filters, windows)?
    """

    def laid_out(self, out: Tensor) -> Tensor:
        return out.transpose(1, 2).contiguous()


@misconception("CNN-164", "hides its weights from PyTorch", read=CONV, exercises=HERE)
class HidesItsWeights(Model):
    """Your weights are plain tensors and no nn.Parameter, so neither an optimizer nor the state_dict finds them.

    Print list(layer.parameters()). What is missing?
    """

    has_parameters = False


@misconception("CNN-172", "puts channels before filters in the weights", read=CONV, exercises=HERE)
class PutsChannelsFirst(Model):
    """Your weights have the axis of the channels before that of the filters.

    Print the shape of the weights of nn.Conv2d(4, 6, 3), and of yours. Which axis counts the filters?
    """

    def kept(self, weight: Tensor) -> Tensor:
        return weight.transpose(0, 1).contiguous()

    def as_filters(self, own: Tensor, shape: tuple[int, ...]) -> Tensor:
        return own.transpose(0, 1).reshape(shape)


@misconception("CNN-165", "deals the filters out in turn", read=CONV, exercises=HERE)
class DealsFiltersOut(Model):
    """Your filter f belongs to group f modulo g; the filters of a group should be side by side.

    6 filters in 2 groups: to which group does the second filter of nn.Conv2d belong?
    """

    def by_groups(self, weight: Tensor, groups: int) -> Tensor:
        dealt: Tensor = weight.unflatten(0, (-1, groups))
        return dealt.transpose(0, 1).flatten(0, 1)

    def back_in_order(self, out: Tensor, groups: int) -> Tensor:
        dealt: Tensor = out.unflatten(1, (groups, -1))
        return dealt.transpose(1, 2).flatten(1, 2)


@misconception("CNN-166", "gives every image the first one's result", read=CONV, exercises=HERE)
class TakesTheFirstImage(Model):
    """You compute the windows of the first image only, and every image of the batch gets its result.

    Give your layer two different images. Are the two results different?
    """

    def images(self, x: Tensor) -> Tensor:
        return x[:1].expand_as(x)


@misconception("CNN-167", "exchanges rows and columns of the result", read=CONV, exercises=HERE)
class ExchangesSidesOfTheResult(Model):
    """You fold the windows into columns first and rows second, so the result lies on its side.

    An image of 3×6 and a window of 2×2: what shape is the result of nn.Conv2d, and what shape is yours?
    """

    def as_grid(self, rows: int, columns: int, count: int) -> Numbers:
        return columns, rows
