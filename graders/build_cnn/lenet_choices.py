"""LeNet as others write it: what the contract leaves free, chosen otherwise."""

from __future__ import annotations

from torch import nn

from .model import Model


class AsIn1998(Model):
    """tanh and the mean."""

    def bend(self) -> nn.Module:
        return nn.Tanh()

    def lenet_pooling(self) -> nn.Module:
        return nn.AvgPool2d(2)


class PoolsBeforeBending(Model):
    """The activation comes behind the pooling."""

    pools_before_bending = True


class WithDropout(Model):
    """ELU, and a dropout between the dense layers."""

    lenet_dropout = 0.5

    def bend(self) -> nn.Module:
        return nn.ELU()


FREE_CHOICES = (AsIn1998, PoolsBeforeBending, WithDropout)
