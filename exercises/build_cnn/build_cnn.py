"""Build a CNN: layers, a network and the two loops around it, in PyTorch.

Images are float32 tensors `(N, C, H, W)`: sample, channel, row, column. Labels are int64 tensors `(N,)`.
`kernel`, `kernel_size`, `stride`, `padding` and `dilation` take an int or `(vertical, horizontal)`.
README.md explains every task and every convention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

import torch
from torch import Tensor, nn

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
        dilation: distance between two neighbouring entries of the window; 1 is the ordinary window.
        groups: number of parts into which channels and filters are split; a filter sees its own part only.
        bias: whether each filter adds a learned number. Without, `self.bias` is `None`.

    Example:
        >>> layer = MyConv2d(4, 6, (3, 2), groups=2)
        >>> {name: tuple(value.shape) for name, value in layer.state_dict().items()}
        {'weight': (6, 2, 3, 2), 'bias': (6,)}
    """

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
        # TODO: keep the settings, create self.weight and self.bias
        raise NotImplementedError

    def forward(self, x: Tensor) -> Tensor:
        """`(N, in_channels, H, W)` to `(N, out_channels, Ho, Wo)`."""
        # TODO: unfold, multiply, add the bias, fold the positions back into rows and columns
        raise NotImplementedError


class LeNet(nn.Module):
    """The classic network for handwritten digits: `(N, 1, 32, 32)` to `(N, 10)` logits.

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


def train_epoch(
    model: nn.Module,
    loader: Loader,
    opt: torch.optim.Optimizer,
    loss_fn: Callable[[Tensor, Tensor], Tensor],
) -> float:
    """Go through the loader once, in train mode, with one optimiser step per batch.

    Args:
        model: maps a batch `x` to its outputs.
        loader: anything to iterate over that gives batches `(x, y)`: a `DataLoader`, but also a plain list.
        opt: an optimiser over the parameters of the model.
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
