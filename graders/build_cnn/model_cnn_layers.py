"""conv_block, MyConv2d and LeNet as somebody would write them who holds some misconceptions."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional

Ids = frozenset[str]
Pair = int | tuple[int, int]


def pair(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])


def conv_block(ids: Ids) -> Callable[..., nn.Sequential] | None:
    if ids >= {"CNN-21", "CNN-24"}:
        return None  # two ideas of the same padding

    def block(c_in: int, c_out: int, kernel: Pair = 3, pool: str | None = "max") -> nn.Sequential:
        kh, kw = pair(kernel)
        pads = (kw - 1) // 2, kw // 2, (kh - 1) // 2, kh // 2
        if "CNN-21" in ids:
            pads = 1, 1, 1, 1
        if "CNN-24" in ids:
            pads = (kw - 1) // 2, (kw - 1) // 2, (kh - 1) // 2, (kh - 1) // 2
        start = [nn.ZeroPad2d(pads), nn.Conv2d(c_in, c_out, (kh, kw))]
        relu = [] if "CNN-9" in ids else [nn.ReLU()]
        average = pool == "avg" and "CNN-23" not in ids
        pooling = [] if pool is None else [nn.AvgPool2d(2) if average else nn.MaxPool2d(2)]
        end = [*pooling, *relu] if "CNN-22" in ids else [*relu, *pooling]
        return nn.Sequential(*start, *end)

    return block


class MyConv2d(nn.Module):
    """Shared by all: what differs is asked by name."""

    ids: Ids = frozenset()

    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Pair, stride: Pair = 1, padding: Pair = 0,
        dilation: Pair = 1, groups: int = 1, bias: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self.kernel, self.stride, self.padding = pair(kernel_size), pair(stride), pair(padding)
        self.dilation = (1, 1) if "CNN-27" in self.ids else pair(dilation)
        if "CNN-25" in self.ids:
            self.stride, self.padding = (self.stride[0],) * 2, (self.padding[0],) * 2
        self.groups = groups
        self.shape = (out_channels, in_channels // groups, *self.kernel)
        weight = 0.1 * torch.randn(self.shape)
        self.weight = nn.Parameter(weight.flatten(1) if "CNN-28" in self.ids else weight)
        keeps_bias = bias or "CNN-31" in self.ids
        self.bias = nn.Parameter(torch.zeros(out_channels)) if keeps_bias else None

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight.reshape(self.shape)
        if "CNN-29" in self.ids:
            weight = weight.detach()
        if "CNN-30" in self.ids:
            weight = weight.flip(2, 3)
        parts = x.chunk(self.groups, dim=1)
        if "CNN-26" in self.ids:
            parts = parts[:1] * self.groups
        outs = []
        for part, filters in zip(parts, weight.chunk(self.groups), strict=True):
            columns = functional.unfold(part, self.kernel, self.dilation, self.padding, self.stride)
            outs.append(filters.flatten(1) @ columns)
        out = torch.cat(outs, dim=1)
        if self.bias is not None:
            out = out + self.bias[:, None]
        return out.reshape(len(x), self.shape[0], *self.grid(x))

    def grid(self, x: Tensor) -> list[int]:
        values = zip(x.shape[2:], self.kernel, self.stride, self.padding, self.dilation, strict=True)
        return [(size + 2 * p - d * (k - 1) - 1) // s + 1 for size, k, s, p, d in values]


def my_conv2d(ids: Ids) -> type[nn.Module]:
    return type("MyConv2d", (MyConv2d,), {"ids": ids})


class LeNet(nn.Module):
    ids: Ids = frozenset()

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Conv2d(1, 6, 5), nn.Conv2d(6, 16, 5)
        flat = 16 * (7 * 7 if "CNN-8" in self.ids else 5 * 5)
        dense = [nn.Linear(flat, 120), nn.Linear(120, 84), nn.Linear(84, 10)]
        self.dense = dense if "CNN-11" in self.ids else nn.ModuleList(dense)

    def act(self, x: Tensor) -> Tensor:
        return x if "CNN-9" in self.ids else x.relu()

    def flattened(self, x: Tensor) -> Tensor:
        if "CNN-7" in self.ids:
            x = x.permute(0, 2, 3, 1)
        if "CNN-4" in self.ids:
            return x.flatten()
        if "CNN-5" in self.ids:
            return x.reshape(4, 400)
        return x.flatten(1).squeeze() if "CNN-6" in self.ids else x.flatten(1)

    def forward(self, x: Tensor) -> Tensor:
        x = functional.max_pool2d(self.act(self.first(x)), 2)
        x = self.flattened(functional.max_pool2d(self.act(self.second(x)), 2))
        for layer in self.dense[:-1]:
            x = self.act(layer(x))
        x = self.dense[-1](x)
        if "CNN-10" in self.ids:
            x = x.relu()
        return x.softmax(dim=-1) if "CNN-1" in self.ids else x


def lenet(ids: Ids) -> type[nn.Module]:
    return type("LeNet", (LeNet,), {"ids": ids})
