"""Mistakes about memory: which activations are kept, and in how many bytes."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import MEMORY
from ..layers import Shape
from ..model import Model, Row

IN_BYTES = ("memory_bytes",)


@misconception(
    "PAR-46",
    "the image is an activation",
    says="You count the image among the activations.",
    ask="Which layer has put out the image?",
    read=MEMORY,
    exercises=IN_BYTES,
)
class ImageAsActivation(Model):
    def kept_at_first(self, in_shape: Shape) -> list[int]:
        return [prod(in_shape)]


@misconception(
    "PAR-47",
    "keeps the largest only",
    says="You count the activations of the largest layer only.",
    ask="What the other layers have put out is needed again for the gradients. Where is it meanwhile?",
    read=MEMORY,
    exercises=IN_BYTES,
)
class KeepsTheLargestOnly(Model):
    def held_at_once(self, kept: list[int]) -> int:
        return max(kept, default=0)


@misconception(
    "PAR-48",
    "four bytes always",
    says="You take four bytes for each number, whatever dtype_bytes says.",
    ask="How many bytes do 10 numbers of half precision take, at 2 bytes each?",
    read=MEMORY,
    exercises=IN_BYTES,
)
class FourBytesAlways(Model):
    def bytes_each(self, _dtype_bytes: int) -> int:
        return 4


@misconception(
    "PAR-49",
    "only layers with weights put out numbers",
    says="You leave out the activations of layers that have no weights.",
    ask="A ReLU gets 40 numbers and does not work in place. How many numbers does it write?",
    read=MEMORY,
    exercises=IN_BYTES,
)
class LayersWithWeightsOnly(Model):
    def is_kept(self, row: Row) -> bool:
        return row["type"] in ("conv", "dense", "batchnorm")
