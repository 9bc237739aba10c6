"""Mistakes with layers in a row."""

from __future__ import annotations

from math import prod

from receptive.grader import misconception

from ..layers import Layer, Shape
from ..model import Model
from .headings import FIELD, TRACE


@misconception(
    "SHP-26a",
    "gives every layer the image",
    says="You hand the input of the network to each of its layers.",
    ask="Two pools in a row halve an image twice. What does your second pool get to see?",
    read=TRACE,
    exercises=("trace",),
)
class GivesEveryLayerTheImage(Model):
    refuses_dense_on_grids = False

    def handed_on(self, before: Shape, given: Shape) -> Shape:
        return before


@misconception(
    "SHP-26b",
    "lists the input too",
    says="Your list starts with the shape of the input.",
    ask="How many shapes should come back for one layer? And for none?",
    read=TRACE,
    exercises=("trace",),
)
class ListsTheInput(Model):
    def before_the_first(self, shape: Shape) -> list[Shape]:
        return [shape]


@misconception(
    "SHP-27a",
    "flattens one channel",
    says="You multiply height and width when you flatten, and leave the channels out.",
    ask="Write (2, 1, 3) as numbers in a row. How many are they?",
    read=TRACE,
    exercises=("trace",),
)
class FlattensOneChannel(Model):
    def flattened(self, shape: Shape) -> Shape:
        return (prod(shape[1:] if len(shape) == 3 else shape),)


@misconception(
    "SHP-27b",
    "keeps a grid behind global_pool",
    says="You give (C, 1, 1) for a global pool.",
    ask="Which shape does the table name? Could a dense layer take yours?",
    read=TRACE,
    exercises=("trace",),
)
class KeepsAGrid(Model):
    def globally_pooled(self, shape: Shape) -> Shape:
        return shape[0], 1, 1

    def is_flat(self, shape: Shape) -> bool:
        return len(shape) == 1 or shape[1:] == (1, 1)


@misconception(
    "SHP-28",
    "multiplies filters by groups",
    says="You count the filters once for each group.",
    ask="A layer has 8 filters in 2 groups. Are these 8 maps, shared out, or 16?",
    read=TRACE,
    exercises=("trace",),
)
class MultipliesByGroups(Model):
    def filters_of(self, layer: Layer) -> int:
        return int(layer["filters"] * layer.get("groups", 1))


@misconception(
    "SHP-29a",
    "widens by pixels of the layer",
    says="You add the same number of pixels for a window wherever it stands in the stack.",
    ask="Behind a pool of stride 2, how far apart in the image do two neighbours look?",
    read=FIELD,
    exercises=("receptive_field",),
)
class WidensByPixelsOfTheLayer(Model):
    def widened(self, size: int, reach: int, before: int, after: int) -> int:
        return size + reach - 1


@misconception(
    "SHP-29b",
    "lets a layer's own stride widen its window",
    says="You multiply by the layer's own stride before you add its window.",
    ask="One layer alone, window 3, stride 2: how many pixels does one output see?",
    read=FIELD,
    exercises=("receptive_field",),
)
class WidensByItsOwnStride(Model):
    def widened(self, size: int, reach: int, before: int, after: int) -> int:
        return size + (reach - 1) * after


@misconception(
    "SHP-29c",
    "multiplies the windows",
    says="You multiply the sizes of the windows.",
    ask="Two windows of 3 on top of each other: mark all pixels that one output reaches. Are they 9?",
    read=FIELD,
    exercises=("receptive_field",),
)
class MultipliesWindows(Model):
    def widened(self, size: int, reach: int, before: int, after: int) -> int:
        return size * reach


@misconception(
    "SHP-29d",
    "adds whole windows",
    says="You add the full size of each window, also the pixel that was seen already.",
    ask="One layer with a window of 1 sees one pixel. What does yours say?",
    read=FIELD,
    exercises=("receptive_field",),
)
class AddsWholeWindows(Model):
    def widened(self, size: int, reach: int, before: int, after: int) -> int:
        return size + reach * before


@misconception(
    "SHP-29e",
    "keeps the last stride only",
    says="Your jump is the stride of the last layer.",
    ask="Two pools of stride 2 in a row: which pixels do the first two outputs start from?",
    read=FIELD,
    exercises=("receptive_field",),
)
class KeepsTheLastStride(Model):
    def next_jump(self, jump: int, stride: int) -> int:
        return stride


@misconception(
    "SHP-29f",
    "adds the strides",
    says="You add the strides up to the jump.",
    ask="Strides 3 and 3 in a row: at which pixels do the outputs 0, 1 and 2 start?",
    read=FIELD,
    exercises=("receptive_field",),
)
class AddsStrides(Model):
    def next_jump(self, jump: int, stride: int) -> int:
        return jump + stride - 1


@misconception(
    "SHP-30",
    "passes over pools",
    says="You look at convolutions only; but a pool has a window and a stride, too.",
    ask="One pool of 2 and nothing else: how many pixels does one output see?",
    read=FIELD,
    exercises=("receptive_field",),
)
class PassesOverPools(Model):
    looks_at_pools = False


@misconception(
    "SHP-31",
    "goes on behind the head",
    says="You go on with layers that come after flatten, dense or global_pool.",
    ask="A global pool has seen every place. What can a window behind it add?",
    read=FIELD,
    exercises=("receptive_field",),
)
class GoesOnBehindTheHead(Model):
    stops_at_the_head = False
