"""The layers and networks of `Model`, and what they ask while they are made and while they run."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from .block_layers import BlockDecisions
from .inception_layers import InceptionDecisions
from .pairs import Pair as Pair
from .pairs import pair as pair
from .shift_layers import ShiftDecisions


class Decisions(BlockDecisions, InceptionDecisions, ShiftDecisions):
    """What layers and networks ask; the right answers."""

    # Of more than one exercise

    def bend(self) -> nn.Module:
        """Of one kind in all places; which is free."""
        return nn.ReLU()

    def activation(self) -> nn.Module:
        return self.bend()

    def found_by_torch(self, layers: list[nn.Module]) -> Iterable[nn.Module]:
        return nn.ModuleList(layers)

    def flattened(self, x: Tensor) -> Tensor:
        return x.flatten(1)

    def after_last_layer(self, z: Tensor) -> Tensor:
        return z

    def handed_to_loss(self, logits: Tensor) -> Tensor:
        return logits

    # MyConv2d

    def steps_and_zeros(self, value: Pair) -> tuple[int, int]:
        """Stride or padding for rows and for columns."""
        return pair(value)

    def spread(self, dilation: Pair) -> tuple[int, int]:
        return pair(dilation)

    def kept(self, weight: Tensor) -> Tensor:
        """The weights as the layer keeps them."""
        return weight

    def keeps_bias(self, wanted: bool) -> bool:
        return wanted

    def linked(self, weight: Tensor) -> Tensor:
        """The weights as gradients find them."""
        return weight

    def turned(self, weight: Tensor) -> Tensor:
        return weight

    def seen_by_groups(self, x: Tensor, groups: int) -> Sequence[Tensor]:
        return x.chunk(groups, dim=1)

    # LeNet and ShiftNet

    rows_left = 5  # of LeNet's 32, behind the second pooling

    def before_flattening(self, x: Tensor) -> Tensor:
        return x


class MyConv2d(nn.Module):
    def __init__(
        self, asks: Decisions, channels: tuple[int, int], windows: tuple[Pair, Pair, Pair, Pair], groups: int,
        bias: bool,
    ) -> None:  # fmt: skip
        super().__init__()
        kernel, stride, padding, dilation = windows
        self.asks, self.groups = asks, groups
        self.kernel, self.dilation = pair(kernel), asks.spread(dilation)
        self.stride, self.padding = asks.steps_and_zeros(stride), asks.steps_and_zeros(padding)
        self.shape = (channels[1], channels[0] // groups, *self.kernel)
        self.weight = nn.Parameter(asks.kept(0.1 * torch.randn(self.shape)))
        self.bias = nn.Parameter(torch.zeros(channels[1])) if asks.keeps_bias(bias) else None

    def forward(self, x: Tensor) -> Tensor:
        weight = self.asks.turned(self.asks.linked(self.weight.reshape(self.shape)))
        outs = []
        for part, own in zip(self.asks.seen_by_groups(x, self.groups), weight.chunk(self.groups), strict=True):
            columns = functional.unfold(part, self.kernel, self.dilation, self.padding, self.stride)
            outs.append(own.flatten(1) @ columns)
        out = torch.cat(outs, dim=1)
        out = out if self.bias is None else out + self.bias[:, None]
        return out.reshape(len(x), self.shape[0], *self.grid(x))

    def grid(self, x: Tensor) -> list[int]:
        values = zip(x.shape[2:], self.kernel, self.stride, self.padding, self.dilation, strict=True)
        return [(size + 2 * p - d * (k - 1) - 1) // s + 1 for size, k, s, p, d in values]


class LeNet(nn.Module):
    def __init__(self, asks: Decisions) -> None:
        super().__init__()
        self.asks, self.activation = asks, asks.activation()
        self.first, self.second = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        sizes = (16 * asks.rows_left**2, 120, 84, 10)
        self.dense = asks.found_by_torch([nn.Linear(*both) for both in itertools.pairwise(sizes)])

    def forward(self, x: Tensor) -> Tensor:
        for convolution in (self.first, self.second):
            x = functional.max_pool2d(self.activation(convolution(x)), 2)
        x = self.asks.flattened(self.asks.before_flattening(x))
        *hidden, last = self.dense
        for layer in hidden:
            x = self.activation(layer(x))
        return self.asks.handed_to_loss(self.asks.after_last_layer(last(x)))
