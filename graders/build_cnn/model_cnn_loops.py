"""make_loaders, train_epoch, evaluate and repair_me as somebody would write them who holds some misconceptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

Ids = frozenset[str]
Loader = Iterable[tuple[Tensor, Tensor]]


def make_loaders(ids: Ids) -> Callable[..., tuple[DataLoader, DataLoader]] | None:
    if ids >= {"CNN-18", "CNN-20"}:
        return None  # one scales the training only, the other everything

    def loaders(
        x: np.ndarray, y: np.ndarray, test_size: float = 0.25, batch_size: int = 64, seed: int = 0
    ) -> tuple[DataLoader, DataLoader]:
        images = torch.tensor(np.asarray(x), dtype=torch.float32)
        if images.ndim == 3:
            images = images.unsqueeze(3 if "CNN-7" in ids else 1)
        labels = torch.tensor(np.asarray(y), dtype=torch.float32 if "CNN-13" in ids else torch.int64)
        test, train = chosen(ids, np.asarray(y), test_size, seed)
        top = images.max()
        seen = images[train] / top if ids & {"CNN-18", "CNN-20"} else images[train]
        unseen = images[test] / top if "CNN-20" in ids else images[test]
        order = None if "CNN-42" in ids else torch.Generator().manual_seed(seed)
        settings: dict[str, Any] = {"batch_size": batch_size, "drop_last": "CNN-39" in ids, "generator": order}
        return (
            DataLoader(TensorDataset(seen, labels[train]), shuffle="CNN-40" not in ids, **settings),
            DataLoader(TensorDataset(unseen, labels[test]), shuffle="CNN-41" in ids, **settings),
        )

    return loaders


def chosen(ids: Ids, y: np.ndarray, test_size: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the images for the test, and of those for the training."""
    # Whatever random numbers are at hand: the global ones, so that the same run can be had again
    rng = np.random.default_rng(int(np.random.randint(1 << 30)) if "CNN-17c" in ids else seed)
    order = rng.permutation(len(y))
    if "CNN-17b" in ids:
        test = order[: round(test_size * len(y))]
    else:
        members = [order[y[order] == label] for label in np.unique(y)]
        test = np.concatenate([part[: round(test_size * len(part))] for part in members])
    if "CNN-17a" in ids:
        return test, order
    return test, np.setdiff1d(order, test)


def train_epoch(ids: Ids) -> Callable[..., float] | None:
    if ids >= {"CNN-15", "CNN-45"}:
        return None  # two ideas of what to return

    def train(model: nn.Module, loader: Loader, opt: torch.optim.Optimizer, loss_fn: Callable[..., Tensor]) -> float:
        if "CNN-3b" not in ids:
            model.train()
        losses, sizes = [], []
        for x, y in loader:
            if "CNN-2" not in ids:
                opt.zero_grad()
            out = model(x).softmax(dim=1) if "CNN-1" in ids else model(x)
            loss = functional.cross_entropy(out, y) if "CNN-44" in ids else loss_fn(out, y)
            loss.backward()
            if "CNN-16" not in ids:
                opt.step()
            losses.append(loss.detach())
            sizes.append(1 if "CNN-15" in ids else len(x))
        mean = sum(a * n for a, n in zip(losses, sizes, strict=True)) / sum(sizes)
        result = losses[-1] if "CNN-45" in ids else mean
        return result if "CNN-43" in ids else float(result)

    return train


def evaluate(ids: Ids) -> Callable[..., tuple[float, float]]:
    def measure(model: nn.Module, loader: Loader) -> tuple[float, float]:
        was = model.training
        if "CNN-3a" not in ids:
            model.eval()
        losses, hits, sizes = [], [], []
        with torch.set_grad_enabled("CNN-19" in ids):
            for x, y in loader:
                out = model(x)
                given = out.softmax(dim=1) if "CNN-1" in ids else out
                losses.append(functional.cross_entropy(given, y.float() if "CNN-13" in ids else y))
                hits.append((out.argmax(dim=1, keepdim="CNN-14" in ids) == y).double().mean())
                sizes.append(1 if "CNN-15" in ids else len(x))
        if "CNN-46" not in ids:
            model.train(was)
        means = [sum(a * n for a, n in zip(part, sizes, strict=True)) / sum(sizes) for part in (losses, hits)]
        return tuple(means if "CNN-43" in ids else map(float, means))

    return measure


def descend(model: nn.Module, lr: float, reset: bool) -> None:
    """One step of gradient descent. PyTorch's own optimisers take seconds to be loaded."""
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.grad is not None:
                parameter -= lr * parameter.grad
                parameter.grad = None if reset else parameter.grad


def repair_me(ids: Ids) -> Callable[..., tuple[list[float], float]]:
    def script(
        model: nn.Module, images: np.ndarray, labels: np.ndarray, n_train: int,
        epochs: int = 5, lr: float = 0.1, batch_size: int = 16,
    ) -> tuple[list[float], float]:  # fmt: skip
        if "CNN-7" in ids:
            n, h, w, c = images.shape
            images = images.reshape(n, c, h, w)
        else:
            images = np.moveaxis(images, 3, 1)
        x, y = torch.from_numpy(images.astype(np.float32)), torch.from_numpy(np.asarray(labels).astype(np.int64))
        seen, unseen = x[:n_train] / 255, x[n_train:] / (1 if "CNN-18" in ids else 255)
        losses = []
        for _ in range(epochs):
            model.train()
            total = 0.0
            for start in range(0, n_train, batch_size):
                xb, yb = seen[start : start + batch_size], y[:n_train][start : start + batch_size]
                out = model(xb).softmax(dim=1) if "CNN-1" in ids else model(xb)
                loss = functional.cross_entropy(out, yb)
                loss.backward()
                descend(model, lr, reset="CNN-2" not in ids)
                total += float(loss.detach()) * len(xb)
            losses.append(total / n_train)
        if "CNN-3a" not in ids:
            model.eval()
        with torch.no_grad():
            return losses, float((model(unseen).argmax(dim=1) == y[n_train:]).double().mean())

    return script
