"""Everything from PyTorch's own blocks, put together lazily: factories, forward hooks, subsets, running means."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Dataset, Subset

Loader = Iterable[tuple[Tensor, Tensor]]

Conv = partial(nn.Conv2d, padding="same")


def conv_block(c_in: int, c_out: int, kernel: Any = 3, pool: str | None = "max") -> nn.Sequential:
    layers: OrderedDict[str, nn.Module] = OrderedDict(
        conv=Conv(c_in, c_out, kernel, bias=False), shift=Shift(c_out), relu=nn.ReLU(inplace=True)
    )
    match pool:
        case "max":
            layers["pool"] = nn.MaxPool2d(2, 2)
        case "avg":
            layers["pool"] = nn.AvgPool2d(2, 2)
    return nn.Sequential(layers)


class Shift(nn.Module):
    """The bias of a convolution, as a layer."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.by = nn.Parameter(torch.zeros(channels, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.by


class MyConv2d(nn.Module):
    """One group at a time, as a matrix product each."""

    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Any, stride: Any = 1, padding: Any = 0,
        dilation: Any = 1, groups: int = 1, bias: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self.groups = groups
        self.unfold = nn.Unfold(kernel_size, dilation, padding, stride)
        kernel = np.broadcast_to(kernel_size, 2).tolist()
        self.weight = nn.Parameter(nn.init.xavier_uniform_(torch.empty(out_channels, in_channels // groups, *kernel)))
        self.bias = nn.Parameter(torch.randn(out_channels) / 10) if bias else None

    def forward(self, x: Tensor) -> Tensor:
        # The rows of the padded image on which a window can start
        p, d, s = (np.broadcast_to(v, 2) for v in (self.unfold.padding, self.unfold.dilation, self.unfold.stride))
        reach = d * (np.array(self.weight.shape[2:]) - 1)
        rows = len(range(0, x.shape[-2] + 2 * int(p[0]) - int(reach[0]), int(s[0])))
        outs = [
            torch.matmul(filters.flatten(1), self.unfold(part))
            for part, filters in zip(x.chunk(self.groups, 1), self.weight.chunk(self.groups), strict=True)
        ]
        out: Tensor = torch.cat(outs, 1).unflatten(2, (rows, -1))
        return out if self.bias is None else (out.movedim(1, -1) + self.bias).movedim(-1, 1)


class LeNet(nn.Sequential):
    def __init__(self) -> None:
        sizes = ((1, 6, 5), (6, 16, 5), (16, 120, 5))  # the last sees all of its 5×5 input: a dense layer
        convs = [[nn.Conv2d(*size), nn.Sigmoid(), nn.MaxPool2d(2)] for size in sizes]
        convs[2].pop()
        super().__init__(*chain(*convs), nn.Flatten(), nn.Linear(120, 84), nn.Sigmoid(), nn.Linear(84, 10))


class Pictures(Dataset[tuple[Tensor, Tensor]]):
    """Converts when asked, image by image."""

    def __init__(self, x: np.ndarray, y: np.ndarray) -> None:
        self.x, self.y = x, y

    def __len__(self) -> int:
        return len(self.y)

    def __getitem__(self, k: int) -> tuple[Tensor, Tensor]:
        image = torch.as_tensor(np.ascontiguousarray(self.x[k])).to(torch.float32)
        return (image if image.ndim == 3 else image[None]), torch.tensor(int(self.y[k]))


def make_loaders(
    x: np.ndarray, y: np.ndarray, test_size: float = 0.25, batch_size: int = 64, seed: int = 0
) -> tuple[DataLoader[Any], DataLoader[Any]]:
    y = np.asarray(y)
    luck = np.random.RandomState(seed)
    # Sorted by class, and by chance within a class: then the place within the class decides
    order = np.lexsort((luck.uniform(size=len(y)), y))
    _, first, count = np.unique(y[order], return_index=True, return_counts=True)
    place = np.arange(len(y)) - np.repeat(first, count)
    test = place < np.repeat(np.rint(test_size * count), count)
    data = Pictures(np.asarray(x), y)
    order_of_training = torch.Generator()
    order_of_training.manual_seed(int(luck.randint(2**31)))
    return (
        DataLoader(Subset(data, order[~test].tolist()), batch_size, shuffle=True, generator=order_of_training),
        DataLoader(Subset(data, order[test].tolist()), batch_size),
    )


class Mean:
    """A running mean of values with weights."""

    def __init__(self) -> None:
        self.value, self.weight = 0.0, 0

    def add(self, value: float, weight: int) -> None:
        self.weight += weight
        self.value += (value - self.value) * weight / self.weight


def train_epoch(
    model: nn.Module, loader: Loader, opt: torch.optim.Optimizer, loss_fn: Callable[[Tensor, Tensor], Tensor]
) -> float:
    mean = Mean()
    for x, y in loader:
        model.train()
        loss = loss_fn(model(x), y)
        mean.add(float(loss.detach()), len(x))
        loss.backward()
        opt.step()
        opt.zero_grad(set_to_none=True)
    return mean.value


class Measuring:
    """The model in eval mode without gradients, for the length of a `with`."""

    def __init__(self, model: nn.Module) -> None:
        self.model, self.was, self.quiet = model, model.training, torch.no_grad()

    def __enter__(self) -> nn.Module:
        self.quiet.__enter__()
        return self.model.eval()

    def __exit__(self, *failure: Any) -> None:
        self.quiet.__exit__(*failure)
        self.model.train(self.was)


def evaluate(model: nn.Module, loader: Loader) -> tuple[float, float]:
    loss, accuracy = Mean(), Mean()
    with Measuring(model) as frozen:
        for x, y in loader:
            log_p = frozen(x).double().log_softmax(1)
            loss.add(nn.functional.nll_loss(log_p, y).item(), len(y))
            accuracy.add(log_p.max(1).indices.eq(y).double().mean().item(), len(y))
    return loss.value, accuracy.value


class ShiftNet(nn.Sequential):
    """Strides instead of pooling, normalization, and the mean over all places of one map per class."""

    def __init__(self) -> None:
        sizes = [(1, 16, 1), (16, 24, 2), (24, 32, 1)]
        body = [(nn.Conv2d(a, b, 3, stride, 1, bias=False), nn.BatchNorm2d(b), nn.ReLU()) for a, b, stride in sizes]
        super().__init__(*chain(*body), nn.Dropout2d(0.05), nn.Conv2d(32, 10, 3, padding=1),
                         nn.AdaptiveAvgPool2d(1), nn.Flatten())  # fmt: skip


class InceptionMini(nn.Module):
    def __init__(self, c_in: int, c1: int = 8, c3: int = 8, c5: int = 8, cp: int = 8) -> None:
        super().__init__()
        self.branches = nn.ModuleDict(
            {
                "one": Conv(c_in, c1, 1),
                "three": nn.Sequential(Conv(c_in, 6, 1), nn.ReLU(), Conv(6, c3, 3, bias=False)),
                "five": nn.Sequential(Conv(c_in, 6, 1), nn.ReLU(), Conv(6, c5, 5, bias=False)),
                "pool": nn.Sequential(nn.MaxPool2d(3, 1, 1), Conv(c_in, cp, 1, bias=False)),
            }
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(torch.hstack([branch(x) for branch in self.branches.values()]))


class DesignNet(nn.Sequential):
    """Depthwise and pointwise convolutions, in blocks."""

    def __init__(self) -> None:
        super().__init__(
            self.block(1, 8, 3), nn.MaxPool2d(2),
            nn.Conv2d(8, 8, 3, padding="same", groups=8), self.block(8, 24, 1),
            nn.Conv2d(24, 24, 3, padding="same", groups=24), self.block(24, 24, 1),
            nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(24, 8),
        )  # fmt: skip

    @staticmethod
    def block(c_in: int, c_out: int, kernel: int) -> nn.Sequential:
        return nn.Sequential(Conv(c_in, c_out, kernel, bias=False), nn.BatchNorm2d(c_out), nn.ReLU())


def repair_me(
    model: nn.Module, images: np.ndarray, labels: np.ndarray, n_train: int, epochs: int = 5, lr: float = 0.1,
    batch_size: int = 16,
) -> tuple[list[float], float]:  # fmt: skip
    x = torch.stack([torch.stack([torch.tensor(image[..., c]) for c in range(image.shape[-1])]) for image in images])
    data = torch.utils.data.TensorDataset(x.float().div(255), torch.tensor(labels))
    train = DataLoader(Subset(data, range(n_train)), batch_size)
    test = DataLoader(Subset(data, range(n_train, len(data))), batch_size)
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    losses = [train_epoch(model, train, opt, nn.CrossEntropyLoss()) for _ in range(epochs)]
    return losses, evaluate(model, test)[1]
