"""InceptionMini of `Model`, and what it asks while it is made and while it runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import torch
from torch import Tensor, nn


class InceptionDecisions:
    """The right answers; what stands under "free" may be chosen otherwise."""

    # Free

    has_branch_biases = True
    ends_in_relu = False

    def narrowed(self, c_in: int, c3: int) -> int:  # noqa: ARG002  # others go by it
        """The channels between the two convolutions of a branch."""
        return c3

    def between(self) -> list[nn.Module]:
        return [nn.ReLU()]

    # Asked for

    axis_of_branches = 1
    narrows = True
    narrow_comes_first = True
    wide_window = 5
    first_window = 1  # of the third branch
    wide_windows = 1  # how many of them, one after the other
    has_last_branch = True
    hangs_on_second = False  # the third branch

    def widths_of_branches(self, *widths: int) -> tuple[int, ...]:
        return widths

    def zeros_beside(self, k: int) -> int:
        return k // 2

    def another(self, narrow: nn.Module, like: nn.Module) -> nn.Module:  # noqa: ARG002  # who shares takes it
        """The 1×1 convolution of the third branch, given that of the second and one for itself."""
        return like

    def stride_and_padding(self) -> tuple[int, int]:
        return 1, 1

    def branch_pooling(self) -> type[nn.MaxPool2d | nn.AvgPool2d]:
        return nn.MaxPool2d

    def in_last_branch(self, pooling: nn.Module, mixing: nn.Module) -> list[nn.Module]:
        return [pooling, mixing]

    def in_a_row(self, branches: list[Tensor]) -> list[Tensor]:
        return branches

    def joined(self, branches: list[Tensor], axis: int) -> Tensor:
        return torch.cat(branches, axis)


class Asks(Protocol):
    """Who is asked: `Model`."""

    def found_by_torch(self, layers: list[nn.Module]) -> Iterable[nn.Module]: ...


class InceptionMini(nn.Module):
    def __init__(self, asks: InceptionDecisions, c_in: int, *widths: int) -> None:
        super().__init__()
        self.asks = asks
        c1, c3, c5, cp = asks.widths_of_branches(*widths)
        middle = asks.narrowed(c_in, c3)
        second, third = self.branch(c_in, middle, c3, 3), self.third_branch(c_in, middle, c3, c5)
        if asks.narrows and asks.narrow_comes_first:
            third[0] = asks.another(second[0], third[0])
        pooling = asks.branch_pooling()(3, *asks.stride_and_padding())
        last = asks.in_last_branch(pooling, self.convolution(c_in, cp, 1))
        branches = [[self.convolution(c_in, c1, 1)], second, third, *([last] if asks.has_last_branch else [])]
        ends = [nn.ReLU()] if asks.ends_in_relu else []
        self.branches = asks.found_by_torch([nn.Sequential(*layers, *ends) for layers in branches])  # type: ignore[attr-defined]  # of Model

    def convolution(self, c_in: int, c_out: int, k: int) -> nn.Module:
        zeros = self.asks.zeros_beside(k)
        layer = nn.Conv2d(c_in, c_out, k, padding=zeros, bias=self.asks.has_branch_biases)
        return nn.Sequential(layer, *self.asks.normalization(c_out))  # type: ignore[attr-defined]  # of Model

    def branch(self, c_in: int, middle: int, c_out: int, k: int) -> list[nn.Module]:
        """1×1, then k×k."""
        if not self.asks.narrows:
            return [self.convolution(c_in, c_out, k)]
        first, second = (1, k) if self.asks.narrow_comes_first else (k, 1)
        return [self.convolution(c_in, middle, first), *self.asks.between(), self.convolution(middle, c_out, second)]

    def third_branch(self, c_in: int, middle: int, c3: int, c5: int) -> list[nn.Module]:
        asks, k = self.asks, self.asks.wide_window
        layers = self.branch(c3 if asks.hangs_on_second else c_in, middle, c5, k)
        if asks.first_window > 1:
            layers[0] = self.convolution(c_in, middle, asks.first_window)
        return layers + [self.convolution(c5, c5, k) for _ in range(asks.wide_windows - 1)]

    def forward(self, x: Tensor) -> Tensor:
        first, second, third, *last = self.branches
        seen = second(x)
        outs = [first(x), seen, third(seen if self.asks.hangs_on_second else x), *(branch(x) for branch in last)]
        return self.asks.joined(self.asks.in_a_row(outs), self.asks.axis_of_branches)
