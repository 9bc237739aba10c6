"""Build a CNN: layers, networks, and everything around them until they are trained and measured, in PyTorch.

Images are float32 tensors `(N, C, H, W)`: sample, channel, row, column. Labels are int64 tensors `(N,)`.
`kernel`, `kernel_size`, `stride`, `padding` and `dilation` take an int or `(vertical, horizontal)`.
README.md explains every task and every convention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader

Pair = int | tuple[int, int]
Loader = Iterable[tuple[Tensor, Tensor]]


def conv_block(c_in: int, c_out: int, kernel: Pair = 3, pool: Literal["max", "avg"] | None = "max") -> nn.Sequential:
    """A convolution that keeps height and width, then ReLU, then 2×2 pooling.

    Args:
        c_in: channels of the input.
        c_out: channels of the output, one per filter.
        kernel: size of the filters. Zeros around the image keep H and W, for even sizes too.
        pool: `"max"`, `"avg"`, or `None` for no pooling at all. Pooling has stride 2 and drops an odd last line.

    Returns:
        An `nn.Sequential` from `(N, c_in, H, W)` to `(N, c_out, H // 2, W // 2)`,
        or to `(N, c_out, H, W)` without pooling.

    Example:
        >>> conv_block(3, 8)(torch.zeros(2, 3, 7, 10)).shape
        torch.Size([2, 8, 3, 5])
    """
    # TODO: put the layers into an nn.Sequential
    raise NotImplementedError


class MyConv2d(nn.Module):
    """A convolution layer of your own: its parameters, `nn.functional.unfold` and a matrix product.

    Neither `nn.Conv2d` nor `nn.functional.conv2d` may have a part in it. It turns `(N, in_channels, H, W)`
    into `(N, out_channels, Ho, Wo)`, with the same values as an `nn.Conv2d` whose `state_dict` it has loaded.

    Args:
        in_channels: channels of the input; `groups` divides it.
        out_channels: number of filters; `groups` divides it.
        kernel_size: rows and columns of a filter.
        stride: step between two windows.
        padding: zeros added on each side.
        dilation: distance between two neighboring entries of the window; 1 is the ordinary window.
        groups: number of parts into which channels and filters are split; a filter sees its own part only.
        bias: whether each filter adds a learned number. Without, `self.bias` is `None`.

    Example:
        >>> layer = MyConv2d(4, 6, (3, 2), groups=2)
        >>> {name: tuple(value.shape) for name, value in layer.state_dict().items()}
        {'weight': (6, 2, 3, 2), 'bias': (6,)}
    """

    def __init__(
        self, in_channels: int, out_channels: int, kernel_size: Pair,
        stride: Pair = 1, padding: Pair = 0, dilation: Pair = 1, groups: int = 1, bias: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        # TODO: keep the settings, create self.weight and self.bias
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """`(N, in_channels, H, W)` to `(N, out_channels, Ho, Wo)`."""
        # TODO: unfold, multiply, add the bias, fold the positions back into rows and columns
        raise NotImplementedError


class LeNet(nn.Module):
    """LeNet for handwritten digits, as it is taught today: `(N, 1, 32, 32)` to `(N, 10)` logits.

    Two rounds of 5×5 convolution (6, then 16 filters, no padding), activation and 2×2 pooling; flatten in the order
    C, H, W; dense layers of 120, 84 and 10 units with an activation between them. 61,706 parameters, any N.

    Example:
        >>> LeNet()(torch.zeros(7, 1, 32, 32)).shape
        torch.Size([7, 10])
    """

    def __init__(self) -> None:
        super().__init__()
        # TODO: create the layers
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """`(N, 1, 32, 32)` to `(N, 10)` logits: any real numbers, one per class."""
        # TODO: apply the layers
        raise NotImplementedError


def make_loaders(
    x: np.ndarray, y: np.ndarray, test_size: float = 0.25, batch_size: int = 64, seed: int = 0
) -> tuple[DataLoader[Any], DataLoader[Any]]:
    """Split labeled images into two parts, one to learn from and one to measure with.

    Every class gives the share `test_size` of its images to the test. Everything random comes from `seed`.

    Args:
        x: images `(N, H, W)`, which have one channel, or `(N, C, H, W)`; any numeric dtype. Values are kept.
        y: class numbers `(N,)`.
        batch_size: images per batch; the last batch of a loader may be smaller.
        seed: the same seed gives the same split and the same order of training batches.

    Returns:
        `(train, test)`: loaders of batches `(x, y)`, float32 `(n, C, H, W)` and int64 `(n,)`.
        The training loader shuffles anew in every epoch, the test loader never.

    Example:
        >>> train, test = make_loaders(np.zeros((12, 5, 4)), np.arange(12) % 3, batch_size=6)
        >>> [tuple(images.shape) for images, labels in train]
        [(6, 1, 5, 4), (3, 1, 5, 4)]
    """
    # TODO: choose the test images class by class, then make the tensors and the two loaders
    raise NotImplementedError


def train_epoch(
    model: nn.Module,
    loader: Loader,
    opt: torch.optim.Optimizer,
    loss_fn: Callable[[Tensor, Tensor], Tensor],
) -> float:
    """Go through the loader once, in train mode, with one optimizer step per batch.

    Args:
        model: maps a batch `x` to its outputs.
        loader: anything to iterate over that gives batches `(x, y)`: a `DataLoader`, but also a plain list.
        opt: an optimizer over the parameters of the model.
        loss_fn: `loss_fn(model(x), y)` is the mean loss of a batch, a tensor of one number.

    Returns:
        The mean loss per sample, a float; each batch is measured before its own step.

    Example:
        Batch losses 1.0 (of 4 samples) and 2.0 (of 1 sample) give (4 · 1.0 + 1 · 2.0) / 5 = 1.2.
    """
    # TODO: for each batch: gradients to zero, loss, backward, step
    raise NotImplementedError


def evaluate(model: nn.Module, loader: Loader) -> tuple[float, float]:
    """Measure a classifier without changing it.

    The model runs in eval mode and without gradients; afterwards `model.training` is as it was.

    Args:
        model: maps a batch `x` to logits `(N, classes)`.
        loader: as in `train_epoch`; `y` holds class numbers.

    Returns:
        `(loss, accuracy)` as two floats: the mean cross-entropy and the share of right answers over all samples.

    Example:
        Five samples in batches of 4 and 1, the first four right: the accuracy is 0.8.
    """
    # TODO: sum over the samples, divide once at the end
    raise NotImplementedError


class ShiftNet(nn.Module):
    """A network that finds a digit wherever it lies: `(N, 1, S, S)` to `(N, 10)` logits, for any S from 8 on.

    At most 15,000 parameters. What follows the convolutions treats all positions alike.

    Example:
        >>> [tuple(ShiftNet()(torch.zeros(2, 1, size, size)).shape) for size in (8, 15)]
        [(2, 10), (2, 10)]
    """

    def __init__(self) -> None:
        super().__init__()
        # TODO: create the layers
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """`(N, 1, S, S)` to `(N, 10)` logits."""
        # TODO: features, one number per channel, classes
        raise NotImplementedError


class InceptionMini(nn.Module):
    """Four ways of looking at the same place, side by side; their channels are put one after the other.

    In this order: a 1×1 convolution (`c1` channels); 1×1, then 3×3 (`c3`); 1×1, then 5×5 (`c5`);
    3×3 max pooling, then 1×1 (`cp`). Height and width stay.

    Example:
        >>> InceptionMini(3, c1=4, c3=6, c5=2, cp=1)(torch.zeros(2, 3, 7, 9)).shape
        torch.Size([2, 13, 7, 9])
    """

    def __init__(self, c_in: int, c1: int = 8, c3: int = 8, c5: int = 8, cp: int = 8) -> None:
        super().__init__()
        # TODO: create the layers of the four branches
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """`(N, c_in, H, W)` to `(N, c1 + c3 + c5 + cp, H, W)`."""
        # TODO: run the branches, join their channels
        raise NotImplementedError


def repair_me(
    model: nn.Module, images: np.ndarray, labels: np.ndarray, n_train: int,
    epochs: int = 5, lr: float = 0.1, batch_size: int = 16,
) -> tuple[list[float], float]:  # fmt: skip
    """A training script that runs, raises nothing, and is wrong in five places. Mend it; do not rewrite it.

    Args:
        model: maps float32 images `(n, C, H, W)` to logits.
        images: uint8 `(N, H, W, C)`, channels last. The model should see the values divided by 255.
        labels: class numbers `(N,)`.
        n_train: the first `n_train` images are for training, in their order; the others for the test.
        epochs, lr, batch_size: plain gradient descent on the mean cross-entropy of each batch.

    Returns:
        `(losses, accuracy)`: the mean training loss of each epoch; the share of right answers in the test.
    """
    # TODO: take the next line away, and find the five faults below it
    raise NotImplementedError
    n, h, w, c = images.shape
    x = torch.tensor(images, dtype=torch.float32).reshape(n, c, h, w)
    y = torch.tensor(labels, dtype=torch.int64)
    x_train, y_train = x[:n_train] / 255, y[:n_train]
    x_test, y_test = x[n_train:], y[n_train:]
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(epochs):
        model.train()
        total = 0.0
        for xb, yb in zip(x_train.split(batch_size), y_train.split(batch_size), strict=True):
            loss = functional.cross_entropy(model(xb).softmax(dim=1), yb)
            loss.backward()
            opt.step()
            total += loss.item() * len(xb)
        losses.append(total / n_train)
    with torch.no_grad():
        hits = int((model(x_test).argmax(dim=1) == y_test).sum())
    return losses, hits / len(y_test)


class DesignNet(nn.Sequential):
    """A network of your own design, for a budget: `(N, 1, 16, 16)` to `(N, 8)` logits.

    It names eight drawn shapes in noise. It learns from images whose shape lies in the left half, and is asked about
    images whose shape lies in the right half: 85 of 100 must be right.

    Budget: at most 5,000 parameters, and at most 250,000 multiply-accumulates of convolutions and dense layers for one
    image. The grader reads the layers, builds them again and trains them itself, so layers in a row are all there is:
    no `forward` of your own. README.md names the kinds of layers that may be used.

    Example:
        >>> DesignNet()(torch.zeros(4, 1, 16, 16)).shape
        torch.Size([4, 8])
    """

    def __init__(self) -> None:
        # TODO: hand the layers to super().__init__, in their order
        raise NotImplementedError


if __name__ == "__main__":
    print("Nothing here runs by itself. Ask what is right: python3 run.py build_cnn, or: grade build_cnn")
