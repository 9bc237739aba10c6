"""Mistakes about a convolution, its activation and its pooling."""

from __future__ import annotations

from typing import Any

from torch import nn

from receptive.grader import misconception

from ..headings import BLOCK, LENET
from ..model import Model
from ..pairs import Pair

HERE = ("conv_block",)


@misconception("CNN-9", "has no activation", read=LENET, exercises=("conv_block", "LeNet", "ShiftNet", "DesignNet"))
class HasNoActivation(Model):
    """Your layers follow each other with nothing between them that bends: together they are one linear layer.

    With all biases 0, feed x and -x. How do the results differ? Which line of yours could change that?
    """

    def activation(self) -> nn.Module:
        return nn.Identity()


@misconception("CNN-22", "puts ReLU after the pooling", read=BLOCK, exercises=HERE)
class PoolsFirst(Model):
    """You pool first and apply ReLU to the result.

    Take -4, 0, 2, 2 and mean pooling. What comes out in either order?
    """

    def in_order(
        self, convolution: list[nn.Module], activation: list[nn.Module], pooling: list[nn.Module]
    ) -> list[nn.Module]:
        return [*convolution, *pooling, *activation]


@misconception("CNN-116", "applies ReLU to the image", read=BLOCK, exercises=HERE)
class BendsFirst(Model):
    """You apply ReLU before the convolution, not to its result, so the block gives negative numbers.

    A filter of -1 in the middle and 0 elsewhere: what does your block make of a pixel of 2, and what is right?
    """

    def in_order(
        self, convolution: list[nn.Module], activation: list[nn.Module], pooling: list[nn.Module]
    ) -> list[nn.Module]:
        return [*activation, *convolution, *pooling]


@misconception("CNN-117", "takes another activation", read=BLOCK, exercises=HERE)
class TakesAnotherActivation(Model):
    """Your block has an activation other than ReLU.

    What does yours turn -1 into, and 2? What does ReLU turn them into?
    """

    def block_activation(self) -> nn.Module:
        return nn.Tanh()


@misconception("CNN-176", "lets a part of negative numbers through", read=BLOCK, exercises=HERE)
class LeaksNegatives(Model):
    """Your activation is not ReLU: it turns negative numbers into other negative ones, where ReLU gives 0.

    What does yours turn -100 into, and what does ReLU give?
    """

    def block_activation(self) -> nn.Module:
        return nn.LeakyReLU(0.1)


@misconception("CNN-118", "has a second convolution", read=BLOCK, exercises=HERE)
class HasASecondConvolution(Model):
    """Your block has more than one convolution.

    Print the shapes of its parameters. How many convolutions does the README name?
    """

    def more_convolutions(self, channels: int) -> list[nn.Module]:
        return [nn.ReLU(), nn.Conv2d(channels, channels, 3, padding=1)]


@misconception("CNN-119", "lets the convolution shrink the image", read=BLOCK, exercises=HERE)
class TakesStepsOfTwo(Model):
    """Your convolution has a stride of 2, so it halves height and width itself; only the pooling may do that.

    With pool=None, how many rows come out of 8?
    """

    block_step = 2


@misconception("CNN-120", "returns the layers in a list", read=BLOCK, exercises=HERE)
class ReturnsAList(Model):
    """You return the layers in a list; an nn.Sequential of them is required, which is a module itself.

    Can you call what you return with an image? What would call the layers one after the other?
    """

    def as_block(self, layers: list[nn.Module]) -> Any:
        return layers


@misconception("CNN-121", "returns a module that is no sequence", read=BLOCK, exercises=HERE)
class ReturnsAnotherModule(Model):
    """You return a module of your own; an nn.Sequential is required, whose layers can be looped over.

    Print what you return. Can you take its first layer with [0]?
    """

    def as_block(self, layers: list[nn.Module]) -> Any:
        return Hidden(layers)


class Hidden(nn.Module):
    def __init__(self, layers: list[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Any) -> Any:
        return self.layers(x)


@misconception("CNN-122", "takes the kernel for a number", read=BLOCK, exercises=HERE)
class TakesTheKernelForANumber(Model):
    """You compute with `kernel` as with a number, but it may be a pair, as (1, 5).

    What is (1, 5) // 2 in Python? Which padding do the rows need, and which the columns?
    """

    def axes_of(self, kernel: Pair) -> tuple[int, int]:
        return (kernel // 1,) * 2  # type: ignore[operator]  # which is the mistake
