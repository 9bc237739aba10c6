"""Mistakes with layers in a row."""

from __future__ import annotations

from math import prod
from typing import Any

from receptive.grader import misconception

from ..layers import Layer, Shape
from ..model import Model
from .headings import REFUSING, TRACE


@misconception("SHP-26a", "gives every layer the image", read=TRACE, exercises=("trace",))
class GivesEveryLayerTheImage(Model):
    """You hand the input of the network to each of its layers.

    Two pools in a row halve an image twice. What does your second pool get to see?
    """

    refuses_dense_on_grids = False

    def handed_on(self, before: Shape, given: Shape) -> Shape:
        return before


@misconception("SHP-26b", "lists the input too", read=TRACE, exercises=("trace",))
class ListsTheInput(Model):
    """Your list starts with the shape of the input.

    How many shapes should come back for one layer? And for none?
    """

    def before_the_first(self, shape: Shape) -> list[Shape]:
        return [shape]


@misconception("SHP-27a", "flattens one channel", read=TRACE, exercises=("trace",))
class FlattensOneChannel(Model):
    """You multiply height and width when you flatten, and leave the channels out.

    Write (2, 1, 3) as numbers in a row. How many are they?
    """

    def flattened(self, shape: Shape) -> Shape:
        return (prod(shape[1:] if len(shape) == 3 else shape),)


@misconception("SHP-27b", "keeps a grid after global_pool", read=TRACE, exercises=("trace",))
class KeepsAGrid(Model):
    """You give (C, 1, 1) for a global pool.

    Which shape does the table name? Could a dense layer take yours?
    """

    def globally_pooled(self, shape: Shape) -> Shape:
        return shape[0], 1, 1

    def is_flat(self, shape: Shape) -> bool:
        return len(shape) == 1 or shape[1:] == (1, 1)


@misconception("SHP-26c", "lets a dense layer take a grid", read=REFUSING, exercises=("trace",))
class LetsDenseTakeAGrid(Model):
    """You give a shape for a dense layer that comes before any flatten.

    What can a dense layer do with (3, 8, 9)? Where should someone who forgot to flatten find out?
    """

    refuses_dense_on_grids = False


@misconception("SHP-28c", "takes groups that do not divide", read=REFUSING, exercises=("trace",))
class TakesAnyGroups(Model):
    """You give a shape for a convolution whose groups do not divide its channels or its filters.

    Share 16 filters out among 3 groups. How many does each of them get?
    """

    refuses_groups = False


@misconception("SHP-28", "multiplies filters by groups", read=TRACE, exercises=("trace",))
class MultipliesByGroups(Model):
    """You count the filters once for each group.

    A layer has 8 filters in 2 groups. Are these 8 maps, shared out, or 16?
    """

    def filters_of(self, layer: Layer) -> int:
        return int(layer["filters"] * layer.get("groups", 1))


@misconception("SHP-43", "expects a stride in every layer", read=TRACE, exercises=("trace", "receptive_field"))
class ExpectsAStride(Model):
    """You read the stride as if each layer had one, so a layer without it makes your code raise.

    What does {"type": "pool", "kernel": 2}["stride"] give, and what {"type": "pool", "kernel": 2}.get("stride", 2)?
    """

    def entry(self, layer: Layer, name: str, otherwise: Any) -> Any:
        return layer[name] if name == "stride" else super().entry(layer, name, otherwise)


@misconception("SHP-43b", "expects every entry to be there", read=TRACE, exercises=("trace", "receptive_field"))
class ExpectsEveryEntry(Model):
    """You read stride, padding and dilation as if each layer had them, so a layer without one makes your code raise.

    What does {"type": "pool", "kernel": 2}["padding"] give, and what {"type": "pool", "kernel": 2}.get("padding", 0)?
    """

    def entry(self, layer: Layer, name: str, otherwise: Any) -> Any:
        return layer[name] if name in ("stride", "padding", "dilation") else super().entry(layer, name, otherwise)


@misconception("SHP-41", "lists only layers that change a shape", read=TRACE, exercises=("trace",))
class ListsOnlySomeLayers(Model):
    """You leave batchnorm, relu and dropout out of your list.

    How many shapes should come back for a convolution and a relu?
    """

    def is_listed(self, kind: str) -> bool:
        return kind not in ("batchnorm", "relu", "dropout")


@misconception("SHP-28b", "divides filters by groups", read=TRACE, exercises=("trace",))
class DividesByGroups(Model):
    """You give a convolution as many maps as one of its groups has.

    A layer has 8 filters in 2 groups. Each group writes 4 maps; how many does the layer write?
    """

    def filters_of(self, layer: Layer) -> int:
        return int(layer["filters"] // layer.get("groups", 1))
