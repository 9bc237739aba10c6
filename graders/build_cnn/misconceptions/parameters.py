"""Mistakes about what a module keeps, and where PyTorch finds it."""

from __future__ import annotations

from collections.abc import Iterable

from torch import Tensor, nn

from receptive.grader import misconception

from ..headings import CONV, INCEPTION, LENET
from ..model import Model


@misconception("CNN-11", "hides layers in a plain list", read=LENET, exercises=("LeNet", "ShiftNet", "InceptionMini"))
class HidesLayers(Model):
    """You keep layers in a Python list, where PyTorch does not look for parameters.

    Count the parameters of your network and compare with the sum over its layers. Which are missing?
    """

    def found_by_torch(self, layers: list[nn.Module]) -> Iterable[nn.Module]:
        return layers


@misconception("CNN-12", "uses one layer in two places", read=INCEPTION, exercises=("InceptionMini",))
class UsesOneLayerTwice(Model):
    """One layer object is called in two branches, so both have the same weights.

    How many convolutions does the table of the branches have, and how many does your network own?
    """

    def another(self, narrow: nn.Module, like: nn.Module) -> nn.Module:
        return narrow


@misconception("CNN-28", "keeps tensors of other shapes", read=CONV, exercises=("MyConv2d",))
class KeepsTheWeightsFlat(Model):
    """Your weights or your bias are stored in another shape than in nn.Conv2d, so its state_dict does not fit.

    Compare the shapes in your state_dict with those of nn.Conv2d, entry by entry.
    """

    def kept(self, weight: Tensor) -> Tensor:
        return weight.flatten(1)


@misconception("CNN-29", "cuts the weights out of the graph", read=CONV, exercises=("MyConv2d",))
class CutsTheWeightsOut(Model):
    """The weights are detached before they are used, so no gradient comes back to them.

    Call backward on the sum of a result, and look at .grad of the weights and of the bias.
    """

    def linked(self, weight: Tensor) -> Tensor:
        return weight.detach()
