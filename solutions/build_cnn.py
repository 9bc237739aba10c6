"""Reference solution of the topic "Build a CNN"."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

Pair = int | tuple[int, int]
Loader = Iterable[tuple[Tensor, Tensor]]

POOLS: dict[str | None, list[type[nn.Module]]] = {"max": [nn.MaxPool2d], "avg": [nn.AvgPool2d], None: []}


def conv_block(c_in: int, c_out: int, kernel: Pair = 3, pool: Literal["max", "avg"] | None = "max") -> nn.Sequential:
    # "same" is k - 1 zeros per axis in all, so it holds for even and rectangular kernels too.
    convolution = nn.Conv2d(c_in, c_out, kernel, padding="same")
    # ReLU before pooling: an average of rectified values is not the rectified average.
    return nn.Sequential(convolution, nn.ReLU(), *(kind(2) for kind in POOLS[pool]))


class MyConv2d(nn.Module):
    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Pair,
        stride: Pair = 1,
        padding: Pair = 0,
        dilation: Pair = 1,
        groups: int = 1,
        bias: bool = True,
    ) -> None:
        super().__init__()
        self.kernel, self.stride = _pair(kernel_size), _pair(stride)
        self.padding, self.dilation = _pair(padding), _pair(dilation)
        self.groups = groups
        # A filter of a group sees the channels of its own group only.
        self.weight = nn.Parameter(torch.empty(out_channels, in_channels // groups, *self.kernel))
        # Assigning None still registers the name; it just puts nothing into the state_dict.
        self.bias = nn.Parameter(torch.empty(out_channels)) if bias else None
        self._initialise()

    def _initialise(self) -> None:
        # nn.Conv2d's range: it keeps the size of the activations about constant through the layers.
        bound = 1 / math.sqrt(self.weight[0].numel())
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -bound, bound)

    def forward(self, x: Tensor) -> Tensor:
        columns = functional.unfold(x, self.kernel, self.dilation, self.padding, self.stride)  # (N, C·kh·kw, L)
        # Channels come first among the rows, so consecutive rows belong to one group.
        by_group = columns.unflatten(1, (self.groups, -1))  # (N, g, C/g·kh·kw, L)
        filters = self.weight.flatten(1).unflatten(0, (self.groups, -1))  # (g, F/g, C/g·kh·kw)
        out = (filters @ by_group).flatten(1, 2)  # (N, F, L)
        if self.bias is not None:
            out = out + self.bias[:, None]
        return out.unflatten(2, self._grid(x))

    def _grid(self, x: Tensor) -> tuple[int, int]:
        rows, columns = (
            (size + 2 * p - d * (k - 1) - 1) // s + 1
            for size, k, s, p, d in zip(
                x.shape[-2:], self.kernel, self.stride, self.padding, self.dilation, strict=True
            )
        )
        return rows, columns


class LeNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2),  # 32 -> 28 -> 14
            nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),  # 14 -> 10 -> 5
        )  # fmt: skip
        self.classifier = nn.Sequential(
            nn.Linear(16 * 5 * 5, 120), nn.ReLU(),
            nn.Linear(120, 84), nn.ReLU(),
            nn.Linear(84, 10),  # logits: the loss applies the softmax
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.features(x).flatten(1))  # from axis 1: the batch stays


def train_epoch(
    model: nn.Module,
    loader: Loader,
    opt: torch.optim.Optimizer,
    loss_fn: Callable[[Tensor, Tensor], Tensor],
) -> float:
    model.train()
    total, samples = 0.0, 0
    for x, y in loader:
        opt.zero_grad()  # backward adds to what is there
        loss = loss_fn(model(x), y)
        loss.backward()
        opt.step()
        total += loss.item() * len(x)  # undo the mean over the batch: the last one may be smaller
        samples += len(x)
    return total / samples


@torch.no_grad()
def evaluate(model: nn.Module, loader: Loader) -> tuple[float, float]:
    was_training = model.training
    model.eval()
    loss, hits, samples = 0.0, 0, 0
    for x, y in loader:
        logits = model(x)
        loss += functional.cross_entropy(logits, y, reduction="sum").item()
        hits += int((logits.argmax(dim=1) == y).sum())
        samples += len(y)
    model.train(was_training)
    return loss / samples, hits / samples


def _pair(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])
