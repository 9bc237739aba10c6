"""What the exercises mean, written for the eye: formulas and loops, no layers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

if TYPE_CHECKING:
    pass

Batch = tuple[Tensor, Tensor]


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


# LeNet

Function = Callable[[Tensor], Tensor]
ACTIVATIONS: dict[str, Function] = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "leaky_relu": functional.leaky_relu,
    "elu": functional.elu,
    "gelu": functional.gelu,
    "silu": functional.silu,
    "none": lambda x: x,  # a mistake, and another criterion's matter
}
HEADS: dict[str, Function] = {
    "logits": lambda z: z,
    "log_softmax": lambda z: torch.log_softmax(z, dim=1),
    "softmax": lambda z: torch.softmax(z, dim=1),
    "relu": torch.relu,
}


@dataclass(frozen=True)
class Variant:
    """What the contract leaves open in a LeNet, and two mistakes that cost their own criteria only."""

    activation: str
    pool: str
    pool_first: bool
    head: str


def variants() -> Iterator[Variant]:
    for activation, pool, first in itertools.product(ACTIVATIONS, ("max", "avg"), (False, True)):
        yield from (Variant(activation, pool, first, head) for head in HEADS)


def lenet(weights: Sequence[Tensor], x: Tensor, variant: Variant) -> Tensor:
    act = ACTIVATIONS[variant.activation]
    for weight, bias in (weights[0:2], weights[2:4]):
        x = functional.conv2d(x, weight, bias)
        x = act(pooled(x, variant.pool)) if variant.pool_first else pooled(act(x), variant.pool)
    x = x.reshape(len(x), -1)
    for weight, bias in (weights[4:6], weights[6:8]):
        x = act(x @ weight.T + bias)
    return HEADS[variant.head](x @ weights[8].T + weights[9])


def explain(weights: Sequence[Tensor], x: Tensor, got: Tensor) -> Variant | None:
    """The first variant that gives these values, if any does."""
    for variant in variants():
        if torch.allclose(lenet(weights, x, variant), got.float(), rtol=1e-4, atol=1e-4):
            return variant
    return None


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
