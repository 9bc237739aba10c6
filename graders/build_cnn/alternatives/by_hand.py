"""Parameters by hand and sums over shifted images: a convolution adds one slice of the image for each kernel entry."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, SubsetRandomSampler, TensorDataset

Loader = Iterable[tuple[Tensor, Tensor]]


def two(value: Any) -> tuple[int, ...]:
    return tuple(value) if hasattr(value, "__len__") else (value, value)


def weights(*shape: int) -> nn.Parameter:
    bound = 1 / math.sqrt(math.prod(shape[1:]))
    return nn.Parameter(torch.empty(shape).uniform_(-bound, bound))


def correlate(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """Stride 1, zeros around the image, size kept."""
    kh, kw = weight.shape[2:]
    h, w = x.shape[2:]
    x = functional.pad(x, (kw // 2, (kw - 1) // 2, kh // 2, (kh - 1) // 2))
    out = torch.zeros(())
    for i in range(kh):
        for j in range(kw):
            out = out + torch.einsum("fc,nchw->nfhw", weight[:, :, i, j], x[:, :, i : i + h, j : j + w])
    return out if bias is None else out + bias.view(-1, 1, 1)


def largest_of_four(x: Tensor) -> Tensor:
    h, w = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
    top = torch.maximum(x[:, :, 0:h:2, 0:w:2], x[:, :, 0:h:2, 1:w:2])
    return torch.maximum(top, torch.maximum(x[:, :, 1:h:2, 0:w:2], x[:, :, 1:h:2, 1:w:2]))


class Conv(nn.Module):
    def __init__(self, c_in: int, c_out: int, kernel: Any) -> None:
        super().__init__()
        self.weight, self.bias = weights(c_out, c_in, *two(kernel)), nn.Parameter(torch.zeros(c_out))

    def forward(self, x: Tensor) -> Tensor:
        return correlate(x, self.weight, self.bias)


class Call(nn.Module):
    def __init__(self, function: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.function = function

    def forward(self, x: Tensor) -> Tensor:
        return self.function(x)


def conv_block(c_in: int, c_out: int, kernel: Any = 3, pool: str | None = "max") -> nn.Sequential:
    block = nn.Sequential(Conv(c_in, c_out, kernel), Call(lambda x: x * (x > 0)))
    if pool is not None:
        block.append(Call(largest_of_four if pool == "max" else lambda x: functional.avg_pool2d(x, 2)))
    return block


class MyConv2d(nn.Module):
    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Any, stride: Any = 1, padding: Any = 0,
        dilation: Any = 1, groups: int = 1, bias: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self.settings = {"dilation": two(dilation), "padding": two(padding), "stride": two(stride)}
        self.groups = groups
        self.weight = weights(out_channels, in_channels // groups, *two(kernel_size))
        self.bias: nn.Parameter | None
        self.register_parameter("bias", nn.Parameter(torch.zeros(out_channels)) if bias else None)

    def forward(self, x: Tensor) -> Tensor:
        size = self.weight.shape[2:]
        # How many positions there are is what is left of a line of numbers, cut into windows
        rows, columns = (
            len(torch.arange(n + 2 * p).unfold(0, d * (k - 1) + 1, s))
            for n, k, d, p, s in zip(x.shape[2:], size, *self.settings.values(), strict=True)
        )
        windows = functional.unfold(x, size, **self.settings).view(len(x), self.groups, -1, rows, columns)
        filters = self.weight.view(self.groups, len(self.weight) // self.groups, -1)
        out = torch.einsum("gfk,ngkrc->ngfrc", filters, windows).flatten(1, 2)
        return out if self.bias is None else out + self.bias.view(1, -1, 1, 1)


class LeNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        shapes = [(6, 1, 5, 5), (16, 6, 5, 5), (120, 400), (84, 120), (10, 84)]
        self.weights = nn.ParameterList([weights(*shape) for shape in shapes])
        self.biases = nn.ParameterList([nn.Parameter(torch.zeros(shape[0])) for shape in shapes])

    def forward(self, x: Tensor) -> Tensor:
        for k, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            if k < 2:
                x = functional.avg_pool2d(functional.conv2d(x, weight, bias).tanh(), 2)
            else:
                x = x.reshape(x.shape[0], -1) @ weight.T + bias
                x = x.tanh() if k < 4 else x
        return x


def make_loaders(
    x: np.ndarray, y: np.ndarray, test_size: float = 0.25, batch_size: int = 64, seed: int = 0
) -> tuple[DataLoader[Any], DataLoader[Any]]:
    images, labels = np.array(x, np.float32), np.array(y, np.int64)
    n, *channels = images.shape[:-2]
    data = TensorDataset(
        torch.from_numpy(images.reshape(n, *(channels or [1]), *images.shape[-2:])), torch.from_numpy(labels)
    )
    luck = torch.Generator()
    luck.manual_seed(seed)
    # Shuffle once, then count within each class: the first so many of each are the test
    seen, train, test = dict[int, int](), list[int](), list[int]()
    for k in torch.randperm(n, generator=luck).tolist():
        label = int(labels[k])
        seen[label] = seen.get(label, 0) + 1
        (test if seen[label] <= math.floor(test_size * (labels == label).sum() + 0.5) else train).append(k)
    chance = SubsetRandomSampler(train, generator=luck)
    return DataLoader(data, batch_size, sampler=chance), DataLoader(data, batch_size, sampler=sorted(test))


def train_epoch(
    model: nn.Module, loader: Loader, opt: torch.optim.Optimizer, loss_fn: Callable[[Tensor, Tensor], Tensor]
) -> float:
    model.train()
    seen = []
    for x, y in loader:
        loss = loss_fn(model(x), y)
        for parameter in model.parameters():
            parameter.grad = None
        loss.backward()
        opt.step()
        seen += [loss.item()] * len(y)
    return math.fsum(seen) / len(seen)


def evaluate(model: nn.Module, loader: Loader) -> tuple[float, float]:
    was = model.training
    model.train(False)
    try:
        with torch.inference_mode():
            parts = [(model(x), y) for x, y in loader]
    finally:
        model.train(was)
    z, y = (torch.cat(part) for part in zip(*parts, strict=True))
    loss = (z.logsumexp(1) - z[torch.arange(len(z)), y]).mean()
    return loss.item(), (z.argmax(1) == y).float().mean().item()


class ShiftNet(nn.Module):
    """Two wide layers and the mean of the strongest places."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two, self.out = weights(20, 1, 5, 5), weights(24, 20, 5, 5), weights(10, 24)
        self.a, self.b, self.c = (nn.Parameter(torch.zeros(n)) for n in (20, 24, 10))

    def forward(self, x: Tensor) -> Tensor:
        x = functional.max_pool2d(functional.conv2d(x, self.one, self.a, padding=2).tanh(), 2)
        x = functional.conv2d(x, self.two, self.b, padding=2).tanh()
        return functional.linear(functional.adaptive_max_pool2d(x, 1).flatten(1), self.out, self.c)


class InceptionMini(nn.Module):
    def __init__(self, c_in: int, c1: int = 8, c3: int = 8, c5: int = 8, cp: int = 8) -> None:
        super().__init__()
        self.one, self.last = weights(c1, c_in, 1, 1), weights(cp, c_in, 1, 1)
        self.three = nn.ParameterList([weights(4, c_in, 1, 1), weights(c3, 4, 3, 3)])
        self.five = nn.ParameterList([weights(4, c_in, 1, 1), weights(c5, 4, 5, 5)])

    def forward(self, x: Tensor) -> Tensor:
        wide = functional.pad(x, (1, 1, 1, 1), value=-math.inf).unfold(2, 3, 1).unfold(3, 3, 1)
        parts = [correlate(x, self.one)]
        parts += [correlate(correlate(x, first), second) for first, second in (self.three, self.five)]
        return torch.cat([*parts, correlate(wide.amax((4, 5)), self.last)], 1)


def DesignNet() -> nn.Sequential:  # noqa: N802  # as the exercise is called
    """Wide windows that see a whole shape in two layers, and no normalization."""
    return nn.Sequential(
        nn.Conv2d(1, 8, (5, 5), padding=2), nn.LeakyReLU(), nn.MaxPool2d(2, 2),
        nn.Conv2d(8, 15, 3, padding=1), nn.LeakyReLU(),
        nn.AdaptiveMaxPool2d((1, 1)), nn.Flatten(), nn.Linear(15, 8),
    )  # fmt: skip


def repair_me(
    model: nn.Module, images: np.ndarray, labels: np.ndarray, n_train: int, epochs: int = 5, lr: float = 0.1,
    batch_size: int = 16,
) -> tuple[list[float], float]:  # fmt: skip
    x = torch.einsum("nhwc->nchw", torch.tensor(images, dtype=torch.float32) / 255)
    batches = list(
        zip(*(part.split(batch_size) for part in (x[:n_train], torch.tensor(labels)[:n_train])), strict=True)
    )
    opt = torch.optim.SGD(model.parameters(), lr)
    losses = [train_epoch(model, batches, opt, functional.cross_entropy) for _ in range(epochs)]
    return losses, evaluate(model, [(x[n_train:], torch.tensor(labels)[n_train:])])[1]
