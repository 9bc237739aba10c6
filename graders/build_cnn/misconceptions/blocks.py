"""Mistakes about a convolution, its activation and its pooling."""

from __future__ import annotations

from torch import nn

from receptive.grader import misconception

from ..headings import BLOCK, LENET
from ..model import Model


@misconception(
    "CNN-9",
    "has no activation",
    says="Your layers follow each other with nothing between them that bends: together they are one linear layer.",
    ask="With all biases 0, feed x and -x. How do the results differ? Which line of yours could change that?",
    read=LENET,
    exercises=("conv_block", "LeNet", "ShiftNet"),
)
class HasNoActivation(Model):
    def activation(self) -> nn.Module:
        return nn.Identity()


@misconception(
    "CNN-21",
    "pads by 1 whatever the kernel",
    says="You pad every side by 1, which keeps the size for a 3×3 kernel only.",
    ask="Try a kernel of 5, then one of 1. How many rows come out of 8?",
    read=BLOCK,
    exercises=("conv_block",),
)
class PadsByOne(Model):
    def zeros_around(self, _k: int) -> tuple[int, int]:
        return 1, 1


@misconception(
    "CNN-22",
    "puts ReLU behind the pooling",
    says="You pool first and apply ReLU to the result.",
    ask="Take -4, 0, 2, 2 and mean pooling. What comes out in either order?",
    read=BLOCK,
    exercises=("conv_block",),
)
class PoolsFirst(Model):
    def in_order(self, activation: list[nn.Module], pooling: list[nn.Module]) -> list[nn.Module]:
        return [*pooling, *activation]


@misconception(
    "CNN-23",
    "always takes the maximum",
    says="Your block has max pooling where the mean is asked.",
    ask="Build one block of each kind, copy the weights over, and compare the results for one image.",
    read=BLOCK,
    exercises=("conv_block",),
)
class AlwaysTakesTheMaximum(Model):
    def block_pooling(self, _kind: str) -> nn.Module:
        return nn.MaxPool2d(2)


@misconception(
    "CNN-24",
    "loses a line with an even kernel",
    says="You pad both sides by half of k - 1, rounded down; an even kernel then lacks one line.",
    ask="A kernel of 4 on 8 pixels: how many zeros in all bring back 8 positions? Can both sides have the same number?",
    read=BLOCK,
    exercises=("conv_block",),
)
class LosesALine(Model):
    def zeros_around(self, k: int) -> tuple[int, int]:
        return (k - 1) // 2, (k - 1) // 2
