"""MyConv2d of `Model`, and what it asks while it is made and while it runs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from .pairs import Pair, pair

Numbers = tuple[int, int]


class ConvDecisions:
    """The right answers; what stands under "free" may be chosen otherwise."""

    # Free

    first_weight = 0.1

    def parts_of(self, weight: Tensor, groups: int) -> Sequence[Tensor]:
        return weight.chunk(groups)

    # Asked for

    name_of_weights = "weight"
    has_parameters = True
    works_with_unfold = True
    adds_bias = True

    def sides_of_kernel(self, value: Pair) -> Numbers:
        return pair(value)

    def steps(self, value: Pair) -> Numbers:
        """The stride for rows and for columns."""
        return pair(value)

    def zeros_each_side(self, value: Pair, kernel: Numbers) -> Numbers:  # noqa: ARG002  # who pads by it takes it
        return pair(value)

    def spread(self, dilation: Pair) -> Numbers:
        return pair(dilation)

    def groups_of(self, groups: int) -> int:
        return groups

    def kept(self, weight: Tensor) -> Tensor:
        """The weights as the layer keeps them."""
        return weight

    def as_filters(self, own: Tensor, shape: tuple[int, ...]) -> Tensor:
        """The weights as they are kept, in the shape of filters."""
        return own.reshape(shape)

    def keeps_bias(self, wanted: bool) -> bool:
        return wanted

    def linked(self, weight: Tensor) -> Tensor:
        """The weights as gradients find them."""
        return weight

    def turned(self, weight: Tensor) -> Tensor:
        return weight

    def images(self, x: Tensor) -> Tensor:
        """Those whose windows are taken."""
        return x

    def by_groups(self, weight: Tensor, groups: int) -> Tensor:  # noqa: ARG002  # they are so already
        """The filters, those of a group side by side."""
        return weight

    def back_in_order(self, out: Tensor, groups: int) -> Tensor:  # noqa: ARG002  # they are so already
        """The results of filters that lay side by side by their groups."""
        return out

    def laid_out(self, out: Tensor) -> Tensor:
        """The numbers of (N, F, positions) as they are put into the grid."""
        return out

    def seen_by_groups(self, x: Tensor, groups: int) -> Sequence[Tensor]:
        return x.chunk(groups, dim=1)

    def stride_in_size(self, stride: Numbers) -> Numbers:
        return stride

    def dilation_in_size(self, dilation: Numbers) -> Numbers:
        """What the output size is computed with."""
        return dilation

    def zeros_in_size(self, padding: Numbers) -> Numbers:
        """Of both sides together."""
        return 2 * padding[0], 2 * padding[1]

    def as_grid(self, rows: int, columns: int, count: int) -> Numbers:  # noqa: ARG002  # who guesses goes by it
        """Rows and columns of `count` positions."""
        return rows, columns


class MyConv2d(nn.Module):
    def __init__(
        self, asks: Any, channels: tuple[int, int], windows: tuple[Pair, Pair, Pair, Pair], groups: int, bias: bool
    ) -> None:
        super().__init__()
        kernel, stride, padding, dilation = windows
        self.asks, self.groups = asks, asks.groups_of(groups)
        self.kernel, self.dilation = asks.sides_of_kernel(kernel), asks.spread(dilation)
        self.stride, self.padding = asks.steps(stride), asks.zeros_each_side(padding, self.kernel)
        self.shape = (channels[1], channels[0] // self.groups, *self.kernel)
        weight = asks.kept(asks.first_weight * torch.randn(self.shape))
        own = nn.Parameter if asks.has_parameters else torch.Tensor
        setattr(self, asks.name_of_weights, own(weight))
        self.bias = own(torch.zeros(channels[1])) if asks.keeps_bias(bias) else None

    def forward(self, x: Tensor) -> Tensor:
        own = getattr(self, self.asks.name_of_weights)
        weight = self.asks.turned(self.asks.linked(self.asks.as_filters(own, self.shape)))
        filters = self.asks.parts_of(self.asks.by_groups(weight, self.groups), self.groups)
        parts = zip(self.asks.seen_by_groups(self.asks.images(x), self.groups), filters, strict=True)
        out = torch.cat([own.flatten(1) @ self.columns(part) for part, own in parts], dim=1)
        out = self.asks.back_in_order(out, self.groups)
        out = out if self.bias is None or not self.asks.adds_bias else out + self.bias[:, None]
        grid = self.asks.as_grid(*self.grid(x), out.shape[2])
        result: Tensor = self.asks.laid_out(out).reshape(len(x), self.shape[0], *grid)
        return result

    def columns(self, x: Tensor) -> Tensor:
        if self.asks.works_with_unfold:
            return functional.unfold(x, self.kernel, self.dilation, self.padding, self.stride)
        return by_convolution(x, self.kernel, self.dilation, self.padding, self.stride)

    def grid(self, x: Tensor) -> Numbers:
        dilation = self.asks.dilation_in_size(self.dilation)
        zeros = self.asks.zeros_in_size(self.padding)
        stride = self.asks.stride_in_size(self.stride)
        values = zip(x.shape[2:], self.kernel, stride, zeros, dilation, strict=True)
        rows, columns = ((size + z - d * (k - 1) - 1) // s + 1 for size, k, s, z, d in values)
        return rows, columns


def by_convolution(x: Tensor, kernel: Numbers, dilation: Numbers, padding: Numbers, stride: Numbers) -> Tensor:
    """The same columns from filters that hand on one pixel each."""
    count = math.prod(kernel)
    handing_on = torch.eye(count).reshape(count, 1, *kernel).repeat(x.shape[1], 1, 1, 1)
    return functional.conv2d(x, handing_on, None, stride, padding, dilation, x.shape[1]).flatten(2)
