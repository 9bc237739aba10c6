"""What the exercises mean, written for the eye: formulas and loops, no layers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

Batch = tuple[Tensor, Tensor]
Pair = tuple[int, int]


# conv_block


def rectified_conv(x: Tensor, weight: Tensor, bias: Tensor, spare: str = "after", relu: bool = True) -> Tensor:
    """Convolution with k - 1 zero lines per axis; the odd one lies `before` or `after`."""
    pads: list[int] = []
    for k in (weight.shape[3], weight.shape[2]):
        few, many = (k - 1) // 2, k // 2
        pads += [few, many] if spare == "after" else [many, few]
    out = functional.conv2d(functional.pad(x, pads), weight, bias)
    return out.clamp(min=0) if relu else out


def pooled(x: Tensor, pool: str | None) -> Tensor:
    """2×2 pooling by naming the four neighbours."""
    if pool is None:
        return x
    rows, columns = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
    four = [x[:, :, i:rows:2, j:columns:2] for i in (0, 1) for j in (0, 1)]
    return torch.stack(four).amax(0) if pool == "max" else sum(four[1:], four[0]) / 4


def blocks(x: Tensor, weight: Tensor, bias: Tensor, pool: str | None) -> list[Tensor]:
    """The block with its ReLU in the right place, after the pooling, and nowhere."""
    linear = rectified_conv(x, weight, bias, relu=False)
    after = pooled(linear, pool)
    return [pooled(linear.clamp(min=0), pool), after.clamp(min=0), after]


# MyConv2d


def marked_conv(
    x: Tensor, weight: Tensor, bias: Tensor | None, factors: Tensor, stride: Pair, padding: Pair, dilation: Pair,
    groups: int,
) -> Tensor:  # fmt: skip
    """A convolution in which each product has its factor: `factors[row, column, down, right]`, from the window's start
    and the place in it, in pixels of the padded image. Place by place: each is a part of the image times one weight."""
    x = functional.pad(x, (padding[1], padding[1], padding[0], padding[0]))
    f, c, kh, kw = weight.shape
    rows, columns = (
        torch.arange(0, x.shape[2 + axis] - dilation[axis] * (weight.shape[2 + axis] - 1), stride[axis])
        for axis in (0, 1)
    )
    out = torch.zeros(len(x), f, len(rows), len(columns), dtype=x.dtype)
    for a, b in itertools.product(range(kh), range(kw)):
        down, right = a * dilation[0], b * dilation[1]
        part = x[:, :, rows + down][:, :, :, columns + right] * factors[rows[:, None], columns, down, right]
        for g in range(groups):
            own = slice(g * f // groups, (g + 1) * f // groups)
            out[:, own] += torch.einsum("nchw,fc->nfhw", part[:, g * c : (g + 1) * c], weight[own, :, a, b])
    return out if bias is None else out + bias[:, None, None]


# The loops: softmax regression on flattened images, sample by sample


def scores(weight: Tensor, bias: Tensor, sample: Tensor) -> list[float]:
    features = sample.flatten().double()
    return [float((row * features).sum() + b) for row, b in zip(weight.double(), bias.double(), strict=True)]


def probabilities(values: Sequence[float]) -> list[float]:
    total = sum(math.exp(v) for v in values)
    return [math.exp(v) / total for v in values]


def samples_of(batches: Sequence[Batch]) -> list[tuple[Tensor, int]]:
    return [(x[i], int(y[i])) for x, y in batches for i in range(len(x))]


def mean_loss(weight: Tensor, bias: Tensor, batches: Sequence[Batch]) -> float:
    samples = samples_of(batches)
    return sum(-math.log(probabilities(scores(weight, bias, x))[y]) for x, y in samples) / len(samples)


def accuracy(weight: Tensor, bias: Tensor, batches: Sequence[Batch]) -> float:
    samples = samples_of(batches)
    hits = 0
    for x, y in samples:
        values = scores(weight, bias, x)
        hits += values.index(max(values)) == y
    return hits / len(samples)


def loss_gradients(weight: Tensor, bias: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """Of the mean cross-entropy: every sample pulls with its probabilities minus the truth."""
    dw, db = torch.zeros(weight.shape, dtype=torch.float64), torch.zeros(bias.shape, dtype=torch.float64)
    samples = samples_of([batch])
    for x, y in samples:
        for k, p in enumerate(probabilities(scores(weight, bias, x))):
            pull = (p - (k == y)) / len(samples)
            db[k] += pull
            dw[k] += pull * x.flatten()
    return dw, db
