"""LeNet of `Model`, and what it asks while it is made and while it runs."""

from __future__ import annotations

import itertools
from typing import Any

from torch import Tensor, nn


class LeNetDecisions:
    """The right answers; what stands under "free" may be chosen otherwise."""

    # Free

    pools_before_bending = False
    lenet_dropout = 0.0

    def lenet_pooling(self) -> nn.Module:
        return nn.MaxPool2d(2)

    # Asked for

    rows_left = 5  # of the 32, behind the second pooling
    filters_of_lenet = (1, 6, 16)
    window_of_lenet = 5
    zeros_in_front = 0
    units_of_lenet: tuple[int, ...] = (120, 84, 10)
    units_read: tuple[int, ...] = ()  # by the layers behind the first, if not what the one before gives
    has_lenet_biases = True

    def poolings_of_lenet(self) -> list[nn.Module]:
        return [self.lenet_pooling(), self.lenet_pooling()]

    def activations_of_lenet(self, activation: nn.Module) -> list[nn.Module]:
        """Those behind all layers but the last."""
        return [activation] * (1 + len(self.units_of_lenet))

    def before_flattening(self, x: Tensor) -> Tensor:
        return x


class LeNet(nn.Module):
    def __init__(self, asks: Any) -> None:
        super().__init__()
        self.asks, bias, k = asks, asks.has_lenet_biases, asks.window_of_lenet
        sizes = itertools.pairwise(asks.filters_of_lenet)
        convs = [
            nn.Conv2d(*both, k, padding=zeros, bias=bias)
            for both, zeros in zip(sizes, (asks.zeros_in_front, 0), strict=True)
        ]
        self.convs = nn.ModuleList([nn.Sequential(layer, *asks.normalization(layer.out_channels)) for layer in convs])
        first = asks.filters_of_lenet[-1] * asks.rows_left**2
        read = first, *(asks.units_read or asks.units_of_lenet)
        units = zip(read, asks.units_of_lenet, strict=False)
        self.dense = asks.found_by_torch([nn.Linear(*both, bias=bias) for both in units])
        self.poolings = asks.poolings_of_lenet()
        self.activations = asks.activations_of_lenet(asks.activation())
        self.dropout = nn.Dropout(asks.lenet_dropout)
        self.spare = nn.Linear(4, 4) if asks.head_has_unused else None

    def forward(self, x: Tensor) -> Tensor:
        of_convs, of_dense = self.activations[:2], self.activations[2:]
        for layer, bend, pool in zip(self.convs, of_convs, self.poolings, strict=True):
            x = bend(pool(layer(x))) if self.asks.pools_before_bending else pool(bend(layer(x)))
        x = self.asks.handed_on(self.asks.beside_others(x))
        x = self.asks.flattened(self.asks.before_flattening(x))
        *hidden, last = self.dense
        for dense, bend in zip(hidden, of_dense, strict=True):
            x = self.dropout(bend(dense(x)))
        logits: Tensor = self.asks.handed_to_loss(self.asks.after_last_layer(last(x)))
        return logits
