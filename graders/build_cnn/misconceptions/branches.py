"""Mistakes about the branches of InceptionMini."""

from __future__ import annotations

from torch import Tensor, nn

from receptive.grader import misconception

from ..headings import INCEPTION
from ..model import Model


@misconception(
    "CNN-35",
    "lets the pooling shrink the image",
    says="The pooling in your last branch has a stride of its window's size and no padding.",
    ask="Print the shapes of the four results before you join them. Which one has other rows and columns?",
    read=INCEPTION,
    exercises=("InceptionMini",),
)
class LetsThePoolingShrink(Model):
    def stride_and_padding(self) -> tuple[int, int]:
        return 3, 0


@misconception(
    "CNN-36",
    "takes the mean for the maximum",
    says="The last branch begins with the mean of each window, not with its maximum.",
    ask="Raise the smallest pixel of a window a little. Does the maximum notice it? Does your branch?",
    read=INCEPTION,
    exercises=("InceptionMini",),
)
class TakesTheMean(Model):
    def branch_pooling(self) -> type[nn.MaxPool2d | nn.AvgPool2d]:
        return nn.AvgPool2d


@misconception(
    "CNN-37",
    "joins the branches in another order",
    says="The channels of the branches lie in another order than the one that is asked.",
    ask="Give each branch another width, 1, 2, 3 and 4. Which channels are which?",
    read=INCEPTION,
    exercises=("InceptionMini",),
)
class JoinsInAnotherOrder(Model):
    def in_a_row(self, branches: list[Tensor]) -> list[Tensor]:
        return [branches[3], *branches[:3]]


@misconception(
    "CNN-38",
    "joins on the batch axis",
    says="You concatenate on axis 0, which holds the images, and not on the axis of the channels.",
    ask="Four results of (2, 8, 5, 5): what is the shape if they are joined on axis 0, and what on axis 1?",
    read=INCEPTION,
    exercises=("InceptionMini",),
)
class JoinsOnTheBatch(Model):
    axis_of_branches = 0
