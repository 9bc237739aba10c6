"""InceptionMini as others write it: what the contract leaves free, chosen otherwise."""

from __future__ import annotations

from torch import nn

from .model import Model


class HalfTheChannels(Model):
    """Half of the image's channels between two convolutions, and a ReLU behind every one."""

    ends_in_relu = True

    def narrowed(self, c_in: int, c3: int) -> int:  # noqa: ARG002  # the same for all
        return max(1, c_in // 2)


class WithoutBiases(Model):
    """Nothing but convolutions: neither biases nor ReLUs."""

    has_branch_biases = False

    def between(self) -> list[nn.Module]:
        return []


class Narrow(Model):
    """Two channels between two convolutions, whatever comes behind them, and no activation there."""

    def narrowed(self, c_in: int, c3: int) -> int:  # noqa: ARG002  # a fixed number
        return 2

    def between(self) -> list[nn.Module]:
        return []


FREE_CHOICES = (HalfTheChannels, WithoutBiases, Narrow)
