"""What the loops are measured by: softmax regression on flattened images, sample by sample."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

Batch = tuple[Tensor, Tensor]


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


def loss_of_probabilities(weight: Tensor, bias: Tensor, batches: Sequence[Batch]) -> float:
    """What somebody reports who applies the softmax twice."""
    samples = samples_of(batches)
    twice = [probabilities(probabilities(scores(weight, bias, x)))[y] for x, y in samples]
    return sum(-math.log(p) for p in twice) / len(samples)


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
