"""ShiftNet as others write it: what the contract leaves free, chosen otherwise."""

from __future__ import annotations

from torch import Tensor, nn

from .model import Model


class MeanOfPlaces(Model):
    """The mean over all places, and tanh."""

    def over_places(self, x: Tensor) -> Tensor:
        return x.mean(dim=(2, 3))

    def bend(self) -> nn.Module:
        return nn.Tanh()


class Normalized(Model):
    """A batch normalization behind each convolution, and a step of 2 in the place of the pooling."""

    shift_step = 2

    def shift_normalization(self, channels: int) -> list[nn.Module]:
        return [nn.BatchNorm2d(channels)]


class TwoViews(Model):
    """The largest of a map and its mean in one number, and a leaky ReLU."""

    def over_places(self, x: Tensor) -> Tensor:
        return x.amax(dim=3).amax(dim=2) + x.mean(dim=(2, 3))

    def bend(self) -> nn.Module:
        return nn.LeakyReLU(0.1)


FREE_CHOICES = (MeanOfPlaces, Normalized, TwoViews)
