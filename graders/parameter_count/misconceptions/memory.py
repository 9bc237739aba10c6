"""Mistakes about memory: which activations are kept, and in how many bytes."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..headings import MEMORY
from ..layers import Layer, Shape
from ..model import Model

IN_BYTES = ("memory_bytes",)


@misconception("PAR-46", "the image is an activation", read=MEMORY, exercises=IN_BYTES)
class ImageAsActivation(Model):
    """You count the image among the activations.

    Which layer produced the image?
    """

    def kept_at_first(self, in_shape: Shape) -> list[int]:
        return [prod(in_shape)]


@misconception("PAR-47", "keeps the largest only", read=MEMORY, exercises=IN_BYTES)
class KeepsTheLargestOnly(Model):
    """You count the activations of the largest layer only.

    What the other layers produced is needed again for the gradients. Where is it meanwhile?
    """

    def held_at_once(self, kept: list[int]) -> int:
        return max(kept, default=0)


@misconception("PAR-48", "four bytes always", read=MEMORY, exercises=IN_BYTES)
class FourBytesAlways(Model):
    """You take four bytes for each number, whatever dtype_bytes says.

    How many bytes do 10 numbers of half precision take, at 2 bytes each?
    """

    def bytes_each(self, _dtype_bytes: int) -> int:
        return 4


@misconception("PAR-103", "numbers, not bytes", read=MEMORY, exercises=IN_BYTES)
class NumbersNotBytes(Model):
    """You give how many numbers there are, not how many bytes they take.

    10 numbers of 4 bytes each: how many bytes is that?
    """

    def bytes_each(self, _dtype_bytes: int) -> int:
        return 1


@misconception("PAR-104", "bits", read=MEMORY, exercises=IN_BYTES)
class Bits(Model):
    """You give bits: your results are eight times as large as the bytes.

    Is `dtype_bytes` a number of bytes already, or of bits?
    """

    def bytes_each(self, dtype_bytes: int) -> int:
        return 8 * dtype_bytes


@misconception("PAR-105", "kilobytes", read=MEMORY, exercises=IN_BYTES)
class Kilobytes(Model):
    """You give kilobytes: your results are divided by 1024.

    In what unit does the README count memory? What is left for you to divide?
    """

    def shown(self, count: int) -> float:
        return count / 1024


@misconception("PAR-106", "whole kilobytes", read=MEMORY, exercises=IN_BYTES)
class WholeKilobytes(Model):
    """You give whole kilobytes: your results are divided by 1024 and rounded down.

    In what unit does the README count memory? What is left for you to divide?
    """

    def shown(self, count: int) -> float:
        return count // 1024


@misconception("PAR-107", "megabytes", read=MEMORY, exercises=IN_BYTES)
class Megabytes(Model):
    """You give megabytes: your results are divided by 1024 twice.

    In what unit does the README count memory? What is left for you to divide?
    """

    def shown(self, count: int) -> float:
        return count / 1024**2


@misconception("PAR-108", "parameters twice", read=MEMORY, exercises=IN_BYTES)
class ParametersTwice(Model):
    """You count the parameters twice, as if a gradient were kept for each.

    One dense layer from 2 numbers to 3, 9 parameters of 4 bytes each: what should `"params"` be?
    """

    def params_held(self, params: list[int]) -> int:
        return 2 * sum(params)


@misconception("PAR-109", "activations twice", read=MEMORY, exercises=IN_BYTES)
class ActivationsTwice(Model):
    """You count the activations twice, as if a gradient were kept for each.

    A ReLU on (2, 4, 5) produces 40 numbers of 4 bytes each: what should `"activations"` be?
    """

    def held_at_once(self, kept: list[int]) -> int:
        return 2 * sum(kept)


@misconception("PAR-110", "the last layer only", read=MEMORY, exercises=IN_BYTES)
class LastLayerOnly(Model):
    """You count the activations of the last layer only.

    What the layers before it produced is needed again for the gradients. Where is it meanwhile?
    """

    def held_at_once(self, kept: list[int]) -> int:
        return kept[-1] if kept else 0


@misconception("PAR-111", "the image in the total", read=MEMORY, exercises=IN_BYTES)
class ImageInTheTotal(Model):
    """Your total counts the image beside parameters and activations.

    Add up the two other entries of your result. Is that your total?
    """

    def only_in_total(self, in_shape: Shape) -> int:
        return prod(in_shape)


@misconception("PAR-149", "bytes in the total only", read=MEMORY, exercises=IN_BYTES)
class BytesInTheTotalOnly(Model):
    """Your total is in bytes, but `"params"` and `"activations"` are how many numbers there are.

    Add up the two other entries of your result. Is that your total?
    """

    def memory_bytes(self, arch: list[Layer], in_shape: Shape, dtype_bytes: int = 4) -> dict[str, float]:
        found = super().memory_bytes(arch, in_shape, 1)
        return {**found, "total": found["total"] * dtype_bytes}


@misconception("PAR-158", "the last layer's parameters only", read=MEMORY, exercises=IN_BYTES)
class LastParametersOnly(Model):
    """You count the parameters of the last layer only.

    What does your variable hold before the loop reaches the last layer, and what after it?
    """

    def params_held(self, params: list[int]) -> int:
        return params[-1] if params else 0


@misconception("PAR-164", "kilobytes of 1000", read=MEMORY, exercises=IN_BYTES)
class KilobytesOfAThousand(Model):
    """You give kilobytes: your results are divided by 1000.

    In what unit does the README count memory? What is left for you to divide?
    """

    def shown(self, count: int) -> float:
        return count / 1000
