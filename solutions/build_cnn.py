"""Reference solution of the topic "Build a CNN"."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, Literal

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

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
        maps: Tensor = out.unflatten(2, self._grid(x))
        return maps

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
        logits: Tensor = self.classifier(self.features(x).flatten(1))  # from axis 1: the batch stays
        return logits


def make_loaders(
    x: np.ndarray, y: np.ndarray, test_size: float = 0.25, batch_size: int = 64, seed: int = 0
) -> tuple[DataLoader[Any], DataLoader[Any]]:
    images = torch.tensor(np.asarray(x), dtype=torch.float32)
    if images.ndim == 3:
        images = images.unsqueeze(1)  # gray images have a channel axis too, of length one
    labels = torch.tensor(np.asarray(y), dtype=torch.int64)
    for_test = _stratified(labels, test_size, np.random.default_rng(seed))
    # A generator of its own: the order depends on the seed and on nothing that others draw.
    order = torch.Generator().manual_seed(seed)
    train = TensorDataset(images[~for_test], labels[~for_test])
    test = TensorDataset(images[for_test], labels[for_test])
    return DataLoader(train, batch_size, shuffle=True, generator=order), DataLoader(test, batch_size)


def _stratified(labels: Tensor, share: float, rng: np.random.Generator) -> Tensor:
    """Which samples are for the test: the same share of every class."""
    chosen = torch.zeros(len(labels), dtype=torch.bool)
    for label in labels.unique():
        members = rng.permutation(torch.nonzero(labels == label).flatten().numpy())
        chosen[members[: round(share * len(members))]] = True
    return chosen


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


class ShiftNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(),
            nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(),
        )  # fmt: skip
        self.classes = nn.Linear(32, 10)

    def forward(self, x: Tensor) -> Tensor:
        # The largest answer of each filter, wherever it was: moving the digit does not change it, nor does the size.
        logits: Tensor = self.classes(self.features(x).amax(dim=(2, 3)))
        return logits


class InceptionMini(nn.Module):
    def __init__(self, c_in: int, c1: int = 8, c3: int = 8, c5: int = 8, cp: int = 8) -> None:
        super().__init__()
        # The 1×1 in front makes the wide window cheap; the one behind the pooling only mixes channels.
        self.branches = nn.ModuleList(
            [
                nn.Sequential(nn.Conv2d(c_in, c1, 1), nn.ReLU()),
                nn.Sequential(nn.Conv2d(c_in, c3, 1), nn.ReLU(), nn.Conv2d(c3, c3, 3, padding=1), nn.ReLU()),
                nn.Sequential(nn.Conv2d(c_in, c5, 1), nn.ReLU(), nn.Conv2d(c5, c5, 5, padding=2), nn.ReLU()),
                nn.Sequential(nn.MaxPool2d(3, stride=1, padding=1), nn.Conv2d(c_in, cp, 1), nn.ReLU()),
            ]
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([branch(x) for branch in self.branches], dim=1)


def repair_me(
    model: nn.Module, images: np.ndarray, labels: np.ndarray, n_train: int,
    epochs: int = 5, lr: float = 0.1, batch_size: int = 16,
) -> tuple[list[float], float]:  # fmt: skip
    # Channels last become channels first by turning the axes; reshape keeps the order in memory and mixes the colours.
    x = torch.tensor(images, dtype=torch.float32).permute(0, 3, 1, 2)
    x = x / 255  # before the split, so that training and test cannot differ
    y = torch.tensor(labels, dtype=torch.int64)
    x_train, y_train = x[:n_train], y[:n_train]
    x_test, y_test = x[n_train:], y[n_train:]
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        model.train()
        total = 0.0
        for xb, yb in zip(x_train.split(batch_size), y_train.split(batch_size), strict=True):
            opt.zero_grad()  # else a step is taken with the sum of all gradients so far
            loss = functional.cross_entropy(model(xb), yb)  # the loss applies the softmax itself
            loss.backward()
            opt.step()
            total += loss.item() * len(xb)
        losses.append(total / n_train)
    model.eval()  # no dropout, no statistics of the batch
    with torch.no_grad():
        hits = int((model(x_test).argmax(dim=1) == y_test).sum())
    return losses, hits / len(y_test)


class DesignNet(nn.Sequential):
    def __init__(self) -> None:
        super().__init__(
            # Few filters where the map is large: 256 places · 9 · 8 are 18,432 multiply-accumulates.
            nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
            # More of them where 64 places are left: 64 · 72 · 20 are 92,160.
            nn.Conv2d(8, 20, 3, padding=1), nn.BatchNorm2d(20), nn.ReLU(),
            # What was seen and not where: the left half teaches the right one.
            nn.AdaptiveMaxPool2d(1), nn.Flatten(),
            nn.Linear(20, 8),
        )  # fmt: skip


def _pair(value: Pair) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])
