"""Mistakes with what one output sees."""

from __future__ import annotations

from typing import Any

from receptive.grader import misconception

from ..layers import HEAD, Layer
from ..model import Model
from .headings import FIELD


@misconception("SHP-29a", "widens by pixels of the layer", read=FIELD, exercises=("receptive_field",))
class WidensByPixelsOfTheLayer(Model):
    """You add the same number of pixels for a window wherever it stands in the stack.

    After a pool of stride 2, how far apart in the image do two neighbors look?
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


@misconception("SHP-31", "goes on after the head", read=FIELD, exercises=("receptive_field",))
class GoesOnBehindTheHead(Model):
    """You go on with layers that come after flatten, dense or global_pool.

    A global pool has seen every place. What can a window after it add?
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

    A pool of 2 after a window of 3: how many pixels does one output see? And the other way around?
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
    """You return (jump, size); (size, jump) is required.

    One pool of 2 with stride 1: which of your two numbers is the 2?
    """

    def in_words(self, size: int, jump: int) -> Any:
        return self.in_a_row(jump, size)


@misconception("SHP-29k", "gives the size alone", read=FIELD, exercises=("receptive_field",))
class GivesTheSizeAlone(Model):
    """You return one number, the size; the jump is required, too.

    With how many numbers does the README describe the view of an output?
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
