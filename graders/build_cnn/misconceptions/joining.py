"""Mistakes about how InceptionMini joins its branches."""

from __future__ import annotations

import torch
from torch import Tensor

from receptive.grader import misconception

from ..headings import INCEPTION
from ..model import Model

HERE = ("InceptionMini",)


@misconception("CNN-37", "joins the branches in another order", read=INCEPTION, exercises=HERE)
class JoinsInAnotherOrder(Model):
    """The channels of the branches are in a different order from the one required.

    Give each branch another width, 1, 2, 3 and 4. Which channels are which?
    """

    def in_a_row(self, branches: list[Tensor]) -> list[Tensor]:
        return [branches[3], *branches[:3]]


@misconception("CNN-38", "joins on the batch axis", read=INCEPTION, exercises=HERE)
class JoinsOnTheBatch(Model):
    """You concatenate on axis 0, which holds the images, and not on the axis of the channels.

    Four results of (2, 8, 5, 5): what is the shape if they are joined on axis 0, and what on axis 1?
    """

    axis_of_branches = 0


@misconception("CNN-102", "adds the branches up", read=INCEPTION, exercises=HERE)
class AddsUp(Model):
    """You add the results of the branches up; they belong one after the other on the channel axis.

    Branches of 4, 6, 2 and 1 channels: how many channels should come out? Can they be added at all?
    """

    def joined(self, branches: list[Tensor], axis: int) -> Tensor:
        return torch.stack(branches).sum(dim=0)


@misconception("CNN-173", "stacks the branches", read=INCEPTION, exercises=HERE)
class StacksBranches(Model):
    """You stack the results of the branches on an axis of their own; they belong one after the other on axis 1.

    Four results of (2, 8, 5, 6): what shape does torch.stack give, and what shape torch.cat?
    """

    def joined(self, branches: list[Tensor], axis: int) -> Tensor:
        return torch.stack(branches, dim=axis)


@misconception("CNN-103", "joins on the columns", read=INCEPTION, exercises=HERE)
class JoinsOnTheColumns(Model):
    """You concatenate on the last axis, which holds the columns, and not on the axis of the channels.

    Four results of (2, 8, 5, 6): what is the shape if they are joined on the last axis, and what on axis 1?
    """

    axis_of_branches = 3
