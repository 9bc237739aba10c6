"""Every exercise right, one decision a method. What somebody decides otherwise is in `misconceptions/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from . import block_layers
from .conv_layers import MyConv2d
from .design_layers import DesignNet
from .inception_layers import InceptionMini
from .lenet_layers import LeNet
from .loading import Loading
from .loops import Loops
from .pairs import Pair
from .shift_layers import ShiftNet


class Model(Loading, Loops):
    # What layers and networks decide stands in networks.py, beside the layers that ask; loading.py has make_loaders,
    # loops.py train_epoch and evaluate

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

    def DesignNet(self) -> nn.Module:  # noqa: N802  # as the exercise is called
        return DesignNet(self)

    def InceptionMini(  # noqa: N802  # as the exercise is called
        self, c_in: int, c1: int = 8, c3: int = 8, c5: int = 8, cp: int = 8
    ) -> nn.Module:
        return InceptionMini(self, c_in, c1, c3, c5, cp)

    # repair_me, whose training and measuring decide what the loops do

    def channels_first(self, images: np.ndarray) -> np.ndarray:
        return np.moveaxis(images, 3, 1)

    def scaled_for_training(self, x: Tensor) -> Tensor:
        return x / 255

    def scaled_for_test(self, x: Tensor) -> Tensor:
        return x / 255

    def repair_me(
        self, model: nn.Module, images: np.ndarray, labels: np.ndarray, n_train: int,
        epochs: int = 5, lr: float = 0.1, batch_size: int = 16,
    ) -> tuple[list[float], float]:  # fmt: skip
        x = torch.from_numpy(self.channels_first(images).astype(np.float32))
        y = torch.from_numpy(np.asarray(labels).astype(np.int64))
        parts = [torch.split(part, batch_size) for part in (self.scaled_for_training(x[:n_train]), y[:n_train])]
        opt, losses = Descent(model, lr), []
        for _ in range(epochs):
            self.before_training(model)
            self.at_the_start(opt)
            total = 0.0
            for xb, yb in zip(*parts, strict=True):
                self.reset(opt)
                loss = functional.cross_entropy(self.handed_to_loss(model(xb)), yb)
                self.learn(loss, opt)
                total += float(loss.detach()) * len(xb)
            losses.append(total / n_train)
        self.before_measuring(model)
        with torch.no_grad():
            hits = model(self.scaled_for_test(x[n_train:])).argmax(dim=1) == y[n_train:]
        return losses, float(hits.double().mean())


@dataclass
class Descent:
    """Plain gradient descent. PyTorch's own optimizers take seconds to be loaded."""

    model: nn.Module
    lr: float

    def zero_grad(self) -> None:
        self.model.zero_grad()

    @torch.no_grad()
    def step(self) -> None:
        for parameter in self.model.parameters():
            if parameter.grad is not None:
                parameter.sub_(self.lr * parameter.grad)
