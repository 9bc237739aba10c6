"""Every exercise right, one decision a method. What somebody decides otherwise is in `misconceptions/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

from . import block_layers, networks
from .conv_layers import MyConv2d
from .inception_layers import InceptionMini
from .lenet_layers import LeNet
from .pairs import Pair
from .shift_layers import ShiftNet

Batches = Iterable[tuple[Tensor, Tensor]]
Loader = DataLoader[tuple[Tensor, ...]]


class Model(networks.Decisions):
    # What layers and networks decide stands in networks.py, beside the layers that ask

    def conv_block(self, c_in: int, c_out: int, kernel: Pair = 3, pool: str | None = "max") -> Any:
        return block_layers.conv_block(self, c_in, c_out, kernel, pool)

    def MyConv2d(  # noqa: N802  # as the exercise is called
        self, in_channels: int, out_channels: int, kernel_size: Pair, stride: Pair = 1, padding: Pair = 0,
        dilation: Pair = 1, groups: int = 1, bias: bool = True,
    ) -> nn.Module:  # fmt: skip
        channels, windows = (in_channels, out_channels), (kernel_size, stride, padding, dilation)
        return MyConv2d(self, channels, windows, groups, bias)

    def LeNet(self) -> nn.Module:  # noqa: N802  # as the exercise is called
        return LeNet(self)

    def ShiftNet(self) -> nn.Module:  # noqa: N802  # as the exercise is called
        return ShiftNet(self)

    def InceptionMini(  # noqa: N802  # as the exercise is called
        self, c_in: int, c1: int = 8, c3: int = 8, c5: int = 8, cp: int = 8
    ) -> nn.Module:
        return InceptionMini(self, c_in, c1, c3, c5, cp)

    # make_loaders

    drops_the_rest = False
    shuffles_training = True
    shuffles_test = False
    place_of_channels = 1

    def class_numbers(self, y: Tensor) -> Tensor:
        return y.long()

    def pixels_of_training(self, images: Tensor, _largest: Tensor) -> Tensor:
        return images

    def pixels_of_test(self, images: Tensor, _largest: Tensor) -> Tensor:
        return images

    def chance_of_split(self, seed: int) -> np.random.Generator:
        return np.random.default_rng(seed)

    def chance_of_order(self, seed: int) -> torch.Generator | None:
        return torch.Generator().manual_seed(seed)

    def for_test(self, shuffled: np.ndarray, y: np.ndarray, share: float) -> np.ndarray:
        members = [shuffled[y[shuffled] == label] for label in np.unique(y)]
        return np.concatenate([part[: round(share * len(part))] for part in members])

    def for_training(self, shuffled: np.ndarray, test: np.ndarray) -> np.ndarray:
        return np.setdiff1d(shuffled, test)

    def make_loaders(
        self, x: np.ndarray, y: np.ndarray, test_size: float = 0.25, batch_size: int = 64, seed: int = 0
    ) -> tuple[Loader, Loader]:
        images, labels = torch.tensor(np.asarray(x), dtype=torch.float32), np.asarray(y)
        images = images.unsqueeze(self.place_of_channels) if images.ndim == 3 else images
        shuffled = self.chance_of_split(seed).permutation(len(labels))
        test = self.for_test(shuffled, labels, test_size)
        train = self.for_training(shuffled, test)
        numbers, largest, order = self.class_numbers(torch.tensor(labels)), images.max(), self.chance_of_order(seed)

        def loader(pixels: Tensor, chosen: np.ndarray, shuffle: bool) -> Loader:
            data = TensorDataset(pixels, numbers[chosen])
            return DataLoader(data, batch_size, shuffle, drop_last=self.drops_the_rest, generator=order)

        return (
            loader(self.pixels_of_training(images[train], largest), train, self.shuffles_training),
            loader(self.pixels_of_test(images[test], largest), test, self.shuffles_test),
        )

    # train_epoch, evaluate and repair_me

    resets_gradients = True
    takes_steps = True
    records_a_graph = False  # while it measures
    keeps_an_axis = False  # of length one, behind the predictions

    def before_training(self, model: nn.Module) -> None:
        model.train()

    def before_measuring(self, model: nn.Module) -> None:
        model.eval()

    def after_measuring(self, model: nn.Module, was_training: bool) -> None:
        model.train(was_training)

    def loss_of(self, given: Callable[..., Tensor]) -> Callable[..., Tensor]:
        return given

    def mean(self, values: Sequence[Tensor], samples: Sequence[int]) -> Tensor:
        """Of one value for each batch of so many samples."""
        return torch.as_tensor(sum(a * n for a, n in zip(values, samples, strict=True)) / sum(samples))

    def as_result(self, value: Tensor) -> float | Tensor:
        return float(value)

    def train_epoch(
        self, model: nn.Module, loader: Batches, opt: torch.optim.Optimizer, loss_fn: Callable[..., Tensor]
    ) -> float | Tensor:
        self.before_training(model)
        losses, samples = [], []
        for x, y in loader:
            if self.resets_gradients:
                opt.zero_grad()
            loss = self.loss_of(loss_fn)(self.handed_to_loss(model(x)), y)
            loss.backward()
            if self.takes_steps:
                opt.step()
            losses.append(loss.detach())
            samples.append(len(x))
        return self.as_result(self.mean(losses, samples))

    def evaluate(self, model: nn.Module, loader: Batches) -> tuple[float | Tensor, ...]:
        was_training = model.training
        self.before_measuring(model)
        losses, hits, samples = [], [], []
        with torch.set_grad_enabled(self.records_a_graph):
            for x, y in loader:
                out = model(x)
                losses.append(functional.cross_entropy(self.handed_to_loss(out), self.class_numbers(y)))
                hits.append((out.argmax(dim=1, keepdim=self.keeps_an_axis) == y).double().mean())
                samples.append(len(x))
        self.after_measuring(model, was_training)
        return tuple(self.as_result(self.mean(values, samples)) for values in (losses, hits))

    def channels_first(self, images: np.ndarray) -> np.ndarray:
        return np.moveaxis(images, 3, 1)

    def scaled_for_test(self, x: Tensor) -> Tensor:
        return x / 255

    def repair_me(
        self, model: nn.Module, images: np.ndarray, labels: np.ndarray, n_train: int,
        epochs: int = 5, lr: float = 0.1, batch_size: int = 16,
    ) -> tuple[list[float], float]:  # fmt: skip
        x = torch.from_numpy(self.channels_first(images).astype(np.float32))
        y = torch.from_numpy(np.asarray(labels).astype(np.int64))
        parts = [torch.split(part, batch_size) for part in (x[:n_train] / 255, y[:n_train])]
        losses = []
        for _ in range(epochs):
            model.train()
            total = 0.0
            for xb, yb in zip(*parts, strict=True):
                loss = functional.cross_entropy(self.handed_to_loss(model(xb)), yb)
                loss.backward()
                self.descend(model, lr)
                total += float(loss.detach()) * len(xb)
            losses.append(total / n_train)
        self.before_measuring(model)
        with torch.no_grad():
            hits = model(self.scaled_for_test(x[n_train:])).argmax(dim=1) == y[n_train:]
        return losses, float(hits.double().mean())

    def descend(self, model: nn.Module, lr: float) -> None:
        """One step of gradient descent. PyTorch's own optimizers take seconds to be loaded."""
        with torch.no_grad():
            for parameter in model.parameters():
                if parameter.grad is not None:
                    parameter.sub_(lr * parameter.grad)
                    parameter.grad = None if self.resets_gradients else parameter.grad
