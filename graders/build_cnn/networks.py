"""The layers and networks of `Model`, and what they ask while they are made and while they run."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

Pair = int | tuple[int, int]


def pair(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])


class Decisions:
    """What layers and networks ask; the right answers."""

    # Of more than one exercise

    def activation(self) -> nn.Module:
        return nn.ReLU()

    def found_by_torch(self, layers: list[nn.Module]) -> Iterable[nn.Module]:
        return nn.ModuleList(layers)

    def flattened(self, x: Tensor) -> Tensor:
        return x.flatten(1)

    def after_last_layer(self, z: Tensor) -> Tensor:
        return z

    def handed_to_loss(self, logits: Tensor) -> Tensor:
        return logits

    # conv_block

    def zeros_around(self, k: int) -> tuple[int, int]:
        """Zero lines before and after an axis, for a kernel of `k`."""
        return (k - 1) // 2, k // 2

    def block_pooling(self, kind: str) -> nn.Module:
        return nn.AvgPool2d(2) if kind == "avg" else nn.MaxPool2d(2)

    def in_order(self, activation: list[nn.Module], pooling: list[nn.Module]) -> list[nn.Module]:
        return [*activation, *pooling]

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
    widths = (1, 16, 32, 32)  # of ShiftNet's maps

    def before_flattening(self, x: Tensor) -> Tensor:
        return x

    def without_places(self, x: Tensor) -> Tensor:
        """What ShiftNet's dense layer is shown of the last maps."""
        return x.amax(dim=(2, 3))

    # InceptionMini

    axis_of_branches = 1

    def another(self, narrow: nn.Conv2d) -> nn.Conv2d:
        """The 1×1 convolution of the third branch, given that of the second."""
        return nn.Conv2d(narrow.in_channels, narrow.out_channels, 1)

    def stride_and_padding(self) -> tuple[int, int]:
        return 1, 1

    def branch_pooling(self) -> type[nn.MaxPool2d | nn.AvgPool2d]:
        return nn.MaxPool2d

    def in_a_row(self, branches: list[Tensor]) -> list[Tensor]:
        return branches


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


class ShiftNet(nn.Module):
    def __init__(self, asks: Decisions) -> None:
        super().__init__()
        self.asks, self.activation = asks, asks.activation()
        sizes = itertools.pairwise(asks.widths)
        self.convs = asks.found_by_torch([nn.Conv2d(*both, 3, padding=1) for both in sizes])
        self.pool = nn.MaxPool2d(2)
        shown = asks.without_places(torch.zeros(1, asks.widths[-1], 6, 6))  # the maps of an image of 12×12
        self.classes = nn.Linear(shown.numel(), 10)

    def forward(self, x: Tensor) -> Tensor:
        for position, layer in enumerate(self.convs):
            x = self.activation(layer(x))
            x = self.pool(x) if position == 0 else x
        z = self.classes(self.asks.flattened(self.asks.without_places(x)))
        return self.asks.handed_to_loss(self.asks.after_last_layer(z))


class InceptionMini(nn.Module):
    def __init__(self, asks: Decisions, c_in: int, c1: int, c3: int, c5: int, cp: int) -> None:
        super().__init__()
        self.asks = asks
        narrow = nn.Conv2d(c_in, c3, 1)
        another = asks.another(narrow)
        pooling = asks.branch_pooling()(3, *asks.stride_and_padding())
        branches = [
            nn.Conv2d(c_in, c1, 1),
            nn.Sequential(narrow, nn.ReLU(), nn.Conv2d(c3, c3, 3, padding=1)),
            nn.Sequential(another, nn.ReLU(), nn.Conv2d(c3, c5, 5, padding=2)),
            nn.Sequential(pooling, nn.Conv2d(c_in, cp, 1)),
        ]
        self.branches = asks.found_by_torch(branches)

    def forward(self, x: Tensor) -> Tensor:
        outs = [branch(x) for branch in self.branches]
        return torch.cat(self.asks.in_a_row(outs), dim=self.asks.axis_of_branches)
