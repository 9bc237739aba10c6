"""The layers and networks of `Model`, and what they ask while they are made and while they run."""

from __future__ import annotations

from collections.abc import Iterable

from torch import Tensor, nn

from .block_layers import BlockDecisions
from .conv_layers import ConvDecisions
from .design_layers import DesignDecisions
from .inception_layers import InceptionDecisions
from .lenet_layers import LeNetDecisions
from .pairs import Pair as Pair
from .pairs import pair as pair
from .shift_layers import ShiftDecisions


class Decisions(BlockDecisions, ConvDecisions, LeNetDecisions, InceptionDecisions, ShiftDecisions, DesignDecisions):
    """What layers and networks ask; the right answers."""

    # Of more than one exercise

    def bend(self) -> nn.Module:
        """Of one kind in all places; which is free."""
        return nn.ReLU()

    def activation(self) -> nn.Module:
        return self.bend()

    def found_by_torch(self, layers: list[nn.Module]) -> Iterable[nn.Module]:
        return nn.ModuleList(layers)

    def flattened(self, x: Tensor) -> Tensor:
        return x.flatten(1)

    def after_last_layer(self, z: Tensor) -> Tensor:
        return z

    def handed_to_loss(self, logits: Tensor) -> Tensor:
        return logits
