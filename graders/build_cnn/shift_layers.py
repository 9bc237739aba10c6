"""ShiftNet of `Model`, and what it asks while it is made and while it runs."""

from __future__ import annotations

import itertools
from typing import Any

import torch
from torch import Tensor, nn


class ShiftDecisions:
    """The right answers; what stands under "free" may be chosen otherwise."""

    # Free

    shift_step = 1  # of the first convolution; with 2 there is no pooling behind it
    shift_kernel = 3

    def shift_normalization(self, channels: int) -> list[nn.Module]:  # noqa: ARG002  # none is needed
        return []

    def over_places(self, x: Tensor) -> Tensor:
        """One number for each map."""
        return x.amax(dim=(2, 3))

    # Asked for

    widths: tuple[int, ...] = (1, 16, 16, 24)  # so narrow that a head for all places keeps within the budget
    poolings = 1
    pads_in_shift = True
    results_of_shift = 10
    side_of_head = 12  # of the images whose maps the head is made for
    head_has_unused = False

    def without_places(self, x: Tensor) -> Tensor:
        """What the dense layer is shown of the last maps."""
        return self.over_places(x)

    def handed_on(self, maps: Tensor) -> Tensor:
        """To the head."""
        return maps

    def beside_others(self, maps: Tensor) -> Tensor:
        """What becomes of the maps of an image among those of its batch."""
        return maps

    def shift_start(self, net: nn.Module) -> None:
        """First values, where PyTorch's are not left."""


class ShiftNet(nn.Module):
    def __init__(self, asks: Any) -> None:
        super().__init__()
        self.asks, self.activation = asks, asks.activation()
        k, steps = asks.shift_kernel, [asks.shift_step, *[1] * len(asks.widths)]
        sizes = zip(itertools.pairwise(asks.widths), steps, strict=False)
        layers = [nn.Conv2d(*both, k, step, padding=k // 2 if asks.pads_in_shift else 0) for both, step in sizes]
        self.convs = asks.found_by_torch(
            [nn.Sequential(layer, *asks.shift_normalization(layer.out_channels)) for layer in layers]
        )
        self.pool = nn.MaxPool2d(2)
        places = max(1, asks.side_of_head // 2**asks.poolings)
        shown = asks.without_places(torch.zeros(1, asks.widths[-1], places, places))
        self.classes = nn.Linear(shown.numel(), asks.results_of_shift)
        self.spare = nn.Linear(4, 4) if asks.head_has_unused else None
        asks.shift_start(self)

    def forward(self, x: Tensor) -> Tensor:
        for position, layer in enumerate(self.convs):
            x = self.activation(layer(x))
            pools = position < self.asks.poolings and (position > 0 or self.asks.shift_step == 1)
            x = self.pool(x) if pools else x
        x = self.asks.handed_on(self.asks.beside_others(x))
        z = self.classes(self.asks.flattened(self.asks.without_places(x)))
        logits: Tensor = self.asks.handed_to_loss(self.asks.after_last_layer(z))
        return logits
