"""DesignNet as others write it: what the contract leaves free, chosen otherwise."""

from __future__ import annotations

from torch import nn

from .model import Model


class LargestOfAll(Model):
    """The largest number of each map, and tanh."""

    def design_summary(self) -> nn.Module:
        return nn.AdaptiveMaxPool2d(1)

    def bend(self) -> nn.Module:
        return nn.Tanh()


class LargestOfFour(Model):
    """Max pooling, and other widths."""

    design_widths = (6, 10, 12)

    def design_pool(self) -> nn.Module:
        return nn.MaxPool2d(2)


class FewThenMany(Model):
    """A narrow middle, the largest number of each map, and a leaky ReLU."""

    design_widths = (8, 6, 16)

    def design_summary(self) -> nn.Module:
        return nn.AdaptiveMaxPool2d(1)

    def bend(self) -> nn.Module:
        return nn.LeakyReLU()


FREE_CHOICES = (LargestOfAll, LargestOfFour, FewThenMany)
