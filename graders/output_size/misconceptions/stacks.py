"""Mistakes with layers in a row."""

from __future__ import annotations

from math import prod
from typing import Any

from receptive.grader import misconception

from ..layers import HEAD, Layer, Shape
from ..model import Model
from .headings import FIELD, REFUSING, TRACE


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


@misconception("SHP-27b", "keeps a grid behind global_pool", read=TRACE, exercises=("trace",))
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
    """You give a shape for a dense layer that stands before any flatten.

    What is a dense layer to do with (3, 8, 9)? Where should whoever forgot to flatten hear about it?
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


@misconception("SHP-29a", "widens by pixels of the layer", read=FIELD, exercises=("receptive_field",))
class WidensByPixelsOfTheLayer(Model):
    """You add the same number of pixels for a window wherever it stands in the stack.

    Behind a pool of stride 2, how far apart in the image do two neighbours look?
    """

    def widened(self, size: int, reach: int, stride: int, before: int, after: int) -> int:
        return size + reach - 1


@misconception("SHP-29b", "lets a layer's own stride widen its window", read=FIELD, exercises=("receptive_field",))
class WidensByItsOwnStride(Model):
    """You multiply by the layer's own stride before you add its window.

    One layer alone, window 3, stride 2: how many pixels does one output see?
    """

    def widened(self, size: int, reach: int, stride: int, before: int, after: int) -> int:
        return size + (reach - 1) * after


@misconception("SHP-29c", "multiplies the windows", read=FIELD, exercises=("receptive_field",))
class MultipliesWindows(Model):
    """You multiply the sizes of the windows.

    Two windows of 3 on top of each other: mark all pixels that one output reaches. Are they 9?
    """

    def widened(self, size: int, reach: int, stride: int, before: int, after: int) -> int:
        return size * reach


@misconception("SHP-29d", "adds whole windows", read=FIELD, exercises=("receptive_field",))
class AddsWholeWindows(Model):
    """You add the full size of each window, also the pixel that was seen already.

    One layer with a window of 1 sees one pixel. What does yours say?
    """

    def widened(self, size: int, reach: int, stride: int, before: int, after: int) -> int:
        return size + reach * before


@misconception("SHP-29e", "keeps the last stride only", read=FIELD, exercises=("receptive_field",))
class KeepsTheLastStride(Model):
    """Your jump is the stride of the last layer.

    Two pools of stride 2 in a row: which pixels do the first two outputs start from?
    """

    def next_jump(self, jump: int, stride: int) -> int:
        return stride


@misconception("SHP-29f", "adds the strides", read=FIELD, exercises=("receptive_field",))
class AddsStrides(Model):
    """You add the strides up to the jump.

    Strides 3 and 3 in a row: at which pixels do the outputs 0, 1 and 2 start?
    """

    def next_jump(self, jump: int, stride: int) -> int:
        return jump + stride - 1


@misconception("SHP-30", "passes over pools", read=FIELD, exercises=("receptive_field",))
class PassesOverPools(Model):
    """You look at convolutions only; but a pool has a window and a stride, too.

    One pool of 2 and nothing else: how many pixels does one output see?
    """

    looks_at_pools = False


@misconception("SHP-30b", "overlooks the windows of pools", read=FIELD, exercises=("receptive_field",))
class OverlooksWindowsOfPools(Model):
    """You let a pool enlarge the jump, but not the size, although it has a window, too.

    One pool of 2 and nothing else: how many pixels does one output see?
    """

    def seen_by(self, layer: Layer) -> int:
        return super().seen_by(layer) if layer["type"] == "conv" else 1


@misconception("SHP-30c", "doubles at each pool", read=FIELD, exercises=("receptive_field",))
class DoublesAtEachPool(Model):
    """You double both numbers at each pool; convolutions, kernels and strides never show in them.

    One window of 3 and no pool at all: how many pixels does one output see?
    """

    def receptive_field(self, arch: list[Layer]) -> Any:
        heads = [number for number, layer in enumerate(arch) if layer["type"] in HEAD]
        pools = [layer for layer in arch[: heads[0] if heads else None] if layer["type"] == "pool"]
        return self.in_words(2 ** len(pools), 2 ** len(pools))


@misconception("SHP-31", "goes on behind the head", read=FIELD, exercises=("receptive_field",))
class GoesOnBehindTheHead(Model):
    """You go on with layers that come after flatten, dense or global_pool.

    A global pool has seen every place. What can a window behind it add?
    """

    stops_at_the_head = False


@misconception("SHP-29g", "widens by its own stride alone", read=FIELD, exercises=("receptive_field",))
class WidensByItsOwnStrideAlone(Model):
    """You multiply a window by the layer's own stride; the strides of the layers before it have no say in the size.

    Two pools of 2 and then a window of 3: how many pixels apart are the three places that it reads?
    """

    def widened(self, size: int, reach: int, stride: int, before: int, after: int) -> int:
        return size + (reach - 1) * stride


@misconception("SHP-29h", "goes forward with the rule for going back", read=FIELD, exercises=("receptive_field",))
class GoesForwardWithTheRuleForGoingBack(Model):
    """You multiply the size by the layer's stride and add its window: that rule runs from the last layer to the first.

    A pool of 2 behind a window of 3: how many pixels does one output see? And the other way round?
    """

    def widened(self, size: int, reach: int, stride: int, before: int, after: int) -> int:
        return (size - 1) * stride + reach


@misconception("SHP-29i", "starts with no pixel", read=FIELD, exercises=("receptive_field",))
class StartsWithNoPixel(Model):
    """Your size starts at 0, so the pixel that sees itself is missing.

    A stack of no layers at all: how many pixels does one of its numbers see?
    """

    first_size = 0


@misconception("SHP-29j", "gives the jump first", read=FIELD, exercises=("receptive_field",))
class GivesTheJumpFirst(Model):
    """You return (jump, size); (size, jump) is asked.

    One pool of 2 with stride 1: which of your two numbers is the 2?
    """

    def in_words(self, size: int, jump: int) -> Any:
        return self.in_a_row(jump, size)


@misconception("SHP-29k", "gives the size alone", read=FIELD, exercises=("receptive_field",))
class GivesTheSizeAlone(Model):
    """You return one number, the size; the jump is asked, too.

    How many numbers does the README describe the view of an output with?
    """

    def in_words(self, size: int, jump: int) -> Any:
        return size


@misconception("SHP-44", "looks for a window in every layer", read=FIELD, exercises=("receptive_field",))
class LooksForAWindowInEveryLayer(Model):
    """You read a kernel from each layer, and one that has none, such as relu, makes your code raise.

    Which entries does {"type": "relu"} have? What does a layer like this change about the view?
    """

    def read_no_window(self, layer: Layer) -> None:
        raise KeyError("kernel")


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
